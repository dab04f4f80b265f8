// node:_tls_wrap: what old packages ask for instead of node:tls.
import { connect, createServer, Server, TLSSocket } from "../tls/index.js";

export { connect, createServer, Server, TLSSocket };
export default { TLSSocket, Server, createServer, connect };

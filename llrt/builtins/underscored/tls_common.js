// node:_tls_common: what old packages ask for instead of node:tls.
import { createSecureContext, SecureContext } from "../tls/index.js";

export { createSecureContext, SecureContext };
export default { SecureContext, createSecureContext };

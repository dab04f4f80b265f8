// node:_http_incoming: what old packages ask for instead of node:http.
import { IncomingMessage } from "../http/index.js";

export { IncomingMessage };

export function readStart(socket) {
  if (socket) socket.resume();
}

export function readStop(socket) {
  if (socket) socket.pause();
}

export default { IncomingMessage, readStart, readStop };

// fetch(), Request, Response, WebSocket: their place among the globals, so that programs which only look for them load. What
// would use the network says that it is not there yet.
import { EventTarget } from "./event_target.js";
import { missing } from "../_missing.js";

const door = missing("globalThis");

export const { fetch } = door.promises("fetch/1");
export const Request = door.klass("Request/1", undefined, `
  method@ url@ headers@ destination@ referrer@ referrerPolicy@ mode@ credentials@ cache@ redirect@ integrity@ keepalive@
  isReloadNavigation@ isHistoryNavigation@ signal@ body@ bodyUsed@ duplex@ clone/0 blob/0 arrayBuffer/0 text/0 json/0 formData/0
  bytes/0
`);
export const Response = door.klass("Response/0", undefined, `
  type@ url@ redirected@ status@ ok@ statusText@ headers@ body@ bodyUsed@ clone/0 blob/0 arrayBuffer/0 text/0 json/0 formData/0
  bytes/0
`, "error/0 json/1 redirect/1");
export const WebSocket = door.klass("WebSocket/1", EventTarget, `
  close/0 send/1 readyState@ bufferedAmount@ url@ extensions@ protocol@ onopen@ onerror@ onclose@ onmessage@ binaryType@
`);

for (const Class of [Request, Response, WebSocket]) {
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: Class.name, configurable: true });
}
["CONNECTING", "OPEN", "CLOSING", "CLOSED"].forEach((name, value) => {
  for (const target of [WebSocket, WebSocket.prototype]) Object.defineProperty(target, name, { value, enumerable: true });
});

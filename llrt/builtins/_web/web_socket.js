// WebSocket: its place among the globals, so that programs which only look for it load; it throws when it is made.
import { EventTarget } from "./event_target.js";
import { missing } from "../_missing.js";

export const WebSocket = missing("globalThis").klass("WebSocket/1", EventTarget, `
  close/0 send/1 readyState@ bufferedAmount@ url@ extensions@ protocol@ onopen@ onerror@ onclose@ onmessage@ binaryType@
`);

Object.defineProperty(WebSocket.prototype, Symbol.toStringTag, { value: "WebSocket", configurable: true });
["CONNECTING", "OPEN", "CLOSING", "CLOSED"].forEach((name, value) => {
  for (const target of [WebSocket, WebSocket.prototype]) Object.defineProperty(target, name, { value, enumerable: true });
});

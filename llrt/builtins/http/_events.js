// Web classes that node:http lends a name to. WebSocket is not there yet.
import { EventTarget } from "../_web/event_target.js";
import { CloseEvent, MessageEvent } from "../_web/messaging/message_event.js";
import { missing } from "../_missing.js";

export const WebSocket = missing("http").klass("WebSocket/1", EventTarget, "close/0 send/1 readyState@ bufferedAmount@ url@ extensions@ protocol@ onopen@ onerror@ onclose@ onmessage@ binaryType@");
export { CloseEvent, MessageEvent };

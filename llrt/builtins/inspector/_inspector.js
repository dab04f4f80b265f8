// What both forms of node:inspector share: there is no inspector, so none is ever active or connected.
import { codes } from "../_errors.js";
import { EventEmitter } from "../events/_emitter.js";
import { missing } from "../_missing.js";
import { validateFunction, validateObject, validateString } from "../_validators.js";

const { ERR_INSPECTOR_NOT_ACTIVE, ERR_INSPECTOR_NOT_CONNECTED, ERR_INSPECTOR_NOT_WORKER } = codes;
const { connect } = missing("inspector.Session.prototype").functions("connect/0");

export const { open } = missing("inspector").functions("open:inspectorOpen/3");

// Of no effect in Node too while the inspector is not active.
export const close = () => {};
Object.defineProperty(close, "name", { value: "_debugEnd", configurable: true });
export const url = () => undefined;

export function waitForDebugger() {
  throw new ERR_INSPECTOR_NOT_ACTIVE();
}
Object.defineProperty(waitForDebugger, "name", { value: "inspectorWaitForDebugger", configurable: true });

export class Session extends EventEmitter {
  connectToMainThread() {
    throw new ERR_INSPECTOR_NOT_WORKER();
  }

  post(method, params, callback) {
    validateString(method, "method");
    if (!callback && typeof params === "function") [params, callback] = [null, params];
    if (params) validateObject(params, "params");
    if (callback) validateFunction(callback, "callback");
    throw new ERR_INSPECTOR_NOT_CONNECTED();
  }

  disconnect() {}
}
Object.defineProperty(Session.prototype, "connect", { value: connect, writable: true, configurable: true });

// Messages to a front end: without one they go nowhere, as in Node.
function silent(list) {
  const made = {};
  for (const word of list.split(" ")) {
    const [name, length = 0] = word.split("/");
    made[name] = Object.defineProperties(() => {}, { name: { value: name, configurable: true }, length: { value: Number(length), configurable: true } });
  }
  return made;
}

export const console = silent("debug error info log warn dir dirxml table trace group groupCollapsed groupEnd clear count countReset assert "
  + "profile profileEnd time timeLog timeEnd timeStamp context/1");
export const Network = silent("requestWillBeSent/1 responseReceived/1 loadingFinished/1 loadingFailed/1 dataSent/1 dataReceived/1 "
  + "webSocketCreated/1 webSocketClosed/1 webSocketHandshakeResponseReceived/1");
export const NetworkResources = silent("put/2");
export const DOMStorage = silent("domStorageItemAdded/1 domStorageItemRemoved/1 domStorageItemUpdated/1 domStorageItemsCleared/1 registerStorage/1");

// node:events: the EventEmitter class with its static helpers.
// Follows https://nodejs.org/docs/latest-v24.x/api/events.html
import { codes } from "../_errors.js";
import { validateNumber } from "../_validators.js";
import { addAbortListener, on, once } from "./_async.js";
import { EventEmitterAsyncResource } from "./_async_resource.js";
import {
  EventEmitter,
  getCaptureRejections,
  getDefaultMaxListeners,
  maxListenersOf,
  setCaptureRejections,
  setDefaultMaxListeners,
} from "./_emitter.js";
import {
  isEventTarget,
  kErrorMonitor,
  kListeners,
  kMaxEventTargetListeners,
  kMaxEventTargetListenersWarned,
  kRejection,
} from "./_symbols.js";

function notAnEmitter(value) {
  return new codes.ERR_INVALID_ARG_TYPE("emitter", ["EventEmitter", "EventTarget"], value);
}

export function getEventListeners(emitterOrTarget, type) {
  if (typeof emitterOrTarget.listeners === "function") return emitterOrTarget.listeners(type);
  if (isEventTarget(emitterOrTarget)) return emitterOrTarget[kListeners](type);
  throw notAnEmitter(emitterOrTarget);
}

export function getMaxListeners(emitterOrTarget) {
  if (typeof emitterOrTarget?.getMaxListeners === "function") return maxListenersOf(emitterOrTarget);
  if (typeof emitterOrTarget?.[kMaxEventTargetListeners] === "number") return emitterOrTarget[kMaxEventTargetListeners];
  throw notAnEmitter(emitterOrTarget);
}

export function listenerCount(emitterOrTarget, type) {
  if (typeof emitterOrTarget.listenerCount === "function") return emitterOrTarget.listenerCount(type);
  if (isEventTarget(emitterOrTarget)) return emitterOrTarget[kListeners](type).length;
  throw notAnEmitter(emitterOrTarget);
}

// Assigned in this order because that is the order in which Node's class shows them.
const { init } = EventEmitter;
delete EventEmitter.init;
Object.assign(EventEmitter, {
  addAbortListener,
  once,
  on,
  getEventListeners,
  getMaxListeners,
  listenerCount,
  EventEmitter,
  usingDomains: false,
  captureRejectionSymbol: kRejection,
});
Object.defineProperties(EventEmitter, {
  captureRejections: {
    get() {
      return getCaptureRejections();
    },
    set(value) {
      setCaptureRejections(value);
    },
    enumerable: true,
  },
  EventEmitterAsyncResource: {
    get: function lazyEventEmitterAsyncResource() {
      return EventEmitterAsyncResource;
    },
    enumerable: true,
    configurable: true,
  },
  errorMonitor: { value: kErrorMonitor, writable: true, enumerable: true, configurable: true },
  defaultMaxListeners: {
    get: getDefaultMaxListeners,
    set: setDefaultMaxListeners,
    enumerable: true,
  },
  kMaxEventTargetListeners: { value: kMaxEventTargetListeners },
  kMaxEventTargetListenersWarned: { value: kMaxEventTargetListenersWarned },
});
EventEmitter.setMaxListeners = function (n = getDefaultMaxListeners(), ...eventTargets) {
  validateNumber(n, "setMaxListeners", 0);
  if (eventTargets.length === 0) {
    setDefaultMaxListeners(n);
    return;
  }
  for (const target of eventTargets) {
    if (isEventTarget(target)) {
      target[kMaxEventTargetListeners] = n;
      target[kMaxEventTargetListenersWarned] = false;
    } else if (typeof target.setMaxListeners === "function") {
      target.setMaxListeners(n);
    } else {
      throw new codes.ERR_INVALID_ARG_TYPE("eventTargets", ["EventEmitter", "EventTarget"], target);
    }
  }
};
EventEmitter.init = init;

export { addAbortListener, EventEmitter, EventEmitterAsyncResource, init, on, once };
export { kErrorMonitor as errorMonitor, kRejection as captureRejectionSymbol };
export const { setMaxListeners } = EventEmitter;
export const usingDomains = false;
export const captureRejections = false;
export const defaultMaxListeners = 10;
export default EventEmitter;

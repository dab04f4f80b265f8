// setTimeout() of a socket: 'timeout' after so long without a byte in either direction.
import { setTimeout } from "../timers/index.js";
import { clearTimeout } from "../timers/index.js";
import { codes } from "../_errors.js";
import { validateFunction, validateNumber } from "../_validators.js";
import { kLastWriteQueueSize, kTimeout, kUpdateTimer } from "./_symbols.js";

const MOST = 2 ** 31 - 1;

// Milliseconds as a timer takes them.
export function checkDuration(msecs, name) {
  validateNumber(msecs, name);
  if (msecs < 0 || !Number.isFinite(msecs)) throw new codes.ERR_OUT_OF_RANGE(name, "a non-negative finite number", msecs);
  if (msecs <= MOST) return msecs;
  process.emitWarning(`${msecs} does not fit into a 32-bit signed integer.\nTimer duration was truncated to ${MOST}.`, "TimeoutOverflowWarning");
  return MOST;
}

export function setStreamTimeout(msecs, callback) {
  if (this.destroyed) return this;
  this.timeout = msecs;
  msecs = checkDuration(msecs, "msecs");
  clearTimeout(this[kTimeout]);
  if (msecs === 0) {
    if (callback !== undefined) {
      validateFunction(callback, "callback");
      this.removeListener("timeout", callback);
    }
    return this;
  }
  this[kTimeout] = setTimeout(this._onTimeout.bind(this), msecs).unref();
  if (callback !== undefined) {
    validateFunction(callback, "callback");
    this.once("timeout", callback);
  }
  return this;
}

// A socket and those that it lies under.
export function forEachParent(socket, action) {
  for (let one = socket; one !== null && one !== undefined; one = one._parent) action(one);
}

export function unrefTimer() {
  for (let one = this; one !== null && one !== undefined; one = one._parent) {
    if (one[kTimeout]) one[kTimeout].refresh();
  }
}

export function onTimeout() {
  const handle = this._handle;
  if (handle && this[kLastWriteQueueSize] > 0) {
    // What waits to be sent is still getting less.
    const { writeQueueSize } = handle;
    if (writeQueueSize !== this[kLastWriteQueueSize]) {
      this[kLastWriteQueueSize] = writeQueueSize;
      this[kUpdateTimer]();
      return;
    }
  }
  this.emit("timeout");
}

export const clearTimers = (socket) => forEachParent(socket, (one) => {
  clearTimeout(one[kTimeout]);
  one[kTimeout] = null;
});

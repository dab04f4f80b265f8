// Where the cursor of a terminal goes, what is cleared: escape sequences written to a stream.
// Follows https://nodejs.org/docs/latest-v24.x/api/readline.html#readlinecursortostream-x-y-callback
import { nextTick } from "../_boot/task_queues.js";
import { codes } from "../_errors.js";
import { validateFunction } from "../_validators.js";

const CSI = "\x1b[";
export const CLEAR_TO_START = `${CSI}1K`;
export const CLEAR_TO_END = `${CSI}0K`;
export const CLEAR_LINE = `${CSI}2K`;
export const CLEAR_DOWN = `${CSI}0J`;

export function sequenceTo(x, y) {
  return typeof y === "number" ? `${CSI}${y + 1};${x + 1}H` : `${CSI}${x + 1}G`;
}

export function sequenceBy(dx, dy) {
  const step = (by, forward, back) => (by > 0 ? `${CSI}${by}${forward}` : by < 0 ? `${CSI}${-by}${back}` : "");
  return step(dx, "C", "D") + step(dy, "B", "A");
}

export const sequenceForLine = (direction) => (direction < 0 ? CLEAR_TO_START : direction > 0 ? CLEAR_TO_END : CLEAR_LINE);

// Writes unless there is nothing to write or nobody to write to.
function put(stream, sequence, callback) {
  if (stream === null || stream === undefined || sequence === "") {
    if (typeof callback === "function") nextTick(callback, null);
    return true;
  }
  return stream.write(sequence, callback);
}

export function cursorTo(stream, x, y, callback) {
  if (callback !== undefined) validateFunction(callback, "callback");
  if (typeof y === "function") {
    callback = y;
    y = undefined;
  }
  if (Number.isNaN(x)) throw new codes.ERR_INVALID_ARG_VALUE("x", x);
  if (Number.isNaN(y)) throw new codes.ERR_INVALID_ARG_VALUE("y", y);
  const isGiven = typeof x === "number" || typeof y === "number";
  if (stream === null || stream === undefined || !isGiven) return put(undefined, "", callback);
  if (typeof x !== "number") throw new codes.ERR_INVALID_CURSOR_POS();
  return put(stream, sequenceTo(x, y), callback);
}

export function moveCursor(stream, dx, dy, callback) {
  if (callback !== undefined) validateFunction(callback, "callback");
  return put(stream, sequenceBy(dx, dy), callback);
}

export function clearLine(stream, direction, callback) {
  if (callback !== undefined) validateFunction(callback, "callback");
  return put(stream, sequenceForLine(direction), callback);
}

export function clearScreenDown(stream, callback) {
  if (callback !== undefined) validateFunction(callback, "callback");
  return put(stream, CLEAR_DOWN, callback);
}

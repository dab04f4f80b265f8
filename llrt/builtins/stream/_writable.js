// Writable: the class, its options and methods. Not here: what becomes of a chunk (_writable_write.js), the end (_writable_finish.js),
// the state (_writable_state.js). Follows https://nodejs.org/docs/latest-v24.x/api/stream.html#class-streamwritable
import { loadBuiltin } from "native:engine";
import { nextTick } from "../_boot/task_queues.js";
import { codes } from "../_errors.js";
import { kRejection } from "../events/_symbols.js";
import { isEncoding } from "./_bytes.js";
import { construct, destroy, errorOrDestroy, undestroy } from "./_destroy.js";
import { Stream } from "./_legacy.js";
import { DESTROYED, ERRORED } from "./_state.js";
import { endNow } from "./_writable_finish.js";
import { installMembers } from "./_writable_members.js";
import { FINISHED, WRITING, WritableState, waiting } from "./_writable_state.js";
import { failWaiting, startWriting, writeChunk, writeWaiting } from "./_writable_write.js";

export function Writable(options) {
  if (!(this instanceof Writable)) return new Writable(options);
  this._events ??= { close: undefined, error: undefined, prefinish: undefined, finish: undefined, drain: undefined };
  this._writableState = new WritableState(options, this, false);
  if (options) {
    if (typeof options.write === "function") this._write = options.write;
    if (typeof options.writev === "function") this._writev = options.writev;
    if (typeof options.destroy === "function") this._destroy = options.destroy;
    if (typeof options.final === "function") this._final = options.final;
    if (typeof options.construct === "function") this._construct = options.construct;
    if (options.signal) loadBuiltin("node:internal/stream/signal").addAbortSignal(options.signal, this);
  }
  Stream.call(this, options);
  if (this._construct) construct(this, () => startWriting(this));
}
Object.setPrototypeOf(Writable.prototype, Stream.prototype);
Object.setPrototypeOf(Writable, Stream);
Writable.WritableState = WritableState;

// A Duplex is no child of Writable, yet an instance.
Object.defineProperty(Writable, Symbol.hasInstance, {
  __proto__: null,
  value(object) {
    if (Function.prototype[Symbol.hasInstance].call(this, object)) return true;
    return this === Writable && Boolean(object) && object._writableState instanceof WritableState;
  },
});

Writable.prototype.pipe = function () {
  errorOrDestroy(this, new codes.ERR_STREAM_CANNOT_PIPE());
};

Writable.prototype.write = function(chunk, encoding, callback) {
  if (chunk !== null && chunk !== undefined && typeof encoding === "function") {
    callback = encoding;
    encoding = null;
  }
  return writeChunk(this, chunk, encoding, callback) === true;
};

Writable.prototype._write = function (chunk, encoding, callback) {
  if (!this._writev) throw new codes.ERR_METHOD_NOT_IMPLEMENTED("_write()");
  this._writev([{ chunk, encoding }], callback);
};
Writable.prototype._writev = null;

Writable.prototype.cork = function () {
  this._writableState.corked++;
};

Writable.prototype.uncork = function () {
  const state = this._writableState;
  if (state.corked === 0) return;
  state.corked--;
  if ((state.bits & WRITING) === 0) writeWaiting(this, state);
};

Writable.prototype.setDefaultEncoding = function setDefaultEncoding(encoding) {
  if (typeof encoding === "string") encoding = encoding.toLowerCase();
  if (!isEncoding(encoding)) throw new codes.ERR_UNKNOWN_ENCODING(encoding);
  this._writableState.defaultEncoding = encoding;
  return this;
};

Writable.prototype.end = function (chunk, encoding, callback) {
  const state = this._writableState;
  if (typeof chunk === "function") [chunk, encoding, callback] = [null, null, chunk];
  else if (typeof encoding === "function") [encoding, callback] = [null, encoding];
  let error;
  if (chunk !== null && chunk !== undefined) {
    const written = writeChunk(this, chunk, encoding);
    if (written instanceof Error) error = written;
  }
  if (state.corked > 0) {
    state.corked = 1;
    this.uncork();
  }
  if (error === undefined) error = endNow(this, state);
  if (typeof callback === "function") {
    if (error) nextTick(callback, error);
    else if (state.bits & ERRORED) nextTick(callback, state.errored);
    else if (state.bits & FINISHED) nextTick(callback, null);
    else (state.onFinished ??= []).push(callback);
  }
  return this;
};

Writable.prototype.destroy = function (error, callback) {
  const state = this._writableState;
  if ((state.bits & DESTROYED) === 0 && (waiting(state) > 0 || state.onFinished !== null)) nextTick(failWaiting, state);
  state.onwrite = undefined;
  destroy.call(this, error, callback);
  return this;
};
Writable.prototype._undestroy = undestroy;
Writable.prototype._destroy = function (error, callback) {
  callback(error);
};
Writable.prototype[kRejection] = function (error) {
  this.destroy(error);
};

installMembers(Writable);

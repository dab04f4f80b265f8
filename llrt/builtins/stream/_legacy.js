// Stream: the oldest base class, an EventEmitter with a pipe(). The function is what require("stream") gives.
// Follows https://nodejs.org/docs/latest-v24.x/api/stream.html
import { EventEmitter } from "../events/_emitter.js";

export function Stream(options) {
  EventEmitter.call(this, options);
}
Object.setPrototypeOf(Stream.prototype, EventEmitter.prototype);
Object.setPrototypeOf(Stream, EventEmitter);

Stream.prototype.pipe = function (destination, options) {
  const source = this;
  let ended = false;
  const onData = (chunk) => {
    if (destination.writable && destination.write(chunk) === false && source.pause) source.pause();
  };
  const onDrain = () => {
    if (source.readable && source.resume) source.resume();
  };
  const once = (finish) => () => {
    if (ended) return;
    ended = true;
    finish();
  };
  const onEnd = once(() => destination.end());
  const onClose = once(() => {
    if (typeof destination.destroy === "function") destination.destroy();
  });
  function onError(error) {
    cleanUp();
    if (!hasListener(this, "error")) this.emit("error", error);
  }
  const listening = [[source, "data", onData], [destination, "drain", onDrain]];
  // Standard output and error never end.
  if (!destination._isStdio && options?.end !== false) listening.push([source, "end", onEnd], [source, "close", onClose]);
  listening.push([source, "end", cleanUp], [source, "close", cleanUp], [destination, "close", cleanUp]);
  function cleanUp() {
    for (const [emitter, type, listener] of listening) emitter.removeListener(type, listener);
    source.removeListener("error", onError);
    destination.removeListener("error", onError);
  }
  for (const [emitter, type, listener] of listening) emitter.on(type, listener);
  prependListener(source, "error", onError);
  prependListener(destination, "error", onError);
  destination.emit("pipe", source);
  return destination;
};

// Streams reserve the keys of their usual events when they are made: those without a listener are no names.
Stream.prototype.eventNames = function eventNames() {
  return Reflect.ownKeys(this._events).filter((name) => this._events[name] !== undefined);
};

// Programs may have replaced listenerCount(), or made emitters without it.
export function hasListener(emitter, type) {
  const listening = emitter._events?.[type];
  if (typeof listening === "function") return true;
  return listening ? listening.length > 0 : emitter._events === undefined && emitter.listenerCount?.(type) > 0;
}

// Emitters of other libraries may lack prependListener().
export function prependListener(emitter, type, listener) {
  if (typeof emitter.prependListener === "function") return emitter.prependListener(type, listener);
  const existing = emitter._events?.[type];
  if (!existing) return emitter.on(type, listener);
  if (Array.isArray(existing)) existing.unshift(listener);
  else emitter._events[type] = [listener, existing];
  return undefined;
}

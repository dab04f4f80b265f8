// Hash and Hmac are stream.Transforms, which almost nobody uses as such: node:stream is loaded, and a stream's state made, at the first
// touch of anything of a stream's. Spec: https://nodejs.org/api/crypto.html#class-hash
import { loadBuiltin } from "native:engine";

const { defineProperty, setPrototypeOf } = Object;
const STATES = ["_readableState", "_writableState"];

let transform;

// What lies between Hash.prototype and Transform.prototype once streams are there: the states, made when asked for.
function layer() {
  if (transform !== undefined) return transform;
  const { Transform } = loadBuiltin("node:stream");
  transform = Object.create(Transform.prototype);
  for (const name of STATES) {
    defineProperty(transform, name, {
      get() {
        for (const state of STATES) defineProperty(this, state, { value: undefined, writable: true, configurable: true, enumerable: true });
        Transform.call(this, this._options);
        this._writableState.decodeStrings = false;
        return this[name];
      },
      set(value) {
        defineProperty(this, name, { value, writable: true, configurable: true, enumerable: true });
      },
      configurable: true,
    });
  }
  return transform;
}

// `prototype` becomes one of a Transform; `own`: names that its constructor assigns, which must not count as a touch.
export function inheritTransform(prototype, own) {
  for (const name of own) defineProperty(prototype, name, { value: undefined, writable: true, configurable: true });
  const upgrade = () => {
    setPrototypeOf(prototype, layer());
    return layer();
  };
  setPrototypeOf(prototype, new Proxy({ __proto__: null }, {
    get: (_, key, receiver) => Reflect.get(upgrade(), key, receiver),
    set: (_, key, value, receiver) => Reflect.set(upgrade(), key, value, receiver),
    has: (_, key) => Reflect.has(upgrade(), key),
    getPrototypeOf: () => upgrade(),
  }));
}

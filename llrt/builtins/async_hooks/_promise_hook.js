// The engine has one promise hook: createHook's and v8.promiseHooks' are both made of it.
import { setPromiseHook } from "native:engine";

const wanted = { createHook: undefined, v8: undefined };

export function setHook(who, hook) {
  wanted[who] = hook;
  const { createHook, v8 } = wanted;
  setPromiseHook(createHook === undefined || v8 === undefined ? createHook ?? v8 : (kind, promise, parent) => {
    v8(kind, promise, parent);
    createHook(kind, promise, parent);
  });
}

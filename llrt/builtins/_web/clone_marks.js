// Objects that a program does not want to be transferred or cloned: node:worker_threads' markAsUntransferable() and others.
import { keepArrayBuffer } from "native:engine";

const untransferable = new WeakSet();
let uncloneable; // nothing is looked up before something was marked

const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

export function markAsUntransferable(obj) {
  if (!isObject(obj)) return;
  untransferable.add(obj);
  keepArrayBuffer(obj);
}

export const isMarkedAsUntransferable = (obj) => untransferable.has(obj);

export function markAsUncloneable(obj) {
  if (isObject(obj)) (uncloneable ??= new WeakSet()).add(obj);
}

export const isUncloneable = (obj) => uncloneable !== undefined && uncloneable.has(obj);

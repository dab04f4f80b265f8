// Objects that a program does not want to be transferred or cloned.
const untransferable = new WeakSet();
const uncloneable = new WeakSet();

const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

export function markAsUntransferable(obj) {
  if (isObject(obj)) untransferable.add(obj);
}

export function isMarkedAsUntransferable(obj) {
  return untransferable.has(obj);
}

export function markAsUncloneable(obj) {
  if (isObject(obj)) uncloneable.add(obj);
}

export const isUncloneable = (obj) => uncloneable.has(obj);

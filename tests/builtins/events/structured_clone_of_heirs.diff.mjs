// An object that only inherits from a class of the platform is cloned as the plain object it is.
for (const Class of [DOMException, Blob, File, URL, URLSearchParams, EventTarget, AbortSignal, Event, Performance, PerformanceEntry]) {
  const heir = Object.create(Class.prototype, { own: { value: 1, enumerable: true } });
  const copy = structuredClone(heir);
  console.log(Class.name, copy instanceof Class, Object.getPrototypeOf(copy) === Object.prototype, copy);
}
for (const value of [new URL("a:b"), new URLSearchParams("a=1")]) {
  try {
    structuredClone(value);
  } catch (error) {
    console.log(error.name, error.message, error.code);
  }
}

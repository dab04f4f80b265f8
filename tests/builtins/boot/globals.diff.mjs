// The globals that exist here have Node's attributes (an accessor of Node's may be a data property here and the reverse).
const rooms = new Set(["Object", "console", "process", "global", "Buffer", "URL", "URLSearchParams", "TextEncoder", "TextDecoder", "setTimeout",
  "clearTimeout", "setInterval", "clearInterval", "setImmediate", "clearImmediate", "queueMicrotask", "structuredClone", "atob", "btoa",
  "Event", "EventTarget", "CustomEvent", "AbortController", "AbortSignal", "DOMException", "performance", "Performance", "PerformanceEntry",
  "PerformanceMark", "PerformanceMeasure", "globalThis", "Blob", "File", "crypto", "Crypto", "CryptoKey", "SubtleCrypto",
  "ReadableStream", "ReadableStreamDefaultReader", "ReadableStreamBYOBReader", "ReadableStreamBYOBRequest", "ReadableByteStreamController",
  "ReadableStreamDefaultController", "TransformStream", "TransformStreamDefaultController", "WritableStream",
  "WritableStreamDefaultController", "WritableStreamDefaultWriter", "ByteLengthQueuingStrategy", "CountQueuingStrategy",
  "TextEncoderStream", "TextDecoderStream", "CompressionStream", "DecompressionStream", "MessageChannel",
  "MessagePort", "MessageEvent", "CloseEvent", "BroadcastChannel", "PerformanceObserver",
  "PerformanceObserverEntryList", "PerformanceResourceTiming", "Headers", "FormData", "URLPattern", "Navigator", "navigator", "fetch", "Request", "Response", "WebSocket"]);
for (const name of [...rooms].sort()) {
  const { enumerable, configurable } = Object.getOwnPropertyDescriptor(globalThis, name);
  console.log(name, enumerable, configurable, typeof globalThis[name]);
}
console.log(Object.prototype.toString.call(globalThis), globalThis === global, Object.getOwnPropertyDescriptor(globalThis, Symbol.toStringTag));
console.log(Object.keys(globalThis).filter((name) => rooms.has(name)).sort().join());
globalThis.URL = 5;
console.log(URL, delete globalThis.URL, typeof URL);
process = 1;
console.log(process);
for (const name of ["print", "gc", "std", "os", "bjson", "navigator_", "scriptArgs", "InternalError"]) console.log(name, typeof globalThis[name]);

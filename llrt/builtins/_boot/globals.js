// The globals of Node 24 that ECMAScript does not bring, one line each: [name, builtin, export, enumerable as in Node].
// A global whose room is not there yet is not in the list. Spec: https://nodejs.org/api/globals.html
import { defineLazy, loadBuiltin } from "native:engine";

const { defineProperty } = Object;

const WEB = "node:internal/web/";
const MESSAGING = WEB + "messaging/";
const STREAMS = WEB + "streams/";

const everywhere = [
  ["console", "node:internal/console/global", "default"],
  ["URL", "node:internal/url/url", "URL"],
  ["URLPattern", WEB + "url_pattern", "URLPattern"],
  ["URLSearchParams", "node:internal/url/url", "URLSearchParams"],
  ["DOMException", WEB + "dom_exception", "DOMException"],
  ["AbortController", WEB + "abort", "AbortController"],
  ["AbortSignal", WEB + "abort", "AbortSignal"],
  ["Event", WEB + "event_target", "Event"],
  ["EventTarget", WEB + "event_target", "EventTarget"],
  ["CustomEvent", WEB + "event_target", "CustomEvent"],
  ["TextEncoder", WEB + "encoding", "TextEncoder"],
  ["TextDecoder", WEB + "encoding", "TextDecoder"],
  ["setTimeout", "node:timers", "setTimeout", true],
  ["clearTimeout", "node:timers", "clearTimeout", true],
  ["setInterval", "node:timers", "setInterval", true],
  ["clearInterval", "node:timers", "clearInterval", true],
  ["setImmediate", "node:timers", "setImmediate", true],
  ["clearImmediate", "node:timers", "clearImmediate", true],
  ["queueMicrotask", WEB + "queue_microtask", "queueMicrotask", true],
  ["structuredClone", WEB + "structured_clone", "structuredClone", true],
  ["fetch", WEB + "fetch/fetch", "fetch", true],
  ["MessageChannel", MESSAGING + "message_port", "MessageChannel"],
  ["MessagePort", MESSAGING + "message_port", "MessagePort"],
  ["MessageEvent", MESSAGING + "message_event", "MessageEvent"],
  ["CloseEvent", MESSAGING + "message_event", "CloseEvent"],
  ["BroadcastChannel", MESSAGING + "broadcast_channel", "BroadcastChannel"],
  ["atob", "node:internal/buffer/base64", "atob", true],
  ["btoa", "node:internal/buffer/base64", "btoa", true],
  ["Performance", WEB + "performance", "Performance"],
  ["PerformanceEntry", WEB + "performance_timeline", "PerformanceEntry"],
  ["PerformanceMark", WEB + "performance_timeline", "PerformanceMark"],
  ["PerformanceMeasure", WEB + "performance_timeline", "PerformanceMeasure"],
  ["PerformanceObserver", "node:internal/perf_hooks/observer", "PerformanceObserver"],
  ["PerformanceObserverEntryList", "node:internal/perf_hooks/observer", "PerformanceObserverEntryList"],
  ["PerformanceResourceTiming", "node:internal/perf_hooks/resource_timing", "PerformanceResourceTiming"],
  ["ReadableStream", STREAMS + "readable", "ReadableStream"],
  ["ReadableStreamDefaultReader", STREAMS + "readers", "ReadableStreamDefaultReader"],
  ["ReadableStreamBYOBReader", STREAMS + "readers", "ReadableStreamBYOBReader"],
  ["ReadableStreamBYOBRequest", STREAMS + "byte_controller_class", "ReadableStreamBYOBRequest"],
  ["ReadableByteStreamController", STREAMS + "byte_controller_class", "ReadableByteStreamController"],
  ["ReadableStreamDefaultController", STREAMS + "default_controller", "ReadableStreamDefaultController"],
  ["TransformStream", STREAMS + "transform", "TransformStream"],
  ["TransformStreamDefaultController", STREAMS + "transform", "TransformStreamDefaultController"],
  ["WritableStream", STREAMS + "writable", "WritableStream"],
  ["WritableStreamDefaultController", STREAMS + "writable", "WritableStreamDefaultController"],
  ["WritableStreamDefaultWriter", STREAMS + "writer", "WritableStreamDefaultWriter"],
  ["ByteLengthQueuingStrategy", STREAMS + "strategies", "ByteLengthQueuingStrategy"],
  ["CountQueuingStrategy", STREAMS + "strategies", "CountQueuingStrategy"],
  ["TextEncoderStream", STREAMS + "encoding", "TextEncoderStream"],
  ["TextDecoderStream", STREAMS + "encoding", "TextDecoderStream"],
  ["CompressionStream", STREAMS + "compression", "CompressionStream"],
  ["DecompressionStream", STREAMS + "compression", "DecompressionStream"],
  ["Crypto", "node:internal/crypto/webcrypto", "Crypto"],
  ["CryptoKey", "node:internal/crypto/keys", "CryptoKey"],
  ["SubtleCrypto", "node:internal/crypto/webcrypto", "SubtleCrypto"],
  ["Navigator", WEB + "navigator", "Navigator"],
  ["Headers", WEB + "fetch/headers", "Headers"],
  ["FormData", WEB + "fetch/form_data", "FormData"],
  ["Request", WEB + "fetch/request", "Request"],
  ["Response", WEB + "fetch/response", "Response"],
  ["WebSocket", WEB + "web_socket", "WebSocket"],
  ["Blob", "node:internal/buffer/blob", "Blob"],
  ["File", "node:internal/buffer/blob", "File"],
  ["Intl", "node:internal/intl", "default"],
];

// The engine's own know no locale; these go through Intl.
const INTL = "node:internal/intl/";
const localised = [
  [String.prototype, "localeCompare", "string_methods", "localeCompare"],
  [String.prototype, "toLocaleUpperCase", "string_methods", "toLocaleUpperCase"],
  [String.prototype, "toLocaleLowerCase", "string_methods", "toLocaleLowerCase"],
  [Number.prototype, "toLocaleString", "number_methods", "numberToLocaleString"],
  [BigInt.prototype, "toLocaleString", "number_methods", "bigintToLocaleString"],
  [Object.getPrototypeOf(Uint8Array.prototype), "toLocaleString", "array_methods", "typedArrayToLocaleString"],
  [Date.prototype, "toLocaleString", "date_methods", "dateToLocaleString"],
  [Date.prototype, "toLocaleDateString", "date_methods", "dateToLocaleDateString"],
  [Date.prototype, "toLocaleTimeString", "date_methods", "dateToLocaleTimeString"],
];

// The three that Node has as accessors, which a program may replace by assignment; functions named as Node's are.
function accessor(module, exported) {
  let load = () => loadBuiltin(module)[exported];
  let value;
  return {
    get() {
      if (load !== undefined) {
        value = load();
        load = undefined;
      }
      return value;
    },
    set(replacement) {
      load = undefined;
      value = replacement;
    },
    configurable: true,
  };
}

function defineAccessors(target, profile) {
  const performance = accessor(WEB + "performance", "performance");
  defineProperty(performance.get, "name", { value: "get performance", configurable: true });
  defineProperty(performance.set, "name", { value: "set performance", configurable: true });
  defineProperty(target, "performance", { ...performance, enumerable: true });
  const crypto = accessor("node:internal/crypto/webcrypto", "webcrypto");
  defineProperty(crypto.get, "name", { value: "get crypto", configurable: true });
  defineProperty(target, "crypto", { get: crypto.get, set: undefined, enumerable: true, configurable: true });
  defineProperty(target, "Buffer", accessor("node:internal/buffer/buffer", "Buffer"));
  // An embedded Environment has them only where its host grants what they tell.
  if (profile !== "node") return;
  defineProperty(target, "process", accessor("node:internal/process/process", "default"));
  const navigator = accessor(WEB + "navigator", "navigator");
  defineProperty(navigator.get, "name", { value: "get navigator", configurable: true });
  defineProperty(target, "navigator", { get: navigator.get, set: undefined, enumerable: true, configurable: true });
}

export function defineGlobals(target, profile) {
  // The engine's own; V8 has no such class, and feature tests look for what V8 has.
  delete target.InternalError;
  for (const [name, module, exported, enumerable] of everywhere) {
    defineLazy(target, name, module, exported, enumerable === true);
  }
  if (profile === "node") {
    defineProperty(target, "global", { value: target, writable: true, enumerable: true, configurable: true });
  }
  defineAccessors(target, profile);
  for (const [prototype, name, module, exported] of localised) defineLazy(prototype, name, INTL + module, exported, false);
  defineProperty(target, Symbol.toStringTag, { value: "global", configurable: true });
}

// Request. Spec: https://fetch.spec.whatwg.org/#request-class, with Node's messages. For fetch: stateOf(request).
import { loadBuiltin } from "native:engine";
import { AbortController, AbortSignal } from "../abort.js";
import { finishClass, illegalInvocation, notAccepted, notDictionary, requireArguments, shown, usvString } from "../webidl.js";
import { defineBodyMethods, extractBody } from "./body.js";
import { fill, HeaderList, innerOf, isToken, newHeaders } from "./headers.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const kState = Symbol("kState");
const NORMALIZED = new Set(["DELETE", "GET", "HEAD", "OPTIONS", "POST", "PUT"]);
const FORBIDDEN = new Set(["CONNECT", "TRACE", "TRACK"]);
const PRIORITIES = ["high", "low", "auto"];
const ENUMS = {
  mode: ["navigate", "same-origin", "no-cors", "cors"],
  credentials: ["omit", "same-origin", "include"],
  cache: ["default", "no-store", "reload", "no-cache", "force-cache", "only-if-cached"],
  redirect: ["follow", "manual", "error"],
  referrerPolicy: ["", "no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin", "origin-when-cross-origin",
    "strict-origin-when-cross-origin", "unsafe-url"],
};

// {method, url: URL, list: HeaderList, body: Body | null, redirect, ...} of a Request, undefined for anything else.
export let stateOf;

function parseUrl(text) {
  let url;
  try {
    url = new URL(text);
  } catch (cause) {
    throw new TypeError(`Failed to parse URL from ${text}`, { cause });
  }
  if (url.username !== "" || url.password !== "") throw new TypeError(`Request cannot be constructed from a URL that includes credentials: ${text}`);
  return url;
}

function dictionary(init) {
  if (init === undefined || init === null) return {};
  if (typeof init !== "object" && typeof init !== "function") {
    throw notDictionary(init);
  }
  return init;
}

function enumeration(init, member) {
  const value = init[member];
  if (value === undefined) return undefined;
  const text = `${value}`;
  if (!ENUMS[member].includes(text)) {
    throw notAccepted(text, ENUMS[member]);
  }
  return text;
}

function methodOf(init, before) {
  if (init.method === undefined) return before;
  const method = `${init.method}`;
  const upper = method.toUpperCase();
  if (!isToken(method)) throw new TypeError(`'${method}' is not a valid HTTP method.`);
  if (FORBIDDEN.has(upper)) throw new TypeError(`'${method}' HTTP method is unsupported.`);
  return NORMALIZED.has(upper) ? upper : method;
}

function referrerOf(init, before) {
  if (init.referrer === undefined) return before;
  const text = usvString(init.referrer);
  if (text === "") return "no-referrer";
  try {
    return new URL(text).href;
  } catch (cause) {
    throw new TypeError(`Referrer "${text}" is not a valid URL.`, { cause });
  }
}

function checkInit(init) {
  if (init.window !== undefined && init.window !== null) throw new TypeError("'window' option 'client' must be null");
  if (init.mode === "navigate") throw new TypeError("Request constructor: invalid request mode navigate.");
  if (init.cache === "only-if-cached" && init.mode !== "same-origin") {
    throw new TypeError("'only-if-cached' can be set only with 'same-origin' mode");
  }
  if (init.priority !== undefined && !PRIORITIES.includes(`${init.priority}`)) throw notAccepted(init.priority, PRIORITIES);
  if (init.duplex !== undefined && init.duplex !== "half") {
    throw notAccepted(init.duplex, ["half"]);
  }
}

function signalOf(init, input) {
  const given = init.signal === undefined ? input?.signal : init.signal;
  if (given === undefined || given === null) return undefined;
  if (typeof given.aborted !== "boolean" || typeof given.addEventListener !== "function") {
    throw new TypeError(`RequestInit: Expected signal ("${shown(given)}") to be an instance of AbortSignal.`);
  }
  return given;
}

function bodyFor(state, init, input) {
  const given = init.body ?? null;
  if (given === null) {
    if (input?.body == null) return null;
    if ("body" in init && init.body === null) return null;
    if (input.body.unusable) throw new TypeError("Cannot construct a Request with a Request object that has already been used.");
    return input.body.moved();
  }
  const [body, type] = extractBody(given, state.keepalive);
  if (type !== null && !state.list.has("content-type")) state.list.append("content-type", type);
  if (body.source === null) {
    if (init.duplex === undefined) throw new TypeError("RequestInit: duplex option is required when sending a body.");
    if (state.mode !== "same-origin" && state.mode !== "cors") throw new TypeError('If request is made from ReadableStream, mode should be "same-origin" or "cors"');
  }
  return body;
}

const fresh = (url) => ({
  method: "GET", url, list: new HeaderList(), body: null, redirect: "follow", mode: "cors", credentials: "same-origin", cache: "default",
  referrer: "client", referrerPolicy: "", integrity: "", keepalive: false, signal: undefined, duplex: "half",
});

function build(input, init) {
  const before = typeof input === "object" && input !== null ? stateOf(input) : undefined;
  const state = before === undefined ? fresh(parseUrl(usvString(input))) : { ...before, list: before.list.copy(), body: null };
  checkInit(init);
  state.referrer = referrerOf(init, state.referrer);
  for (const member of Object.keys(ENUMS)) state[member] = enumeration(init, member) ?? state[member];
  if (init.integrity !== undefined) state.integrity = `${init.integrity}`;
  if (init.keepalive !== undefined) state.keepalive = Boolean(init.keepalive);
  state.method = methodOf(init, state.method);
  state.signal = signalOf(init, before);
  if (init.headers !== undefined) {
    state.list = new HeaderList();
    fill(innerOf(newHeaders(state.list, "request")), init.headers);
  }
  const hasBody = (init.body ?? null) !== null || (before?.body ?? null) !== null;
  if (hasBody && (state.method === "GET" || state.method === "HEAD")) {
    throw new TypeError("Request with GET/HEAD method cannot have body.");
  }
  state.body = bodyFor(state, init, before);
  return state;
}

export class Request {
  #state;
  #headers;
  #signal;

  constructor(input, init = {}) {
    if (input === kState) {
      this.#state = init;
      return;
    }
    requireArguments(arguments.length, 1, "Request constructor");
    this.#state = build(input, dictionary(init));
  }

  static {
    stateOf = (value) => (#state in value ? value.#state : undefined);
    Object.defineProperty(this, "length", { value: 1, configurable: true });
  }

  get method() { return checked(this).method; }
  get url() { return checked(this).url.href; }

  get headers() {
    const { list } = checked(this);
    return (this.#headers ??= newHeaders(list, "request"));
  }

  get destination() { return checked(this) && ""; }

  get referrer() {
    const { referrer } = checked(this);
    return referrer === "no-referrer" ? "" : referrer === "client" ? "about:client" : referrer;
  }

  get referrerPolicy() { return checked(this).referrerPolicy; }
  get mode() { return checked(this).mode; }
  get credentials() { return checked(this).credentials; }
  get cache() { return checked(this).cache; }
  get redirect() { return checked(this).redirect; }
  get integrity() { return checked(this).integrity; }
  get keepalive() { return checked(this).keepalive; }
  get isReloadNavigation() { return checked(this) && false; }
  get isHistoryNavigation() { return checked(this) && false; }

  get signal() {
    const { signal } = checked(this);
    return (this.#signal ??= signal === undefined ? new AbortController().signal : AbortSignal.any([signal]));
  }

  get duplex() { return checked(this) && "half"; }

  clone() {
    const state = checked(this);
    if (state.body?.unusable) throw new TypeError("unusable");
    return new Request(kState, { ...state, list: state.list.copy(), body: state.body?.clone() ?? null });
  }

  [kInspect](depth, options) {
    const { inspect } = loadBuiltin("node:internal/util/inspect");
    const shownMembers = {};
    for (const name of SHOWN) shownMembers[name] = this[name];
    return `Request ${inspect(shownMembers, { ...options, depth: options.depth ?? 2 })}`;
  }
}

const SHOWN = ["method", "url", "headers", "destination", "referrer", "referrerPolicy", "mode", "credentials", "cache", "redirect", "integrity",
  "keepalive", "isReloadNavigation", "isHistoryNavigation", "signal"];

function checked(value) {
  const state = typeof value === "object" && value !== null ? stateOf(value) : undefined;
  if (state === undefined) throw illegalInvocation();
  return state;
}

defineBodyMethods(Request, (request) => checked(request).body, (request) => checked(request).list.get("content-type") ?? "");
finishClass(Request, [...SHOWN, "duplex", "clone"]);


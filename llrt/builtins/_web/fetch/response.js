// Response. Spec: https://fetch.spec.whatwg.org/#response-class, with Node's messages.
import { loadBuiltin } from "native:engine";
import { byteString, finishClass, illegalInvocation, notDictionary, requireArguments, usvString } from "../webidl.js";
import { defineBodyMethods, extractBody } from "./body.js";
import { fill, HeaderList, innerOf, newHeaders } from "./headers.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const kState = Symbol("kState");
const NULL_BODY = new Set([101, 103, 204, 205, 304]);
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
// eslint-disable-next-line no-control-regex
const BAD_REASON = /[^\t\x20-\x7e\x80-\xff]/;

let stateOf;

const fresh = () => ({ type: "default", status: 200, statusText: "", list: new HeaderList(), body: null, urls: [] });

function initialize(state, init, body) {
  if (init !== undefined && init !== null && typeof init !== "object" && typeof init !== "function") {
    throw notDictionary(init);
  }
  init ??= {};
  if (init.status !== undefined) {
    // An unsigned short.
    const status = init.status & 0xffff;
    if (status < 200 || status > 599) {
      throw new RangeError('init["status"] must be in the range of 200 to 599, inclusive.');
    }
    state.status = status;
  }
  if (init.statusText !== undefined) {
    const text = byteString(init.statusText, undefined, "statusText");
    if (BAD_REASON.test(text)) throw new TypeError("Invalid statusText");
    state.statusText = text;
  }
  if (init.headers !== undefined) fill(innerOf(newHeaders(state.list, "response")), init.headers);
  if (body === null) return;
  if (NULL_BODY.has(state.status)) throw new TypeError(`Response constructor: Invalid response status code ${state.status}`);
  const [made, type] = body;
  state.body = made;
  if (type !== null && !state.list.has("content-type")) state.list.append("content-type", type);
}

export class Response {
  #state;
  #guard = "response";
  #headers;

  constructor(body = null, init = undefined) {
    if (body === kState) {
      this.#state = init;
      this.#guard = arguments[2];
      return;
    }
    if (typeof body === "symbol") throw new TypeError("Response: body is a symbol, which cannot be converted to a DOMString.");
    this.#state = fresh();
    initialize(this.#state, init, body == null ? null : extractBody(body));
  }

  static {
    stateOf = (value) => (#state in value ? value.#state : undefined);
    Object.defineProperty(this, "length", { value: 0, configurable: true });
  }

  static error() {
    return newResponse({ ...fresh(), type: "error", status: 0 }, "immutable");
  }

  static json(data, init = undefined) {
    requireArguments(arguments.length, 1, "Response.json");
    const text = JSON.stringify(data);
    if (text === undefined) throw new TypeError("Value is not JSON serializable");
    const state = fresh();
    const [body] = extractBody(text);
    initialize(state, init, [body, "application/json"]);
    return newResponse(state, "response");
  }

  static redirect(url, status = 302) {
    requireArguments(arguments.length, 1, "Response.redirect");
    let parsed;
    try {
      parsed = new URL(usvString(url));
    } catch (cause) {
      throw new TypeError(`Failed to parse URL from ${url}`, { cause });
    }
    const number = Math.trunc(+status) & 0xffff;
    if (!REDIRECTS.has(number)) throw new RangeError(`Invalid status code ${number}`);
    const state = { ...fresh(), status: number };
    state.list.append("location", parsed.href);
    return newResponse(state, "immutable");
  }

  get type() { return checked(this).type; }

  get url() {
    const { urls } = checked(this);
    if (urls.length === 0) return "";
    const url = new URL(urls.at(-1));
    url.hash = "";
    return url.href;
  }

  get redirected() { return checked(this).urls.length > 1; }
  get status() { return checked(this).status; }

  get ok() {
    const { status } = checked(this);
    return status >= 200 && status <= 299;
  }

  get statusText() { return checked(this).statusText; }

  get headers() {
    const { list } = checked(this);
    return (this.#headers ??= newHeaders(list, this.#guard));
  }

  clone() {
    const state = checked(this);
    if (state.body?.unusable) throw new TypeError("Response.clone: Body has already been consumed.");
    return newResponse({ ...state, list: state.list.copy(), body: state.body?.clone() ?? null }, this.#guard);
  }

  [kInspect](depth, options) {
    const { inspect } = loadBuiltin("node:internal/util/inspect");
    const members = {};
    for (const name of ["status", "statusText", "headers", "body", "bodyUsed", "ok", "redirected", "type", "url"]) members[name] = this[name];
    return `Response ${inspect(members, { ...options, depth: options.depth ?? 2 })}`;
  }
}

// For fetch: {type, status, statusText, list, body, urls}.
export const newResponse = (state, guard) => new Response(kState, state, guard);

function checked(value) {
  const state = typeof value === "object" && value !== null ? stateOf(value) : undefined;
  if (state === undefined) throw illegalInvocation();
  return state;
}

defineBodyMethods(Response, (response) => checked(response).body, (response) => checked(response).list.get("content-type") ?? "");
finishClass(Response, ["type", "url", "status", "ok", "redirected", "statusText", "headers", "clone"]);
for (const name of ["error", "json", "redirect"]) Object.defineProperty(Response, name, { enumerable: true });

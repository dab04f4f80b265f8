// How URL, URLSearchParams and its iterator look in util.inspect. Loaded when one of them is shown.
import { inspect } from "../util/_inspect.js";
import * as at from "./_context.js";

const FIELDS = [
  "href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "searchParams", "hash",
];

// Offsets count code units; what is not there shows as Node's 2^32-1.
const offset = (value) => value >>> 0;

const SCHEME_TYPES = ["http:", "", "https:", "ws:", "ftp:", "wss:", "file:"];

class URLContext {
  constructor(context) {
    const type = SCHEME_TYPES.indexOf(context[at.HREF].slice(0, context[at.PROTOCOL_END]));
    this.href = context[at.HREF];
    this.protocol_end = context[at.PROTOCOL_END];
    this.username_end = context[at.USERNAME_END];
    this.host_start = context[at.HOST_START];
    this.host_end = context[at.HOST_END];
    this.pathname_start = context[at.PATHNAME_START];
    this.search_start = offset(context[at.SEARCH_START]);
    this.hash_start = offset(context[at.HASH_START]);
    this.port = offset(context[at.PORT]);
    this.scheme_type = type === -1 ? 1 : type;
  }

  get hasPort() { return this.port !== 0xffffffff; }
  get hasSearch() { return this.search_start !== 0xffffffff; }
  get hasHash() { return this.hash_start !== 0xffffffff; }
}

// `context` only when hidden things are asked for.
export function inspectURL(url, context, depth, options) {
  if (typeof depth === "number" && depth < 0) return url;
  const { constructor } = url;
  const shown = Object.create({ constructor });
  for (const field of FIELDS) shown[field] = url[field];
  if (context !== undefined) shown[Symbol("context")] = new URLContext(context);
  return `${constructor.name} ${inspect(shown, options)}`;
}

const withDepth = (options, depth) => (depth === null || depth === undefined ? { ...options } : { ...options, depth: depth - 1 });

const visibleLength = (text) => text.replace(/\u001b\[\d+m/g, "").length;

export function inspectSearchParams(params, list, depth, options) {
  if (typeof depth === "number" && depth < 0) return options.stylize("[Object]", "special");
  const inner = withDepth(options, depth);
  const pairs = [];
  for (let i = 0; i < list.length; i += 2) pairs.push(`${inspect(list[i], inner)} => ${inspect(list[i + 1], inner)}`);
  const { name } = params.constructor;
  if (pairs.length === 0) return `${name} {}`;
  const length = pairs.reduce((sum, pair) => sum + visibleLength(pair) + 2, -2);
  return length > options.breakLength ? `${name} {\n  ${pairs.join(",\n  ")} }` : `${name} { ${pairs.join(", ")} }`;
}

export function inspectIterator(tag, items, depth, options) {
  if (typeof depth === "number" && depth < 0) return options.stylize("[Object]", "special");
  const inner = withDepth(options, depth);
  const texts = items.map((item) => inspect(item, inner));
  return inspect(items, inner).includes("\n") ? `${tag} {\n  ${texts.join(",\n  ")} }` : `${tag} { ${texts.join(", ")} }`;
}

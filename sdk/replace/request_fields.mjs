// What a request's head may hold, checked as node:http does: nothing of the user's can end a line.
import { isFieldText, isTarget, isToken } from "native:sdk_http";

function coded(Kind, code, message) {
  const error = new Kind(message);
  error.code = code;
  return error;
}

export function checkedTarget(target) {
  if (!isTarget(target)) throw coded(TypeError, "ERR_UNESCAPED_CHARACTERS", "Request path contains unescaped characters");
  return target;
}

// {list: [name, value, ...], names: lower-case, add(name, value), expectsContinue}
export function checkedFields(headers) {
  const list = [];
  const names = new Set();
  const add = (name, value) => {
    if (!isToken(name)) {
      throw coded(TypeError, "ERR_INVALID_HTTP_TOKEN", `Header name must be a valid HTTP token ["${name}"]`);
    }
    if (value === undefined) {
      throw coded(TypeError, "ERR_HTTP_INVALID_HEADER_VALUE", `Invalid value "undefined" for header "${name}"`);
    }
    const text = `${value}`;
    if (!isFieldText(text)) throw coded(TypeError, "ERR_INVALID_CHAR", `Invalid character in header content ["${name}"]`);
    names.add(name.toLowerCase());
    list.push(name, text);
  };
  for (const name of Object.keys(headers)) {
    const value = headers[name];
    if (Array.isArray(value)) for (const one of value) add(name, one);
    else add(name, value);
  }
  return { list, names, add, expectsContinue: (headers.Expect ?? headers.expect) === "100-continue" };
}

// As IncomingMessage.headers has them, lists as the handler joins them. `fields`: name, value, name, value ...
const ONCE = new Set([
  "age", "authorization", "content-length", "content-type", "etag", "expires", "from", "host", "if-modified-since",
  "if-unmodified-since", "last-modified", "location", "max-forwards", "proxy-authorization", "referer", "retry-after", "server",
  "user-agent",
]);
export function receivedHeaders(fields) {
  const headers = {};
  for (let i = 0; i < fields.length; i += 2) {
    const name = fields[i].toLowerCase();
    const value = fields[i + 1];
    if (!Object.hasOwn(headers, name)) {
      if (name === "__proto__") Object.defineProperty(headers, name, { value, writable: true, enumerable: true, configurable: true });
      else headers[name] = value;
    } else if (name === "set-cookie") {
      headers[name] += `,${value}`;
    } else if (!ONCE.has(name)) {
      headers[name] += `${name === "cookie" ? "; " : ", "}${value}`;
    }
  }
  return headers;
}

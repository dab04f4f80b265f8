// A value as text for a message, the way V8 does it: without calling the value's own toString (so not String(value)).
import { className, functionSource, proxyDetails } from "native:engine";

export function plainText(value) {
  if (typeof value === "function") return functionSource(value);
  if (typeof value !== "object" || value === null) return String(value);
  if (proxyDetails(value) !== undefined) return "#<Object>";
  const kind = className(value);
  if (kind === "Error") return Error.prototype.toString.call(value);
  if (kind === "Arguments") return "#<Object>";
  const { constructor, toString } = value;
  // Iterators and generators inherit a constructor that is not theirs.
  const named = typeof constructor === "function" && constructor.name && !/Iterator$|Generator$/.test(kind);
  if (named && toString === Object.prototype.toString) return `#<${constructor.name}>`;
  return Object.prototype.toString.call(value);
}

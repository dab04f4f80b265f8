// How the text of each component is brought into the form that URLs have. All throw TypeErrors for what no URL can have.
// Spec: https://urlpattern.spec.whatwg.org/#canon-encoding-callbacks
import { URL } from "../../url/_url.js";

const SPECIAL = { __proto__: null, http: "80", https: "443", ws: "80", wss: "443", ftp: "21", file: "" };

export const specialSchemes = Object.keys(SPECIAL);
export const isSpecial = (protocol) => protocol in SPECIAL;
export const defaultPort = (protocol) => SPECIAL[protocol] ?? "";

const invalid = () => new TypeError("invalid component");
const dummy = () => new URL("https://dummy.invalid/");

export function protocol(value) {
  if (value === "") return value;
  const url = URL.parse(`${value}://dummy.invalid/`);
  if (url === null) throw invalid();
  return url.protocol.slice(0, -1);
}

export function username(value) {
  const url = dummy();
  url.username = value;
  return url.username;
}

export function password(value) {
  const url = dummy();
  url.password = value;
  return url.password;
}

// The setter of URLs says nothing of a failure: the host stays what it was.
export function hostname(value) {
  if (value === "") return value;
  const url = new URL("https://a.invalid/");
  const other = new URL("https://b.invalid/");
  url.hostname = other.hostname = value;
  if (url.hostname !== other.hostname || value.includes("@")) throw invalid();
  return url.hostname;
}

export function ipv6Hostname(value) {
  if (!/^[0-9A-Fa-f[\]:]*$/.test(value)) throw invalid();
  return value.toLowerCase();
}

export function port(value, scheme = "") {
  if (value === "") return value;
  const digits = /^[0-9]+/.exec(value.replace(/[\t\n\r]/g, ""))?.[0];
  if (digits === undefined || digits.length > 5 || Number(digits) > 65535) throw invalid();
  const number = `${Number(digits)}`;
  return scheme !== "" && number === defaultPort(scheme) ? "" : number;
}

export function pathname(value) {
  if (value === "") return value;
  const isAbsolute = value.startsWith("/");
  const url = dummy();
  url.pathname = isAbsolute ? value : `/-${value}`;
  return isAbsolute ? url.pathname : url.pathname.slice(2);
}

export function opaquePathname(value) {
  return value.replace(/[\t\n\r]/g, "").replace(/[^\x20-\x7e]+/gu, (text) => encodeURIComponent(text.toWellFormed()));
}

export function search(value) {
  if (value === "") return value;
  const url = dummy();
  url.search = `?${value}`;
  return url.search.slice(1);
}

export function hash(value) {
  if (value === "") return value;
  const url = dummy();
  url.hash = `#${value}`;
  return url.hash.slice(1);
}

// getCanonicalHeaders: one look at a value that is as it should be, instead of three replacements and two expressions for the name.
import { isTrimmed } from "native:sdk_http";
import { ALWAYS_UNSIGNABLE_HEADERS } from "modules:@smithy/signature-v4/dist-es/constants.js";

function define(canonical, name, value) {
  if (name === "__proto__") Object.defineProperty(canonical, name, { value, writable: true, enumerable: true, configurable: true });
  else canonical[name] = value;
}

export function getCanonicalHeaders({ headers }, unsignableHeaders, signableHeaders) {
  const canonical = {};
  for (const given of Object.keys(headers).sort()) {
    const value = headers[given];
    if (value == undefined) continue;
    const name = given.toLowerCase();
    const isUnsignable = Object.hasOwn(ALWAYS_UNSIGNABLE_HEADERS, name) || unsignableHeaders?.has(name)
      || name.startsWith("proxy-") || name.startsWith("sec-");
    if (isUnsignable && !signableHeaders?.has(name)) continue;
    define(canonical, name, isTrimmed(value) ? value : value.replace(/[\r\n]/g, " ").replace(/[ \t]+/g, " ").replace(/^ | $/g, ""));
  }
  return canonical;
}

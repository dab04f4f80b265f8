// node:punycode (deprecated in Node too): Punycode of RFC 3492, and domain names with it, without the mappings of IDNA.
// Reference: nodejs.org/api/punycode.html
import { emitProcessWarning } from "../process/_warning.js";
import { calledFromPackage } from "../buffer/_deprecations.js";
import { decode, encode, ucs2decode, ucs2encode } from "./_punycode.js";

if (!calledFromPackage()) {
  emitProcessWarning("The `punycode` module is deprecated. Please use a userland alternative instead.", "DeprecationWarning", "DEP0040");
}

export const version = "2.1.0";
export const ucs2 = { decode: ucs2decode, encode: ucs2encode };

// Every label of a domain, also of the one in a mail address; the local part of that stays.
function mapLabels(domain, change) {
  const [local, host] = domain.split("@");
  const labels = (host ?? local).replace(/[\u3002\uff0e\uff61]/g, ".").split(".");
  return (host === undefined ? "" : `${local}@`) + labels.map(change).join(".");
}

export const toASCII = function toASCII(input) {
  return mapLabels(input, (label) => (/[^\0-\x7f]/.test(label) ? `xn--${encode(label)}` : label));
};

export const toUnicode = function toUnicode(input) {
  return mapLabels(input, (label) => (label.startsWith("xn--") ? decode(label.slice(4).toLowerCase()) : label));
};

export { decode, encode };
export default { version, ucs2, decode, encode, toASCII, toUnicode };

// Versions 3 (MD5) and 5 (SHA-1): digests of a name in a namespace. RFC 9562, 5.3 and 5.5
import { hash } from "../../crypto/_hash.js";
import { parse, result } from "./_text.js";

const DNS = "6ba7b810-9dad-11d1-80b4-00c04fd430c8";
const URL = "6ba7b811-9dad-11d1-80b4-00c04fd430c8";

function named(algorithm, version, value, namespace, buf, offset) {
  const name = typeof value === "string" ? new TextEncoder().encode(value) : value;
  const space = typeof namespace === "string" ? parse(namespace) : namespace;
  if (space?.length !== 16) throw new TypeError("Namespace must be array-like (16 iterable integer values, 0-255)");
  const whole = new Uint8Array(16 + name.length);
  whole.set(space);
  whole.set(name, 16);
  const bytes = hash(algorithm, whole, "buffer");
  bytes[6] = (bytes[6] & 0x0f) | (version << 4);
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return result(bytes, buf, offset ?? 0);
}

export function v3(value, namespace, buf, offset) {
  return named("md5", 3, value, namespace, buf, offset);
}

export function v5(value, namespace, buf, offset) {
  return named("sha1", 5, value, namespace, buf, offset);
}

for (const generator of [v3, v5]) Object.assign(generator, { DNS, URL });

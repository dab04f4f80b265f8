// Version 4, and the random bytes of the others.
import { fillRandomValues, randomUUID } from "../../crypto/_random.js";
import { result } from "./_text.js";

// 16 bytes that belong to the caller; options: {random: bytes, rng: () => bytes}.
export function randomBytes(options) {
  const given = options?.random ?? options?.rng?.();
  if (given === undefined || given === null) return fillRandomValues(new Uint8Array(16));
  if (given.length < 16) throw new Error("Random bytes length must be >= 16");
  return Uint8Array.from(given);
}

export function v4(options, buf, offset) {
  if (!buf && !options) return randomUUID();
  const bytes = randomBytes(options);
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  return result(bytes, buf, offset || 0);
}

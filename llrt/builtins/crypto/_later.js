// Members of node:crypto that are not there yet: each throws when it is used, so that libraries which only import it load.
import { notSupported } from "../_errors.js";
import { markMissing } from "../_missing.js";

// [name, length]
const FUNCTIONS = [
  ["argon2", 3], ["argon2Sync", 2], ["createDiffieHellman", 4], ["createDiffieHellmanGroup", 1],
  ["getDiffieHellman", 1], ["setEngine", 2], ["encapsulate", 2], ["decapsulate", 3],
  ["Certificate", 0], ["DiffieHellman", 4], ["DiffieHellmanGroup", 1],
];

export const later = {};

for (const [name, length] of FUNCTIONS) {
  const member = { [name]: function () { throw notSupported(`crypto.${name}()`, "this part of node:crypto is not there yet"); } }[name];
  Object.defineProperty(member, "length", { value: length, configurable: true });
  later[name] = markMissing(member, `crypto.${name}()`);
}

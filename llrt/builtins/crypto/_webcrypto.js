// The global `crypto`: Crypto and SubtleCrypto, with the arguments' conversions of Web IDL. What the methods do is in _subtle.js.
// Spec: https://w3c.github.io/webcrypto/
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { isAnyBytes, notOwnBytes } from "./_bytes.js";
import { CryptoKey, isCryptoKey, USAGES } from "./_keys.js";
import { fillRandomValues, randomUUID as uuid } from "./_random.js";

const { ERR_ILLEGAL_CONSTRUCTOR, ERR_INVALID_THIS } = codes;
const kCreate = Symbol("create");
const work = () => loadBuiltin("node:internal/crypto/subtle");

export class SubtleCrypto {
  constructor(key = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }
}

export class Crypto {
  constructor(key = undefined) {
    if (key !== kCreate) throw new ERR_ILLEGAL_CONSTRUCTOR();
  }

  get subtle() {
    check(this, Crypto);
    return subtle;
  }

  getRandomValues(array) {
    check(this, Crypto);
    if (arguments.length === 0) throw missing("getRandomValues", "Crypto", 1, 0);
    return fillRandomValues(array);
  }

  randomUUID(options) {
    check(this, Crypto);
    return uuid(options);
  }
}

function check(value, Class) {
  if (!(value instanceof Class)) throw new ERR_INVALID_THIS(Class.name);
}

function coded(Code, message) {
  const error = new TypeError(message);
  error.code = Code;
  return error;
}

const missing = (method, owner, wanted, given) => coded("ERR_MISSING_ARGS",
  `Failed to execute '${method}' on '${owner}': ${wanted} argument${wanted === 1 ? "" : "s"} required, but only ${given} present.`);

const ORDINALS = ["1st", "2nd", "3rd", "4th", "5th", "6th", "7th"];

function wrong(method, index, what) {
  return coded("ERR_INVALID_ARG_TYPE", `Failed to execute '${method}' on 'SubtleCrypto': ${ORDINALS[index]} argument ${what}`);
}

// Conversions: (value, method, index) -> value
const CONVERT = {
  algorithm(value, method, index) {
    if (typeof value === "string") return { name: value };
    if (typeof value === "object" && value !== null) {
      if (value.name === undefined) {
        throw coded("ERR_MISSING_OPTION", "Failed to normalize algorithm: passed algorithm cannot be converted to 'Algorithm' because 'name' is required in 'Algorithm'.");
      }
      return value;
    }
    if (typeof value === "symbol") throw wrong(method, index, "is a Symbol and cannot be converted to a string.");
    return { name: `${value}` };
  },
  key(value, method, index) {
    if (!isCryptoKey(value)) throw wrong(method, index, "is not of type CryptoKey.");
    return value;
  },
  bytes(value, method, index) {
    const fault = notOwnBytes(value);
    if (fault !== undefined) throw wrong(method, index, fault);
    // A copy: the program may change its memory while the promise is pending.
    return ArrayBuffer.isView(value) ? new Uint8Array(value.buffer, value.byteOffset, value.byteLength).slice() : new Uint8Array(value.slice(0));
  },
  keyData(value, method, index) {
    if (isAnyBytes(value)) return CONVERT.bytes(value, method, index);
    if (typeof value !== "object" || value === null) throw wrong(method, index, "is not instance of ArrayBuffer, Buffer, TypedArray, or DataView.");
    return value;
  },
  format(value, method, index) {
    const text = `${value}`;
    if (!FORMATS.includes(text)) throw coded("ERR_INVALID_ARG_VALUE", `Failed to execute '${method}' on 'SubtleCrypto': ${ORDINALS[index]} argument '${text}' is not a valid enum value of type KeyFormat.`);
    return text;
  },
  boolean: (value) => Boolean(value),
  usages(value, method, index) {
    if (value === null || typeof value !== "object" || typeof value[Symbol.iterator] !== "function") {
      throw wrong(method, index, "cannot be converted to sequence.");
    }
    return Array.from(value, (usage, i) => {
      if (USAGES.includes(`${usage}`)) return `${usage}`;
      throw coded("ERR_INVALID_ARG_VALUE", `Failed to execute '${method}' on 'SubtleCrypto': ${ORDINALS[index]} argument[${i}] '${usage}' is not a valid enum value of type KeyUsage.`);
    });
  },
  any: (value) => value,
};
const FORMATS = ["raw", "raw-public", "raw-secret", "raw-seed", "pkcs8", "spki", "jwk"];

// Method -> how each argument is converted; all are wanted.
const SIGNATURES = {
  encrypt: ["algorithm", "key", "bytes"],
  decrypt: ["algorithm", "key", "bytes"],
  sign: ["algorithm", "key", "bytes"],
  verify: ["algorithm", "key", "bytes", "bytes"],
  digest: ["algorithm", "bytes"],
  generateKey: ["algorithm", "boolean", "usages"],
  deriveKey: ["algorithm", "key", "algorithm", "boolean", "usages"],
  deriveBits: ["algorithm", "key"],
  importKey: ["format", "keyData", "algorithm", "boolean", "usages"],
  exportKey: ["format", "key"],
  wrapKey: ["format", "key", "key", "algorithm"],
  unwrapKey: ["format", "bytes", "key", "algorithm", "algorithm", "boolean", "usages"],
  getPublicKey: ["key", "usages"],
  encapsulateBits: ["algorithm", "key"],
  encapsulateKey: ["algorithm", "key", "algorithm", "boolean", "usages"],
  decapsulateBits: ["algorithm", "key", "bytes"],
  decapsulateKey: ["algorithm", "key", "bytes", "algorithm", "boolean", "usages"],
};

function define(name, conversions) {
  const method = { async [name](...args) {
    check(this, SubtleCrypto);
    if (args.length < conversions.length) throw missing(name, "SubtleCrypto", conversions.length, args.length);
    const converted = conversions.map((kind, i) => CONVERT[kind](args[i], name, i));
    return work().methods[name](...converted, ...args.slice(conversions.length));
  } }[name];
  Object.defineProperty(method, "length", { value: conversions.length, configurable: true });
  Object.defineProperty(SubtleCrypto.prototype, name, { value: method, writable: true, enumerable: true, configurable: true });
}

for (const name of Object.keys(SIGNATURES)) define(name, SIGNATURES[name]);
Object.defineProperty(SubtleCrypto.prototype, Symbol.toStringTag, { value: "SubtleCrypto", configurable: true });
Object.defineProperties(Crypto.prototype, {
  subtle: { enumerable: true }, getRandomValues: { enumerable: true }, randomUUID: { enumerable: true },
  [Symbol.toStringTag]: { value: "Crypto", configurable: true },
});
for (const Class of [Crypto, SubtleCrypto]) Object.defineProperty(Class, "length", { value: 0 });

export const subtle = new SubtleCrypto(kCreate);
export const webcrypto = new Crypto(kCreate);
export { CryptoKey };

// publicEncrypt(), privateDecrypt(), privateEncrypt(), publicDecrypt(). Spec: https://nodejs.org/api/crypto.html#cryptopublicencryptkey-buffer
import { keyCrypt } from "native:crypto";
import { codes } from "../_errors.js";
import { validateString } from "../_validators.js";
import { Buffer } from "../buffer/_buffer.js";
import { isAnyBytes, toBuffer } from "./_bytes.js";
import { keyHandle } from "./_key_objects.js";
import * as pkey from "./_pkey.js";

const { ERR_INVALID_ARG_TYPE } = codes;
const PKCS1 = 1, OAEP = 4;

function bytesOf(value, encoding, name) {
  if (typeof value === "string") return Buffer.from(value, encoding);
  if (!isAnyBytes(value)) throw new ERR_INVALID_ARG_TYPE(name, ["string", "ArrayBuffer", "Buffer", "TypedArray", "DataView"], value);
  return ArrayBuffer.isView(value) ? Buffer.from(value.buffer, value.byteOffset, value.byteLength) : Buffer.from(value);
}

// One of the four operations on a handle; `hash` and `label`: OAEP's.
export const crypt = (how, handle, data, padding, hash, label) => toBuffer(pkey.attempt(keyCrypt, handle, hash, data, padding, undefined, how, label));

function method(name, how, wanted, usual) {
  return { [name](options, buffer) {
    const [handle] = keyHandle(options, wanted), isObject = typeof options === "object" && options !== null;
    const { padding = usual, oaepHash, oaepLabel, encoding } = isObject && !isAnyBytes(options) ? options : {};
    if (oaepHash !== undefined) validateString(oaepHash, "key.oaepHash");
    const label = oaepLabel === undefined ? undefined : bytesOf(oaepLabel, encoding, "key.oaepLabel");
    return crypt(how, handle, bytesOf(buffer, encoding, "buffer"), padding, padding === OAEP ? oaepHash ?? "sha1" : undefined, label);
  } }[name];
}

export const publicEncrypt = method("publicEncrypt", 0, "public", OAEP);
export const privateDecrypt = method("privateDecrypt", 1, "private", OAEP);
export const privateEncrypt = method("privateEncrypt", 2, "private", PKCS1);
export const publicDecrypt = method("publicDecrypt", 3, "public", PKCS1);

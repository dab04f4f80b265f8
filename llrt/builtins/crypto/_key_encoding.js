// How a key is to be written: format and type, of a private one cipher and passphrase, checked as Node does, for export() and before a
// key is made. Spec: https://nodejs.org/api/crypto.html#keyobjectexportoptions
import { codes } from "../_errors.js";
import { isAnyBytes } from "./_bytes.js";
import { incompatible } from "./_pkey.js";

const { ERR_INVALID_ARG_VALUE } = codes;

function checkType(type, keyType, isPrivate, name) {
  if (type === "pkcs1" && keyType !== "rsa") throw incompatible("pkcs1", "can only be used for RSA keys");
  if (type === "sec1" && isPrivate && keyType !== "ec") throw incompatible("sec1", "can only be used for EC keys");
  const known = type === "pkcs1" || (isPrivate ? type === "pkcs8" || type === "sec1" : type === "spki");
  if (!known) throw new ERR_INVALID_ARG_VALUE(`${name}.type`, type);
}

// `name`: of what `given` is. Returns its members, each read once.
export function readEncoding(given, keyType, isPrivate, name = "options") {
  const { format, type } = given;
  if (format !== "pem" && format !== "der" && format !== "jwk") throw new ERR_INVALID_ARG_VALUE(`${name}.format`, format);
  if (format !== "jwk" || type !== undefined) checkType(type, keyType, isPrivate, name);
  if (!isPrivate) return { format, type };
  const { cipher, passphrase, encoding } = given;
  if (cipher !== undefined && cipher !== null) {
    if (typeof cipher !== "string") throw new ERR_INVALID_ARG_VALUE(`${name}.cipher`, cipher);
    if (format === "der" && type !== "pkcs8") throw incompatible(type, "does not support encryption");
    if (typeof passphrase !== "string" && !isAnyBytes(passphrase)) throw new ERR_INVALID_ARG_VALUE(`${name}.passphrase`, passphrase);
  } else if (passphrase !== undefined) {
    throw new ERR_INVALID_ARG_VALUE(`${name}.cipher`, cipher);
  }
  return { format, type, cipher, passphrase, encoding };
}

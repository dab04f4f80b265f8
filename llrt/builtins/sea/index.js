// node:sea.  A program that `llrt compile --executable` makes carries no assets, so this is Node's room outside of one.
// Reference: nodejs.org/api/single-executable-applications.html
import { codes } from "../_errors.js";
import { validateString } from "../_validators.js";

const { ERR_NOT_IN_SINGLE_EXECUTABLE_APPLICATION } = codes;

export const isSea = () => false;

function assetOf(key) {
  validateString(key, "key");
  throw new ERR_NOT_IN_SINGLE_EXECUTABLE_APPLICATION();
}

export function getAsset(key, encoding) {
  if (encoding !== undefined) validateString(encoding, "encoding");
  return assetOf(key);
}

export function getRawAsset(key) {
  return assetOf(key);
}

export function getAssetAsBlob(key, options) {
  return assetOf(key);
}

export function getAssetKeys() {
  throw new ERR_NOT_IN_SINGLE_EXECUTABLE_APPLICATION();
}

export default { isSea, getAsset, getRawAsset, getAssetAsBlob, getAssetKeys };

// @aws-crypto/sha256-browser and sha256-js
export { Sha256Node as Sha256 } from "./digests.mjs";

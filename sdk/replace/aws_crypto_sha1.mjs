// @aws-crypto/sha1-browser
export { Sha1Node as Sha1 } from "./digests.mjs";

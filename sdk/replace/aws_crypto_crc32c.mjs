// @aws-crypto/crc32c
export { Crc32c, Crc32cNode as AwsCrc32c, crc32c } from "./digests.mjs";

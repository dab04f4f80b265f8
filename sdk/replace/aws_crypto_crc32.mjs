// @aws-crypto/crc32
export { Crc32, Crc32Node as AwsCrc32, crc32 } from "./digests.mjs";

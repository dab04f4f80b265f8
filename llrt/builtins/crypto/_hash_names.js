// The names that getHashes() gives, in Node's order and spelling.

const RSA = ["MD5", "RIPEMD160", "SHA1", "SHA1-2", "SHA224", "SHA256", "SHA3-224", "SHA3-256", "SHA3-384", "SHA3-512", "SHA384", "SHA512",
  "SHA512/224", "SHA512/256", "SM3"];

export const NAMES = [
  ...RSA.map((name) => `RSA-${name}`),
  "blake2b512", "blake2s256",
  ...["224", "256", "384", "512"].map((bits) => `id-rsassa-pkcs1-v1_5-with-sha3-${bits}`),
  "md5", "md5-sha1", "md5WithRSAEncryption", "ripemd", "ripemd160", "ripemd160WithRSA", "rmd160", "sha1", "sha1WithRSAEncryption",
  "sha224", "sha224WithRSAEncryption", "sha256", "sha256WithRSAEncryption", "sha3-224", "sha3-256", "sha3-384", "sha3-512",
  "sha384", "sha384WithRSAEncryption", "sha512", "sha512-224", "sha512-224WithRSAEncryption", "sha512-256",
  "sha512-256WithRSAEncryption", "sha512WithRSAEncryption", "shake128", "shake256", "sm3", "sm3WithRSAEncryption", "ssl3-md5",
  "ssl3-sha1",
];

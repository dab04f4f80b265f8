// Node's names of ciphers, in its order; getCiphers() gives those that the linked OpenSSL has.
const sizes = (mode) => [128, 192, 256].map((bits) => `aes-${bits}-${mode}`);
const families = (names, modes) => names.flatMap((name) => modes.map((mode) => `${name}-${mode}`));

export const CIPHERS = [
  ...["cbc", "ccm", "cfb", "cfb1", "cfb8", "ctr", "ecb", "gcm", "ocb", "ofb"].flatMap(sizes), "aes-128-xts", "aes-256-xts",
  "aes128", "aes128-wrap", "aes192", "aes192-wrap", "aes256", "aes256-wrap",
  ...families(["aria-128", "aria-192", "aria-256"], ["cbc", "ccm", "cfb", "cfb1", "cfb8", "ctr", "ecb", "gcm", "ofb"]), "aria128", "aria192", "aria256",
  ...families(["camellia-128", "camellia-192", "camellia-256"], ["cbc", "cfb", "cfb1", "cfb8", "ctr", "ecb", "ofb"]), "camellia128", "camellia192", "camellia256",
  "chacha20", "chacha20-poly1305", "des-ede", "des-ede-cbc", "des-ede-cfb", "des-ede-ecb", "des-ede-ofb", "des-ede3", "des-ede3-cbc", "des-ede3-cfb",
  "des-ede3-cfb1", "des-ede3-cfb8", "des-ede3-ecb", "des-ede3-ofb", "des3", "des3-wrap",
  "id-aes128-CCM", "id-aes128-GCM", "id-aes128-wrap", "id-aes128-wrap-pad", "id-aes192-CCM", "id-aes192-GCM", "id-aes192-wrap", "id-aes192-wrap-pad",
  "id-aes256-CCM", "id-aes256-GCM", "id-aes256-wrap", "id-aes256-wrap-pad", "id-smime-alg-CMS3DESwrap",
  "sm4", "sm4-cbc", "sm4-cfb", "sm4-ctr", "sm4-ecb", "sm4-ofb",
].sort();

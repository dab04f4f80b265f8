// Prints for every test of a file of project Wycheproof its number and "valid" or "invalid": what node:crypto makes of it, and for the kinds that
// WebCrypto has, that it agrees.
import crypto from "node:crypto";

const { subtle } = crypto, { default: file } = await import(process.argv[2], { with: { type: "json" } });
const bytes = (hex) => Buffer.from(hex, "hex"), name = process.argv[2].split("/").at(-1);
const hashOf = (sha) => sha.replace("-", "").toLowerCase();

function agree(web, mine, test) {
  if (web !== mine) throw new Error(`WebCrypto says ${web}, node:crypto ${mine} of test ${test.tcId}`);
  return mine;
}

async function webVerify(key, algorithm, parameters, test) {
  try {
    const imported = await subtle.importKey("spki", key.export({ type: "spki", format: "der" }), algorithm, false, ["verify"]);
    return await subtle.verify(parameters, imported, bytes(test.sig), bytes(test.msg));
  } catch (error) {
    return error;
  }
}

const KINDS = {
  async ecdsa(group, test, plain) {
    const key = crypto.createPublicKey(group.publicKeyPem);
    const good = crypto.verify(hashOf(group.sha), bytes(test.msg), { key, dsaEncoding: plain ? "ieee-p1363" : "der" }, bytes(test.sig));
    if (!plain) return good;
    const parameters = { name: "ECDSA", namedCurve: { secp256r1: "P-256", secp384r1: "P-384", secp521r1: "P-521" }[group.publicKey.curve], hash: group.sha };
    return agree(await webVerify(key, parameters, parameters, test), good, test);
  },
  async ed25519(group, test) {
    const key = crypto.createPublicKey({ key: bytes(group.publicKeyDer), format: "der", type: "spki" });
    return agree(await webVerify(key, "Ed25519", "Ed25519", test), crypto.verify(null, bytes(test.msg), key, bytes(test.sig)), test);
  },
  async rsa(group, test, padding) {
    const key = crypto.createPublicKey({ key: bytes(group.publicKeyDer), format: "der", type: "spki" });
    const settings = padding === "RSA-PSS" ? { padding: crypto.constants.RSA_PKCS1_PSS_PADDING, saltLength: group.sLen } : {};
    const good = crypto.createVerify(hashOf(group.sha)).update(bytes(test.msg)).verify({ key, ...settings }, bytes(test.sig));
    return agree(await webVerify(key, { name: padding, hash: group.sha }, { name: padding, saltLength: group.sLen }, test), good, test);
  },
  async oaep(group, test) {
    const key = crypto.createPrivateKey({ key: bytes(group.privateKeyPkcs8), format: "der", type: "pkcs8" });
    const options = { key, oaepHash: hashOf(group.sha), oaepLabel: bytes(test.label) };
    return crypto.privateDecrypt(options, bytes(test.ct)).equals(bytes(test.msg));
  },
  x25519(group, test) {
    const key = (hex, prefix, type) => ({ key: bytes(prefix + hex), format: "der", type });
    const privateKey = crypto.createPrivateKey(key(test.private, "302e020100300506032b656e04220420", "pkcs8"));
    const publicKey = crypto.createPublicKey(key(test.public, "302a300506032b656e032100", "spki"));
    return crypto.diffieHellman({ privateKey, publicKey }).equals(bytes(test.shared));
  },
  ecdh(group, test) {
    const curve = { secp256r1: "prime256v1" }[group.curve] ?? group.curve, mine = crypto.createECDH(curve);
    const size = { prime256v1: 32, secp384r1: 48, secp521r1: 66 }[curve];
    mine.setPrivateKey(bytes(test.private.padStart(2 * size, "0").slice(-2 * size)));
    const peer = crypto.createPublicKey({ key: bytes(test.public), format: "der", type: "spki" });
    const { x, y, crv } = peer.export({ format: "jwk" });
    if (crv !== { prime256v1: "P-256", secp384r1: "P-384", secp521r1: "P-521" }[curve]) return false;
    const point = Buffer.concat([bytes("04"), Buffer.from(x, "base64url"), Buffer.from(y, "base64url")]);
    return mine.computeSecret(point).equals(bytes(test.shared));
  },
  async hkdf(group, test, hash) {
    const result = crypto.hkdfSync(hash, bytes(test.ikm), bytes(test.salt), bytes(test.info), test.size);
    const key = await subtle.importKey("raw", bytes(test.ikm), "HKDF", false, ["deriveBits"]);
    const parameters = { name: "HKDF", hash: hash.replace("sha", "SHA-"), salt: bytes(test.salt), info: bytes(test.info) };
    return agree(bytes(test.okm).equals(Buffer.from(await subtle.deriveBits(parameters, key, 8 * test.size))), bytes(test.okm).equals(Buffer.from(result)), test);
  },
  async pbkdf2(group, test, hash) {
    const result = crypto.pbkdf2Sync(bytes(test.password), bytes(test.salt), test.iterationCount, test.dkLen, hash);
    const key = await subtle.importKey("raw", bytes(test.password), "PBKDF2", false, ["deriveBits"]);
    const parameters = { name: "PBKDF2", hash: hash.replace("sha", "SHA-"), salt: bytes(test.salt), iterations: test.iterationCount };
    return agree(bytes(test.dk).equals(Buffer.from(await subtle.deriveBits(parameters, key, 8 * test.dkLen))), bytes(test.dk).equals(result), test);
  },
  wrap(group, test) {
    const decipher = crypto.createDecipheriv(`id-aes${group.keySize}-wrap`, bytes(test.key), bytes("a6a6a6a6a6a6a6a6"));
    return Buffer.concat([decipher.update(bytes(test.ct)), decipher.final()]).equals(bytes(test.msg));
  },
};

const [, kind, detail] = [
  [/^ecdsa.*p1363/, "ecdsa", true], [/^ecdsa/, "ecdsa", false], [/^ed25519/, "ed25519"], [/^rsa_pss/, "rsa", "RSA-PSS"], [/^rsa_sig/, "rsa", "RSASSA-PKCS1-v1_5"],
  [/^rsa_oaep/, "oaep"], [/^x25519/, "x25519"], [/^ecdh/, "ecdh"], [/^hkdf/, "hkdf", /hkdf_(sha\d+)/.exec(name)?.[1]],
  [/^pbkdf2/, "pbkdf2", /hmac(sha\d+)/.exec(name)?.[1]], [/^aes_wrap/, "wrap"],
].find(([pattern]) => pattern.test(name));

for (const group of file.testGroups) {
  for (const test of group.tests) {
    if (test.iterationCount > 20000) continue;
    let good = false;
    try {
      good = await KINDS[kind](group, test, detail);
    } catch (error) {
      // Refused, by OpenSSL or by a rule of Node's: never a mistake of this program.
      if (error instanceof ReferenceError || error.message.startsWith("WebCrypto says") || /not a function|of undefined/.test(error.message)) throw error;
    }
    console.log(test.tcId, good === true ? "valid" : "invalid");
  }
}

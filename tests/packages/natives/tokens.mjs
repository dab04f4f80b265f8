// jsonwebtoken and jose sign, verify, encrypt and decrypt on our node:crypto and WebCrypto.
import assert from "node:assert";
import crypto from "node:crypto";
import * as jose from "jose";
import jwt from "jsonwebtoken";

const rsa = crypto.generateKeyPairSync("rsa", { modulusLength: 2048 }), ec = crypto.generateKeyPairSync("ec", { namedCurve: "P-256" });
for (const [algorithm, secret, open] of [
  ["RS256", rsa.privateKey, rsa.publicKey], ["PS512", rsa.privateKey, rsa.publicKey], ["ES256", ec.privateKey, ec.publicKey], ["HS384", "secret", "secret"],
  ["RS512", rsa.privateKey.export({ type: "pkcs1", format: "pem" }), rsa.publicKey.export({ type: "spki", format: "pem" })],
]) {
  const token = jwt.sign({ a: algorithm }, secret, { algorithm, noTimestamp: true });
  assert.deepStrictEqual(jwt.verify(token, open), { a: algorithm });
  assert.throws(() => jwt.verify(`${token.slice(0, -6)}AAAAAA`, open), { name: "JsonWebTokenError" });
}
for (const alg of ["RS256", "PS384", "ES256", "ES512", "EdDSA"]) {
  const keys = await jose.generateKeyPair(alg);
  const token = await new jose.SignJWT({ b: alg }).setProtectedHeader({ alg }).sign(keys.privateKey);
  assert.deepStrictEqual((await jose.jwtVerify(token, keys.publicKey)).payload, { b: alg });
}
const pair = await jose.generateKeyPair("RSA-OAEP-256");
const sealed = await new jose.CompactEncrypt(Buffer.from("hello")).setProtectedHeader({ alg: "RSA-OAEP-256", enc: "A256GCM" }).encrypt(pair.publicKey);
assert.strictEqual(Buffer.from((await jose.compactDecrypt(sealed, pair.privateKey)).plaintext).toString(), "hello");
console.log("compared");

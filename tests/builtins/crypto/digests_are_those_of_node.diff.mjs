// Every digest, in pieces of every kind, at lengths around blocks; text in every encoding; copies; extendable output; as a stream.
import crypto from "node:crypto";
import { pipeline } from "node:stream/promises";
import { Readable } from "node:stream";

const bytes = Buffer.from(Array.from({ length: 5000 }, (_, i) => (i * 7 + (i >> 3)) & 255));
const attempt = (label, f) => {
  try { console.log(label, f()); } catch (e) { console.log(label, e.name, e.code, e.message); }
};

for (const name of ["md5", "sha1", "SHA224", "sha256", "sha384", "sha512", "sha512-256", "sha3-256", "blake2b512", "blake2s256", "shake128", "shake256",
  "RSA-SHA256", "sha256WithRSAEncryption", "ssl3-md5", "md5-sha1", "sm3", "ripemd160"]) {
  for (const length of [0, 1, 55, 56, 63, 64, 65, 111, 112, 127, 128, 129, 4999]) {
    const whole = crypto.createHash(name).update(bytes.subarray(0, length)).digest("hex");
    const pieces = crypto.createHash(name);
    for (let at = 0; at < length; at += 61) pieces.update(bytes.subarray(at, Math.min(length, at + 61)));
    console.log(name, length, whole, pieces.digest("hex") === whole, crypto.hash(name, bytes.subarray(0, length)) === whole);
  }
}

const texts = ["", "abc", "é", "日本語", "\u{1F600}", "\ud800", "x\udc00y", "é".repeat(5000), "日".repeat(3000) + "\ud83d", "a".repeat(4095) + "\u{1F600}"];
for (const text of texts) {
  for (const encoding of [undefined, "utf8", "latin1", "ucs2", "base64", "ascii"]) {
    attempt(`${text.length} ${encoding}`, () => crypto.createHash("sha256").update(text, encoding).digest("base64"));
    attempt(`${text.length} ${encoding}`, () => crypto.createHmac("sha256", text).update(text, encoding).digest("hex"));
  }
  console.log(crypto.hash("sha1", text), crypto.hash("sha1", text, "base64url"), crypto.hash("md5", text, "buffer").length);
}
for (const view of [new Uint16Array([1, 2, 3]), new DataView(new ArrayBuffer(5), 1, 3), new Float64Array([1.5])]) {
  console.log(crypto.createHash("sha1").update(view).digest("hex"), crypto.hash("sha1", view));
}
for (const encoding of ["hex", "base64", "base64url", "latin1", "binary", "ascii"]) {
  console.log(encoding, JSON.stringify(crypto.createHash("md5").update("a").digest(encoding)));
}

const first = crypto.createHash("sha1").update("one");
const second = first.copy();
console.log(first.update("two").digest("hex"), second.update("three").digest("hex"));
console.log(crypto.createHash("shake256", { outputLength: 100 }).update("x").digest("hex"));
console.log(crypto.createHash("shake128").copy({ outputLength: 3 }).digest("hex"));
attempt("wrong length", () => crypto.createHash("sha256", { outputLength: 3 }));

const hash = crypto.createHash("sha256");
await pipeline(Readable.from([Buffer.from("a"), "b", Buffer.from("c")]), hash);
console.log(hash.read().toString("hex"), crypto.hash("sha256", "abc"));
const mac = crypto.createHmac("sha256", "key");
mac.end("text", "utf8");
console.log(mac.read().toString("hex"));
const withEncoding = crypto.createHash("md5", { defaultEncoding: "latin1" });
withEncoding.setEncoding("hex");
withEncoding.end("é");
console.log(withEncoding.read());
const { Transform } = await import("node:stream");
console.log(crypto.createHash("md5") instanceof Transform, crypto.createHash("md5") instanceof crypto.Hash, typeof crypto.createHmac("md5", "").pipe);

// Timers and microtasks that a test has put in the place of the global ones have no part in what the runtime does.
import { generateKeyPairSync, randomBytes, randomUUID, sign } from "node:crypto";
import { addAbortListener } from "node:events";
import zlib from "node:zlib";

const { privateKey } = generateKeyPairSync("ed25519");
const { setImmediate, setTimeout, queueMicrotask } = globalThis;
for (const name of ["setImmediate", "setTimeout", "queueMicrotask"]) globalThis[name] = () => {};

const later = (start) => new Promise((resolve) => start((error, value) => resolve([error, value.length ?? value.byteLength])));
console.log("signature", await later((done) => sign(null, Buffer.from("text"), privateKey, done)));
console.log("bytes", await later((done) => randomBytes(16, done)), randomUUID().length);
const packed = await new Promise((resolve) => zlib.brotliCompress("a text", (error, bytes) => resolve(bytes)));
console.log("brotli", await later((done) => zlib.brotliDecompress(packed, done)));
console.log("gunzip", await later((done) => zlib.gunzip(zlib.gzipSync("a text"), done)));
await new Promise((resolve) => addAbortListener(AbortSignal.abort(), resolve));
console.log("an aborted signal's listener");
Object.assign(globalThis, { setImmediate, setTimeout, queueMicrotask });

// MB a second of digests and HMAC over buffers of several sizes; the same file under llrt and Node. Prints JSON.
import crypto from "node:crypto";
import { callsPerMs } from "./_rate.mjs";

const results = {};
const sizes = { "1 KB": 1024, "64 KB": 65536, "1 MB": 1 << 20 };

function measure(name, bytes, f) {
  results[name] = (bytes * callsPerMs(f)) / 1000;
}

for (const [label, size] of Object.entries(sizes)) {
  const data = crypto.randomBytes(size), text = "a".repeat(size), key = crypto.randomBytes(32);
  for (const name of ["md5", "sha1", "sha256", "sha512"]) {
    measure(`createHash ${name} ${label}`, size, () => crypto.createHash(name).update(data).digest("hex"));
  }
  measure(`createHash sha256 of text ${label}`, size, () => crypto.createHash("sha256").update(text).digest("hex"));
  measure(`hash sha256 ${label}`, size, () => crypto.hash("sha256", data));
  measure(`createHmac sha256 ${label}`, size, () => crypto.createHmac("sha256", key).update(data).digest());
}
console.log(JSON.stringify(results));

// multipart/form-data as it is written. Spec: RFC 7578, https://html.spec.whatwg.org/#multipart-form-data
import { randomFill } from "native:crypto";
import { Blob } from "../../buffer/_blob.js";
import { Body } from "./body.js";

const escape = (text) => text.replace(/\n/g, "%0A").replace(/\r/g, "%0D").replace(/"/g, "%22");
const normalizeLines = (text) => text.replace(/\r?\n|\r/g, "\r\n");

// Pairs -> [Body over a Blob, content type]
export function encode(entries) {
  const random = new Uint8Array(6);
  randomFill(random);
  const digits = `${random.reduce((sum, byte) => sum * 256 + byte, 0) % 1e11}`.padStart(11, "0");
  const boundary = `----formdata-undici-0${digits}`;
  const parts = [];
  for (const [name, value] of entries) {
    const head = `--${boundary}\r\nContent-Disposition: form-data; name="${escape(normalizeLines(name))}"`;
    if (typeof value === "string") parts.push(`${head}\r\n\r\n${normalizeLines(value)}\r\n`);
    else {
      const filename = value.name ? `; filename="${escape(value.name)}"` : "";
      parts.push(`${head}${filename}\r\nContent-Type: ${value.type || "application/octet-stream"}\r\n\r\n`, value, "\r\n");
    }
  }
  parts.push(`--${boundary}--\r\n`);
  const blob = new Blob(parts);
  return [new Body({ source: blob, length: blob.size }), `multipart/form-data; boundary=${boundary}`];
}

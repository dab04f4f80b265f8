// multipart/form-data, written and read, and form-urlencoded bodies as FormData. Spec: RFC 7578,
// https://html.spec.whatwg.org/#multipart-form-data
import { randomFill } from "native:crypto";
import { Blob, File } from "../../buffer/_blob.js";
import { Buffer } from "../../buffer/_buffer.js";
import { Body } from "./body.js";
import { FormData } from "./form_data.js";

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

const failed = (cause) => new TypeError("Failed to parse body as FormData.", cause === undefined ? undefined : { cause });

export function parse(bytes, type) {
  const [essence] = type.split(";");
  switch (essence.trim().toLowerCase()) {
    case "multipart/form-data": {
      const boundary = /;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(type);
      if (boundary === null) throw failed();
      return parseParts(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength), boundary[1] ?? boundary[2]);
    }
    case "application/x-www-form-urlencoded": {
      const form = new FormData();
      for (const [name, value] of new URLSearchParams(Buffer.from(bytes).toString())) form.append(name, value);
      return form;
    }
    default:
      throw new TypeError('Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".');
  }
}

const unescape = (text) => text.replace(/%0A/gi, "\n").replace(/%0D/gi, "\r").replace(/%22/g, '"');

function parseHead(text) {
  const fields = {};
  for (const line of text.split("\r\n")) {
    const colon = line.indexOf(":");
    if (colon <= 0) throw failed();
    fields[line.slice(0, colon).trim().toLowerCase()] = line.slice(colon + 1).trim();
  }
  const disposition = fields["content-disposition"];
  if (disposition === undefined || !/^form-data\s*;/i.test(disposition)) throw failed();
  const name = /;\s*name="([^"]*)"/i.exec(disposition);
  const filename = /;\s*filename="([^"]*)"/i.exec(disposition);
  if (name === null) throw failed();
  return { name: unescape(name[1]), filename: filename === null ? undefined : unescape(filename[1]), type: fields["content-type"] };
}

function parseParts(buffer, boundary) {
  const form = new FormData();
  const delimiter = Buffer.from(`--${boundary}`), next = Buffer.from(`\r\n--${boundary}`);
  let at = buffer.indexOf(delimiter);
  if (at !== 0 && (at < 0 || buffer.subarray(0, at).toString("latin1").trim() !== "")) throw failed();
  at += delimiter.length;
  for (;;) {
    if (buffer.subarray(at, at + 2).toString("latin1") === "--") return form;
    if (buffer.subarray(at, at + 2).toString("latin1") !== "\r\n") throw failed();
    const headEnd = buffer.indexOf("\r\n\r\n", at);
    const end = headEnd < 0 ? -1 : buffer.indexOf(next, headEnd + 2);
    if (end < 0) throw failed();
    const { name, filename, type } = parseHead(buffer.subarray(at + 2, headEnd).toString());
    const value = end < headEnd + 4 ? Buffer.alloc(0) : buffer.subarray(headEnd + 4, end);
    if (filename === undefined) form.append(name, value.toString());
    else form.append(name, new File([value], filename, { type: type ?? "text/plain" }));
    at = end + next.length;
  }
}

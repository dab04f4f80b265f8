// data: URLs. Spec: https://fetch.spec.whatwg.org/#data-url-processor
import { Buffer } from "../../buffer/_buffer.js";
import { MIMEType } from "../../util/_mime.js";

const BASE64 = /;\u0020*base64$/i;

// Percent-decoded bytes of ASCII text.
function decodeBytes(text) {
  const bytes = new Uint8Array(text.length);
  let n = 0;
  for (let i = 0; i < text.length; i++) {
    const hex = text[i] === "%" ? text.slice(i + 1, i + 3) : "";
    if (/^[0-9a-fA-F]{2}$/.test(hex)) {
      bytes[n++] = parseInt(hex, 16);
      i += 2;
    } else {
      bytes[n++] = text.charCodeAt(i);
    }
  }
  return bytes.subarray(0, n);
}

function essence(text) {
  const type = text.startsWith(";") ? `text/plain${text}` : text;
  try {
    return `${new MIMEType(type)}`;
  } catch {
    return "text/plain;charset=US-ASCII";
  }
}

// {type, bytes}, or null for what is no data: URL.
export function processDataUrl(url) {
  const text = url.href.slice(5, url.hash ? -url.hash.length : undefined);
  const comma = text.indexOf(",");
  if (comma < 0) return null;
  let head = text.slice(0, comma).trim();
  let bytes = decodeBytes(text.slice(comma + 1));
  if (BASE64.test(head)) {
    const decoded = Buffer.from(bytes).toString("latin1");
    try {
      bytes = new Uint8Array(Buffer.from(atob(decoded), "latin1"));
    } catch {
      return null;
    }
    head = head.replace(BASE64, "");
  }
  return { type: essence(head), bytes };
}

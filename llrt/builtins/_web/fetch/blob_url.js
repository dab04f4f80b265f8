// blob: URLs as answers, whole or a range of them. Spec: https://fetch.spec.whatwg.org/#scheme-fetch, with Node's reading of it.
import { isBlob } from "../../buffer/_blob.js";
import { resolveObjectURL } from "../../buffer/_object_urls.js";
import { Body } from "./body.js";

// [first, behind the last] of what `bytes=...` asks of so many bytes; null: it is none.
function rangeOf(text, size) {
  const found = /^bytes[\t ]*=[\t ]*(\d*)[\t ]*-[\t ]*(\d*)$/.exec(text);
  if (found === null) return null;
  const [start, end] = found.slice(1).map((digits) => (digits === "" ? null : Number(digits)));
  if ((start === null && end === null) || (start !== null && end !== null && start > end)) return null;
  if (start === null) return [size - end, size];
  return [start, end === null || end >= size ? size : end + 1];
}

// {status, statusText, fields, body}; throws networkError(why).
export function answerOf(request, networkError) {
  const { url, list } = request;
  if (url.search !== "") throw networkError("NetworkError when attempting to fetch resource.");
  const blob = resolveObjectURL(url.href.slice(0, url.href.length - url.hash.length));
  if (request.method !== "GET" || !isBlob(blob)) throw networkError("invalid method");
  const { size, type } = blob;
  const fields = [["content-length", `${size}`], ["content-type", type]];
  if (!list.has("range")) return { status: 200, statusText: "OK", fields, body: new Body({ source: blob, length: size }) };
  const range = rangeOf(list.get("range"), size);
  if (range === null) throw networkError("failed to fetch the data URL");
  const [start, end] = range;
  if (start >= size) throw networkError("Range start is greater than the blob's size.");
  const part = blob.slice(Math.max(start, 0), end, type);
  fields[0][1] = `${part.size}`;
  fields.push(["content-range", `bytes ${Math.max(start, 0)}-${end - 1}/${size}`]);
  return { status: 206, statusText: "Partial Content", fields, body: new Body({ source: part, length: part.size }) };
}

// node:stream/consumers: the whole of a stream (of Node or the web, or any async iterable) as one value.
// Follows https://nodejs.org/docs/latest-v24.x/api/webstreams.html#utility-consumers
import { Buffer } from "../buffer/_buffer.js";
import { Blob } from "../buffer/_blob.js";
import { TextDecoder } from "../_web/encoding.js";

export async function blob(stream) {
  const chunks = [];
  for await (const chunk of stream) chunks.push(chunk);
  return new Blob(chunks);
}

export async function arrayBuffer(stream) {
  const whole = await blob(stream);
  return whole.arrayBuffer();
}

export async function bytes(stream) {
  const whole = await blob(stream);
  return whole.bytes();
}

export async function buffer(stream) {
  return Buffer.from(await arrayBuffer(stream));
}

export async function text(stream) {
  const decoder = new TextDecoder();
  let result = "";
  for await (const chunk of stream) result += typeof chunk === "string" ? chunk : decoder.decode(chunk, { stream: true });
  return result + decoder.decode();
}

export async function json(stream) {
  return JSON.parse(await text(stream));
}

export default { arrayBuffer, blob, buffer, bytes, text, json };

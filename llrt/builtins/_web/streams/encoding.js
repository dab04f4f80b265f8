// TextEncoderStream and TextDecoderStream. Spec: https://encoding.spec.whatwg.org/#interface-textencoderstream
import { utf8Encode } from "native:buffer";
import { codes } from "../../_errors.js";
import { TextDecoder } from "../encoding.js";
import { publicReadable } from "./readable.js";
import { finishClass, inspectAs, invalidThis, kInspect } from "./shapes.js";
import { newTransform } from "./transform.js";
import { publicWritable } from "./writable.js";

const isHigh = (unit) => unit >= 0xd800 && unit <= 0xdbff;

// Text whose chunks may end between the halves of a surrogate pair.
function encoderOf(inner) {
  let high = "";

  function transform(chunk) {
    let text = high + String(chunk);
    high = "";
    if (isHigh(text.charCodeAt(text.length - 1))) {
      high = text[text.length - 1];
      text = text.slice(0, -1);
    }
    if (text !== "") inner.enqueue(utf8Encode(text));
  }

  function flush() {
    if (high !== "") inner.enqueue(utf8Encode(high));
  }

  return { transform, flush };
}

export class TextEncoderStream {
  #readable;
  #writable;

  constructor() {
    const inner = newTransform(encoderOf);
    this.#readable = publicReadable(inner.readable);
    this.#writable = publicWritable(inner.writable);
  }

  static #check(value) {
    if (typeof value !== "object" || value === null || !(#readable in value)) throw invalidThis("TextEncoderStream");
  }

  get encoding() {
    TextEncoderStream.#check(this);
    return "utf-8";
  }

  get readable() {
    TextEncoderStream.#check(this);
    return this.#readable;
  }

  get writable() {
    TextEncoderStream.#check(this);
    return this.#writable;
  }

  [kInspect](depth, options) {
    TextEncoderStream.#check(this);
    return inspectAs(depth, options, "TextEncoderStream", () => ({
      encoding: "utf-8",
      readable: this.#readable,
      writable: this.#writable,
    }));
  }
}

function decoderOf(decoder) {
  return (inner) => ({
    transform(chunk) {
      if (chunk === undefined) throw new codes.ERR_INVALID_ARG_TYPE("chunk", "string", chunk);
      const text = decoder.decode(chunk, { stream: true });
      if (text !== "") inner.enqueue(text);
    },
    flush() {
      const text = decoder.decode();
      if (text !== "") inner.enqueue(text);
    },
  });
}

export class TextDecoderStream {
  #decoder;
  #readable;
  #writable;

  constructor(encoding = "utf-8", options = {}) {
    this.#decoder = new TextDecoder(encoding, options);
    const inner = newTransform(decoderOf(this.#decoder));
    this.#readable = publicReadable(inner.readable);
    this.#writable = publicWritable(inner.writable);
  }

  static #check(value) {
    if (typeof value !== "object" || value === null || !(#readable in value)) throw invalidThis("TextDecoderStream");
  }

  get encoding() {
    TextDecoderStream.#check(this);
    return this.#decoder.encoding;
  }

  get fatal() {
    TextDecoderStream.#check(this);
    return this.#decoder.fatal;
  }

  get ignoreBOM() {
    TextDecoderStream.#check(this);
    return this.#decoder.ignoreBOM;
  }

  get readable() {
    TextDecoderStream.#check(this);
    return this.#readable;
  }

  get writable() {
    TextDecoderStream.#check(this);
    return this.#writable;
  }

  [kInspect](depth, options) {
    TextDecoderStream.#check(this);
    const { encoding, fatal, ignoreBOM } = this.#decoder;
    return inspectAs(depth, options, "TextDecoderStream", () => ({
      encoding,
      fatal,
      ignoreBOM,
      readable: this.#readable,
      writable: this.#writable,
    }));
  }
}

finishClass(TextEncoderStream, ["encoding", "readable", "writable"], false); // Node gives it no tag
finishClass(TextDecoderStream, ["encoding", "fatal", "ignoreBOM", "readable", "writable"], false);

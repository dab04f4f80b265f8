// Bodies read as FormData: multipart/form-data and form-urlencoded ones. Spec: RFC 7578,
// https://andreubotella.github.io/multipart-form-data/#multipart-form-data-parser, with Node's messages.
import { File } from "../../buffer/_blob.js";
import { Buffer } from "../../buffer/_buffer.js";
import { TextDecoder } from "../encoding.js";
import { FormData } from "./form_data.js";
import { isToken } from "./headers.js";
import { typeIn } from "./mime_type.js";

const failed = (why) => new TypeError("Failed to parse body as FormData.", { cause: new TypeError(why) });
const decoder = new TextDecoder();

export function parse(bytes, text) {
  const type = typeIn(text);
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  switch (type?.essence) {
    case "multipart/form-data": {
      const boundary = type.params.get("boundary");
      if (boundary === null) throw failed("missing boundary in content-type header");
      return parseParts(buffer, boundary);
    }
    case "application/x-www-form-urlencoded": {
      const form = new FormData();
      for (const [name, value] of new URLSearchParams(buffer.toString())) form.append(name, value);
      return form;
    }
    default:
      throw new TypeError('Content-Type was not one of "multipart/form-data" or "application/x-www-form-urlencoded".');
  }
}

const CR = 13, LF = 10, DASH = 45;

function parseParts(buffer, boundary) {
  const form = new FormData();
  const delimiter = Buffer.from(`--${boundary}`), next = Buffer.from(`\r\n--${boundary}`);
  let at = buffer.indexOf(delimiter);
  if (at < 0) throw failed("no boundary found in multipart body");
  for (;;) {
    at += delimiter.length;
    if (buffer[at] === DASH && buffer[at + 1] === DASH) return form;
    if (buffer[at] !== CR || buffer[at + 1] !== LF) throw failed("expected CRLF");
    const part = parseHead(buffer, at + 2);
    if (buffer.subarray(part.end, part.end + delimiter.length).equals(delimiter)) throw failed("expected CRLF");
    const end = buffer.indexOf(next, part.end);
    if (end < 0) throw failed("expected boundary after body");
    addPart(form, part, buffer.subarray(part.end, end));
    at = end + 2;
  }
}

function addPart(form, { name, filename, type = "text/plain", encoding }, content) {
  const value = encoding === "base64" ? Buffer.from(content.toString(), "base64") : content;
  if (filename === undefined) form.append(name, value.toString());
  // eslint-disable-next-line no-control-regex
  else form.append(name, new File([value], filename, { type: /^[\0-\x7f]*$/.test(type) ? type : "" }));
}

// The fields of a part: {name, filename, type, encoding; end: where its content starts}.
function parseHead(buffer, at) {
  const part = { name: undefined, filename: undefined, type: undefined, encoding: undefined, end: 0 };
  for (;;) {
    const found = buffer.indexOf("\r\n", at), end = found < 0 ? buffer.length : found;
    if (found === at) break;
    parseField(part, buffer.latin1Slice(at, end));
    if (found < 0) throw failed("expected CRLF");
    at = found + 2;
  }
  if (part.name === undefined) throw failed("header name is null");
  part.end = at + 2;
  return part;
}

function parseField(part, line) {
  const [before] = /^[^\n\r:]*/.exec(line);
  const name = before.replace(/^[\t ]+|[\t ]+$/g, "");
  if (!isToken(name)) throw failed("header name does not match the field-name token production");
  if (line[before.length] !== ":") throw failed("expected :");
  const value = line.slice(before.length + 1).replace(/^[\t ]+/, "");
  switch (name.toLowerCase()) {
    case "content-disposition":
      parseDisposition(part, value);
      break;
    case "content-type":
      part.type = value.replace(/[\t ]+$/, "");
      break;
    case "content-transfer-encoding":
      part.encoding = value.replace(/[\t ]+$/, "");
      break;
    default:
  }
  // One of the two by itself ends no line.
  if (/[\r\n]/.test(value)) throw failed("expected CRLF");
}

const utf8 = (text) => decoder.decode(Buffer.from(text, "latin1"));
const TYPE = /[!#$%&'*+\-.^_`{|}~\w]*/y;
const ATTRIBUTE = /;?[\t ]*([!#$%&'+\-.^_`{|}~\w]+)(\*?)=[\t ]*/y;
const EXTENDED = /[^ \r\n;]*/y, QUOTED = /"([^\n\r"]*)("?)/y;

// form-data; name=...; filename=...: values are tokens, quoted, or of RFC 8187.
function parseDisposition(part, text) {
  let at = 0;
  const take = (pattern) => {
    pattern.lastIndex = at;
    const found = pattern.exec(text);
    if (found !== null) at = pattern.lastIndex;
    return found;
  };
  if (take(TYPE)[0].toLowerCase() !== "form-data") throw failed("expected form-data for content-disposition header");
  part.name = part.filename = undefined;
  let isExtended = false;
  for (let attribute; (attribute = take(ATTRIBUTE)) !== null;) {
    const name = attribute[1].toLowerCase(), extended = attribute[2] !== "";
    const value = extended ? fromExtended(take(EXTENDED)[0]) : text[at] === '"' ? fromQuoted(take(QUOTED)) : utf8(take(TYPE)[0]);
    if (name === "name") part.name = value;
    else if (name === "filename" && (extended || !isExtended)) [part.filename, isExtended] = [value, extended];
  }
  if (part.name === undefined) throw failed("name attribute is required in content-disposition header");
  if (at < text.length) throw failed("expected CRLF");
}

function fromExtended(text) {
  if (!/^utf-8/i.test(text)) throw failed("unknown encoding, expected utf-8''");
  return decodeURIComponent(utf8(text.slice(7)));
}

function fromQuoted([, text, end]) {
  if (end === "") throw failed("Closing quote not found");
  return utf8(text).replace(/%0A/gi, "\n").replace(/%0D/gi, "\r").replace(/%22/g, '"');
}

// util.MIMEType and util.MIMEParams.  Reference: mimesniff.spec.whatwg.org, nodejs.org/api/util.html#class-utilmimetype
import { codes } from "../_errors.js";

const { ERR_INVALID_MIME_SYNTAX } = codes;

const NOT_TOKEN = /[^!#$%&'*+\-.^_`|~A-Za-z0-9]/;
const NOT_QUOTED = /[^\t\u0020-\u007e\u0080-\u00ff]/;
const END_SPACES = /[\r\n\t ]*$/;
const START_SPACES = /^[\r\n\t ]*/;

const lower = (text) => text.replace(/[A-Z]+/g, (letters) => letters.toLowerCase());

function parseTypeAndSubtype(text) {
  const start = START_SPACES.exec(text)[0].length;
  const slash = text.indexOf("/", start);
  const typeText = slash === -1 ? text.slice(start) : text.slice(start, slash);
  const badType = typeText.search(NOT_TOKEN);
  if (typeText === "" || badType !== -1 || slash === -1) throw new ERR_INVALID_MIME_SYNTAX("type", text, badType);
  const subStart = slash + 1;
  const semicolon = text.indexOf(";", subStart);
  const rawSubtype = semicolon === -1 ? text.slice(subStart) : text.slice(subStart, semicolon);
  const subtypeText = rawSubtype.replace(END_SPACES, "");
  const badSubtype = subtypeText.search(NOT_TOKEN);
  if (subtypeText === "" || badSubtype !== -1) throw new ERR_INVALID_MIME_SYNTAX("subtype", text, badSubtype);
  return [lower(typeText), lower(subtypeText), semicolon === -1 ? text.length : semicolon + 1];
}

const QUOTED = /^"((?:[^"\\]|\\.)*)(\\?)(?:"|$)/s;

const unquote = ([, inside, lastBackslash]) => inside.replace(/\\(.)/gs, "$1") + lastBackslash;

function parseParams(text, data) {
  let rest = text;
  while (rest !== "") {
    rest = rest.replace(START_SPACES, "");
    const end = /[;=]|$/.exec(rest).index;
    const name = lower(rest.slice(0, end));
    const separator = rest[end];
    rest = rest.slice(end + 1);
    if (separator !== "=") continue;
    let value;
    const quoted = QUOTED.exec(rest);
    if (quoted !== null) {
      value = unquote(quoted);
      const next = rest.indexOf(";", quoted[0].length);
      rest = next === -1 ? "" : rest.slice(next + 1);
    } else {
      const next = rest.indexOf(";");
      value = (next === -1 ? rest : rest.slice(0, next)).replace(END_SPACES, "");
      rest = next === -1 ? "" : rest.slice(next + 1);
      if (value === "") continue;
    }
    if (name !== "" && name.search(NOT_TOKEN) === -1 && value.search(NOT_QUOTED) === -1 && !data.has(name)) data.set(name, value);
  }
}

function encode(value) {
  if (value.length === 0) return '""';
  return value.search(NOT_TOKEN) === -1 ? value : `"${value.replace(/["\\]/g, "\\$&")}"`;
}

export class MIMEParams {
  #data = new Map();
  #text;

  // The parameters of a MIMEType are read when first used.
  static _lazily(text) {
    const params = new MIMEParams();
    params.#text = text;
    return params;
  }

  #parsed() {
    if (this.#text !== undefined) {
      parseParams(this.#text, this.#data);
      this.#text = undefined;
    }
    return this.#data;
  }

  delete(name) {
    this.#parsed().delete(`${name}`);
  }

  get(name) {
    return this.#parsed().get(`${name}`) ?? null;
  }

  has(name) {
    return this.#parsed().has(`${name}`);
  }

  set(name, value) {
    name = `${name}`;
    value = `${value}`;
    const badName = name.search(NOT_TOKEN);
    if (name.length === 0 || badName !== -1) throw new ERR_INVALID_MIME_SYNTAX("parameter name", name, badName);
    const badValue = value.search(NOT_QUOTED);
    if (badValue !== -1) throw new ERR_INVALID_MIME_SYNTAX("parameter value", value, badValue);
    this.#parsed().set(name, value);
  }

  *entries() {
    yield* this.#parsed().entries();
  }

  *keys() {
    yield* this.#parsed().keys();
  }

  *values() {
    yield* this.#parsed().values();
  }

  toString() {
    let text = "";
    for (const [name, value] of this.#parsed()) text += `${text === "" ? "" : ";"}${name}=${encode(value)}`;
    return text;
  }
}
const lazily = MIMEParams._lazily;
delete MIMEParams._lazily;

Object.defineProperty(MIMEParams.prototype, Symbol.iterator, { value: MIMEParams.prototype.entries, writable: true, configurable: true });
Object.defineProperty(MIMEParams.prototype, "toJSON", { value: MIMEParams.prototype.toString, writable: true, configurable: true });

function checkPart(what, value) {
  value = `${value}`;
  const bad = value.search(NOT_TOKEN);
  if (value.length === 0 || bad !== -1) throw new ERR_INVALID_MIME_SYNTAX(what, value, bad);
  return lower(value);
}

export class MIMEType {
  #type;
  #subtype;
  #params;

  constructor(input) {
    const text = `${input}`;
    const [type, subtype, paramsAt] = parseTypeAndSubtype(text);
    this.#type = type;
    this.#subtype = subtype;
    this.#params = lazily(text.slice(paramsAt));
  }

  get type() { return this.#type; }
  set type(value) { this.#type = checkPart("type", value); }
  get subtype() { return this.#subtype; }
  set subtype(value) { this.#subtype = checkPart("subtype", value); }
  get essence() { return `${this.#type}/${this.#subtype}`; }
  get params() { return this.#params; }

  toString() {
    const params = this.#params.toString();
    return `${this.#type}/${this.#subtype}${params === "" ? "" : `;${params}`}`;
  }
}
Object.defineProperty(MIMEType.prototype, "toJSON", { value: MIMEType.prototype.toString, writable: true, configurable: true });

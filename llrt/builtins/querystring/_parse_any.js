// querystring.parse with other separators or another decoder, unit by unit. A separator of several units is matched as
// they come, without going back, as Node does. Also the oracle of the fast op queryParse.
import { addPair } from "./_pairs.js";

const isHex = (code) => (code >= 48 && code <= 57) || (code >= 65 && code <= 70) || (code >= 97 && code <= 102);

class Parser {
  constructor(result, qs, sep, eq, limit, custom) {
    this.result = result;
    this.qs = qs;
    this.sep = sep;
    this.eq = eq;
    this.left = limit;
    this.custom = custom;
    this.plus = custom ? "%20" : " ";
    this.startPair(0);
  }

  startPair(at) {
    this.last = at;
    this.sepIndex = 0;
    this.eqIndex = 0;
    this.key = "";
    this.value = "";
    this.escapeLength = 0;
    this.keyEncoded = this.custom;
    this.valueEncoded = this.custom;
  }

  get inKey() {
    return this.eqIndex < this.eq.length;
  }

  // What lies between `last` and `end` belongs to the key or to the value.
  take(end) {
    if (this.last >= end) return;
    const text = this.qs.slice(this.last, end);
    if (this.inKey) this.key += text;
    else this.value += text;
  }

  run(decodePart) {
    const { qs } = this;
    for (let i = 0; i < qs.length; i++) {
      const code = qs.charCodeAt(i);
      if (code === this.sep.charCodeAt(this.sepIndex)) {
        if (++this.sepIndex === this.sep.length && this.endPair(i, decodePart)) return;
        continue;
      }
      this.sepIndex = 0;
      if (this.inKey && this.matchEquals(code, i)) continue;
      this.watchEscape(code);
      if (code === 43) this.takePlus(i);
    }
    this.finish(decodePart);
  }

  // True if no more pairs are wanted.
  endPair(i, decodePart) {
    const end = i - this.sepIndex + 1;
    const empty = this.inKey && this.last >= end && this.key === "";
    if (!empty) {
      this.take(end);
      this.add(decodePart);
    }
    this.startPair(i + 1);
    return --this.left === 0;
  }

  matchEquals(code, i) {
    if (code !== this.eq.charCodeAt(this.eqIndex)) {
      this.eqIndex = 0;
      return false;
    }
    if (++this.eqIndex === this.eq.length) {
      const end = i - this.eqIndex + 1;
      if (this.last < end) this.key += this.qs.slice(this.last, end);
      this.escapeLength = 0;
      this.last = i + 1;
    }
    return true;
  }

  takePlus(i) {
    this.take(i);
    if (this.inKey) this.key += this.plus;
    else this.value += this.plus;
    this.last = i + 1;
  }

  // Notes whether a part has a valid escape at all: without one it is not decoded. One count serves both parts; when
  // the key is known to have one, what follows in it counts for the value.
  watchEscape(code) {
    const forKey = this.inKey && !this.keyEncoded;
    if ((code === 43 && !forKey) || this.valueEncoded) return;
    if (code === 37) this.escapeLength = 1;
    else if (this.escapeLength > 0 && !isHex(code)) this.escapeLength = 0;
    else if (this.escapeLength > 0 && ++this.escapeLength === 3) this[forKey ? "keyEncoded" : "valueEncoded"] = true;
  }

  finish(decodePart) {
    if (this.last < this.qs.length) {
      if (this.inKey || this.sepIndex < this.sep.length) this.take(this.qs.length);
    } else if (this.eqIndex === 0 && this.key === "") {
      return;
    }
    this.add(decodePart);
  }

  add(decodePart) {
    const key = this.key !== "" && this.keyEncoded ? decodePart(this.key) : this.key;
    const value = this.value !== "" && this.valueEncoded ? decodePart(this.value) : this.value;
    addPair(this.result, key, value);
  }
}

export function parseAny(result, qs, sep, eq, limit, decode, QueryString, usualDecode) {
  const decodePart = (text) => {
    try {
      return decode(text);
    } catch {
      return QueryString.unescape(text, true);
    }
  };
  new Parser(result, qs, sep, eq, limit, decode !== usualDecode).run(decodePart);
  return result;
}

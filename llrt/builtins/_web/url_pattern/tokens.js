// Pattern strings into tokens. Spec: https://urlpattern.spec.whatwg.org/#tokenizing

export const OPEN = 0;
export const CLOSE = 1;
export const REGEXP = 2;
export const NAME = 3;
export const CHAR = 4;
export const ESCAPED = 5;
export const MODIFIER = 6;
export const ASTERISK = 7;
export const END = 8;
export const INVALID = 9;

const SINGLE = { "*": ASTERISK, "+": MODIFIER, "?": MODIFIER, "{": OPEN, "}": CLOSE };
const NAME_START = /[$_\p{ID_Start}]/u;
const NAME_PART = /[$_\u200c\u200d\p{ID_Continue}]/u;

export const isNamePart = (char) => char !== "" && char !== undefined && NAME_PART.test(char);

class Tokenizer {
  list = [];
  at = 0;

  constructor(input, lenient) {
    this.input = input;
    this.lenient = lenient;
  }

  charAt(index) {
    return String.fromCodePoint(this.input.codePointAt(index));
  }

  add(type, next, valueStart = this.at, valueEnd = next) {
    this.list.push({ type, index: this.at, value: this.input.slice(valueStart, valueEnd) });
    this.at = next;
  }

  // A lenient tokenizer goes on behind it.
  fail(next, valueStart = this.at) {
    if (!this.lenient) throw new TypeError("invalid pattern");
    this.add(INVALID, next, valueStart, next);
  }

  run() {
    while (this.at < this.input.length) this.#step();
    this.add(END, this.at);
    return this.list;
  }

  #step() {
    const { at } = this;
    const char = this.charAt(at);
    const next = at + char.length;
    if (Object.hasOwn(SINGLE, char)) this.add(SINGLE[char], next);
    else if (char === "\\") this.#escape(next);
    else if (char === ":") this.#name(next);
    else if (char === "(") this.#regexp(next);
    else this.add(CHAR, next);
  }

  #escape(next) {
    if (next >= this.input.length) this.fail(next);
    else this.add(ESCAPED, next + this.charAt(next).length, next);
  }

  #name(start) {
    let end = start;
    while (end < this.input.length) {
      const char = this.charAt(end);
      if (!(end === start ? NAME_START : NAME_PART).test(char)) break;
      end += char.length;
    }
    if (end === start) this.fail(start, this.at);
    else this.add(NAME, end, start);
  }

  // Up to the parenthesis that closes it; only ASCII, and no groups that capture.
  #regexp(start) {
    const { input } = this;
    let depth = 1;
    let at = start;
    for (; at < input.length; at++) {
      const char = input[at];
      if (char > "\x7f" || (at === start && char === "?")) break;
      if (char === "\\") {
        at++;
        if (at >= input.length || input[at] > "\x7f") break;
      } else if (char === ")") {
        if (--depth === 0) break;
      } else if (char === "(") {
        depth++;
        if (input[at + 1] !== "?") break;
      }
    }
    if (depth > 0 || at === start) this.fail(start, this.at);
    else this.add(REGEXP, at + 1, start, at);
  }
}

export const tokenize = (input, lenient) => new Tokenizer(input, lenient).run();

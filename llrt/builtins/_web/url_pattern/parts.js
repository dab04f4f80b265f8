// A pattern string as a list of parts. Spec: https://urlpattern.spec.whatwg.org/#parsing-pattern-strings
import { ASTERISK, CHAR, CLOSE, END, ESCAPED, MODIFIER, NAME, OPEN, REGEXP, tokenize } from "./tokens.js";

export const FIXED = 0;
export const EXPRESSION = 1;
export const SEGMENT = 2; // up to the delimiter
export const WILDCARD = 3; // anything

export const ESCAPE_REGEXP = /[.+*?^${}()[\]|/\\]/g;
export const escapeRegExp = (text) => text.replace(ESCAPE_REGEXP, "\\$&");

// What a name alone matches.
export const segmentExpression = ({ delimiter }) => (delimiter === "" ? "[^]+?" : `[^${escapeRegExp(delimiter)}]+?`);

class Parser {
  parts = [];
  fixed = "";
  at = 0;
  nextName = 0;

  constructor(input, options, encode) {
    this.tokens = tokenize(input, false);
    this.options = options;
    this.encode = encode;
    this.segment = segmentExpression(options);
  }

  take(type) {
    const token = this.tokens[this.at];
    if (token.type !== type) return undefined;
    this.at++;
    return token;
  }

  #expression(name) {
    return this.take(REGEXP) ?? (name === undefined ? this.take(ASTERISK) : undefined);
  }

  #modifier() {
    return (this.take(MODIFIER) ?? this.take(ASTERISK))?.value ?? "";
  }

  #text() {
    let text = "";
    for (let token; (token = this.take(CHAR) ?? this.take(ESCAPED)); ) text += token.value;
    return text;
  }

  require(type) {
    const token = this.take(type);
    if (token === undefined) throw new TypeError("invalid pattern");
    return token;
  }

  run() {
    while (this.at < this.tokens.length) this.#step();
    return this.parts;
  }

  #step() {
    const char = this.take(CHAR);
    const name = this.take(NAME);
    const expression = this.#expression(name);
    if (name !== undefined || expression !== undefined) {
      this.#unit(char?.value ?? "", name, expression);
      return;
    }
    const fixed = char ?? this.take(ESCAPED);
    if (fixed !== undefined) {
      this.fixed += fixed.value;
    } else if (this.take(OPEN) !== undefined) {
      const prefix = this.#text();
      const inner = this.take(NAME);
      const innerExpression = this.#expression(inner);
      const suffix = this.#text();
      this.require(CLOSE);
      this.#add(prefix, inner, innerExpression, suffix, this.#modifier());
    } else {
      this.#flush();
      this.require(END);
    }
  }

  // A name or expression without braces; a character before it belongs to it only if it is the component's prefix.
  #unit(before, name, expression) {
    let prefix = before;
    if (prefix !== "" && prefix !== this.options.prefix) {
      this.fixed += prefix;
      prefix = "";
    }
    this.#flush();
    this.#add(prefix, name, expression, "", this.#modifier());
  }

  #flush() {
    if (this.fixed === "") return;
    const value = this.encode(this.fixed);
    this.fixed = "";
    this.parts.push({ type: FIXED, value, modifier: "", name: "", prefix: "", suffix: "" });
  }

  #add(prefix, name, expression, suffix, modifier) {
    if (name === undefined && expression === undefined) {
      if (modifier === "") {
        this.fixed += prefix;
        return;
      }
      this.#flush();
      if (prefix !== "") this.parts.push({ type: FIXED, value: this.encode(prefix), modifier, name: "", prefix: "", suffix: "" });
      return;
    }
    this.#flush();
    const { type, value } = this.#kindOf(expression);
    const partName = name?.value ?? `${this.nextName++}`;
    if (this.parts.some((part) => part.name === partName)) throw new TypeError("invalid pattern");
    this.parts.push({ type, value, modifier, name: partName, prefix: this.encode(prefix), suffix: this.encode(suffix) });
  }

  #kindOf(expression) {
    const value = expression === undefined ? this.segment : expression.type === ASTERISK ? ".*" : expression.value;
    if (value === this.segment) return { type: SEGMENT, value: "" };
    if (value === ".*") return { type: WILDCARD, value: "" };
    return { type: EXPRESSION, value };
  }
}

export const parseParts = (input, options, encode) => new Parser(input, options, encode).run();

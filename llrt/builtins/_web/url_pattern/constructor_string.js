// A pattern given as one string, taken apart into components. Spec: https://urlpattern.spec.whatwg.org/#constructor-string-parsing
import * as canonical from "./canonical.js";
import { Component, DEFAULT } from "./component.js";
import { ASTERISK, CHAR, CLOSE, END, ESCAPED, INVALID, NAME, OPEN, REGEXP, tokenize } from "./tokens.js";

const ORDER = ["protocol", "authority", "username", "password", "hostname", "port", "pathname", "search", "hash"];
const before = (state, limit) => ORDER.indexOf(state) < ORDER.indexOf(limit);

class Parser {
  result = {};
  start = 0; // of the component, as an index of tokens
  at = 0;
  step = 1;
  depth = 0;
  brackets = 0;
  isSpecial = false;
  state = "init";

  constructor(input) {
    this.input = input;
    this.tokens = tokenize(input, true);
  }

  token(index) {
    return this.tokens[Math.min(index, this.tokens.length - 1)];
  }

  plain(char, index = this.at) {
    const { type, value } = this.token(index);
    return value === char && (type === CHAR || type === ESCAPED || type === INVALID);
  }

  // A question mark that is no modifier of what stands before it.
  #isSearch() {
    if (this.plain("?")) return true;
    if (this.token(this.at).value !== "?") return false;
    if (this.at === 0) return true;
    const { type } = this.token(this.at - 1);
    return type !== NAME && type !== REGEXP && type !== CLOSE && type !== ASTERISK;
  }

  #text() {
    return this.input.slice(this.token(this.start).index, this.token(this.at).index);
  }

  #change(state, skip) {
    const { result, state: old } = this;
    if (old !== "init" && old !== "authority" && old !== "done") result[old] = this.#text();
    if (old !== "init" && state !== "done") this.#fillBetween(old, state);
    this.state = state;
    this.at += skip;
    this.start = this.at;
    this.step = 0;
  }

  // Components that are passed over are empty, not anything.
  #fillBetween(old, state) {
    const { result } = this;
    if (before(old, "hostname") && !before(state, "port")) result.hostname ??= "";
    if (before(old, "pathname") && (state === "search" || state === "hash")) result.pathname ??= this.isSpecial ? "/" : "";
    if (before(old, "search") && state === "hash") result.search ??= "";
  }

  #rewind(state) {
    this.at = this.start;
    this.step = 0;
    if (state !== undefined) this.state = state;
  }

  run() {
    while (this.at < this.tokens.length) {
      this.step = 1;
      const { type } = this.token(this.at);
      if (type === END) {
        if (!this.#atEnd()) break;
      } else if (!this.#inGroup(type)) {
        this[this.state]();
      }
      this.at += this.step;
    }
    if (this.result.hostname !== undefined) this.result.port ??= "";
    return this.result;
  }

  // Whether there is more to do.
  #atEnd() {
    if (this.state === "init") {
      this.#rewind();
      if (this.plain("#")) this.#change("hash", 1);
      else if (this.#isSearch()) this.#change("search", 1);
      else this.#change("pathname", 0);
      return true;
    }
    if (this.state === "authority") {
      this.#rewind("hostname");
      return true;
    }
    this.#change("done", 0);
    return false;
  }

  // What stands in braces says nothing of where a component ends.
  #inGroup(type) {
    if (type === OPEN) {
      this.depth++;
      return true;
    }
    if (this.depth === 0) return false;
    if (type !== CLOSE) return true;
    this.depth--;
    return false;
  }

  init() {
    if (this.plain(":")) this.#rewind("protocol");
  }

  protocol() {
    if (!this.plain(":")) return;
    const { regexp } = new Component(this.#text(), canonical.protocol, DEFAULT);
    this.isSpecial = canonical.specialSchemes.some((scheme) => regexp.test(scheme));
    if (this.plain("/", this.at + 1) && this.plain("/", this.at + 2)) this.#change("authority", 3);
    else this.#change(this.isSpecial ? "authority" : "pathname", 1);
  }

  authority() {
    if (this.plain("@")) this.#rewind("username");
    else if (this.plain("/") || this.#isSearch() || this.plain("#")) this.#rewind("hostname");
  }

  username() {
    if (this.plain(":")) this.#change("password", 1);
    else if (this.plain("@")) this.#change("hostname", 1);
  }

  password() {
    if (this.plain("@")) this.#change("hostname", 1);
  }

  hostname() {
    if (this.plain("[")) this.brackets++;
    else if (this.plain("]")) this.brackets--;
    else if (this.plain(":") && this.brackets === 0) this.#change("port", 1);
    else this.port();
  }

  port() {
    if (this.plain("/")) this.#change("pathname", 0);
    else this.pathname();
  }

  pathname() {
    if (this.#isSearch()) this.#change("search", 1);
    else this.search();
  }

  search() {
    if (this.plain("#")) this.#change("hash", 1);
  }

  hash() {}
}

export const parseConstructorString = (input) => new Parser(input).run();

// A list of headers, as requests and responses keep it: cheap to fill and to ask, sorted only for who iterates.
// Nothing is checked here: names and values are valid. Spec: https://fetch.spec.whatwg.org/#concept-header-list

export class HeaderList {
  map = new Map(); // lower-case name -> {name, value}
  cookies = undefined; // values of Set-Cookie, in order
  #sorted = undefined;

  get size() {
    return this.map.size;
  }

  has(lower) {
    return this.map.has(lower);
  }

  get(lower) {
    return this.map.get(lower)?.value ?? null;
  }

  // Values of one name are joined, those of Cookie by semicolons.
  append(name, value, lower = name.toLowerCase()) {
    this.#sorted = undefined;
    const found = this.map.get(lower);
    if (lower === "set-cookie") (this.cookies ??= []).push(value);
    if (found === undefined) this.map.set(lower, { name, value });
    else found.value += (lower === "cookie" ? "; " : ", ") + value;
  }

  set(name, value, lower = name.toLowerCase()) {
    this.#sorted = undefined;
    if (lower === "set-cookie") this.cookies = [value];
    this.map.set(lower, { name, value });
  }

  delete(lower) {
    this.#sorted = undefined;
    if (lower === "set-cookie") this.cookies = undefined;
    return this.map.delete(lower);
  }

  clear() {
    this.map.clear();
    this.cookies = this.#sorted = undefined;
  }

  // [lower-case name, value] in order of names; each Set-Cookie by itself. Not to be changed.
  sorted() {
    if (this.#sorted !== undefined) return this.#sorted;
    const pairs = [];
    for (const lower of [...this.map.keys()].sort()) {
      if (lower === "set-cookie") for (const cookie of this.cookies) pairs.push([lower, cookie]);
      else pairs.push([lower, this.map.get(lower).value]);
    }
    return (this.#sorted = pairs);
  }

  copy() {
    return new HeaderList().take(this);
  }

  // Becomes, empty as it is, a copy of another.
  take(other) {
    this.#sorted = undefined;
    for (const [lower, { name, value }] of other.map) this.map.set(lower, { name, value });
    this.cookies = other.cookies?.slice();
    return this;
  }
}

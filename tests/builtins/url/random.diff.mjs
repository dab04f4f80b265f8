// Random strings: URL, its setters and the legacy API agree with Node. Left out is what Node's older library gets wrong:
// a fragment against a base with an opaque path, and a host set on a URL that has none.
import url from "node:url";
import { random, randomStrings, show } from "./_show.mjs";

const FIELDS = ["href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash"];
const all = (u) => FIELDS.map((field) => u[field]).join(" | ");
const next = random(24);
const text = randomStrings(1);
const wide = randomStrings(2, true);
const bases = ["http://h/a/b?c#d", "file:///x/y", "ws://u:p@h:1/", "https://e.x/z/../?q"];
const parsed = (input, base) => URL.parse(input, base) ?? new URL(base);

for (let i = 0; i < 400; i++) {
  const input = text();
  const base = bases[next(bases.length)];
  const value = text(4);
  const field = FIELDS[next(FIELDS.length)];
  show(`parse ${i}`, () => all(new URL(input)));
  show(`against ${i}`, () => all(new URL(input, base)));
  show(`set ${i}`, () => {
    const u = parsed(input, base);
    if (field === "origin" || (field.startsWith("host") && u.host === "")) return "";
    u.searchParams;
    u[field] = value;
    return `${all(u)} ${u.searchParams}`;
  });
  show(`legacy ${i}`, () => url.parse(wide(), i % 2 === 0, i % 3 === 0));
  show(`resolve ${i}`, () => url.resolve(wide(), wide(5)));
  show(`resolveObject ${i}`, () => url.resolveObject(wide(), wide(5)));
  show(`format ${i}`, () => url.format(parsed(input, base), { fragment: next(2) === 0, auth: next(2) === 0, search: next(2) === 0 }));
  show(`params ${i}`, () => {
    const params = new URLSearchParams(text(10));
    params.append(wide(2), wide(2));
    params.sort();
    return `${params}`;
  });
}

// replace(), test() and flags of expressions as they come, and of those that differ from them in one thing each.
const texts = ["", "a", "aaa", "a-b_c", "x  y\t\tz \r\n w", "!quoted'(text)*", "no such thing", "%2Fa%2Fb", "ÄÖ-ü", "日本 語 ", "a😀b😀", "ends with a"];
const expressions = [
  /a/, /a/g, /[!'()*]/g, /[\r\n]/g, /[ \t]+/g, /^ | $/g, /\s+/g, /%2F/g, /[-:]/g, /(a)|(b)/g, /(?:a|b)+/, /x*/g, /x*/, /b?/g, /$/g, /^/, /\b/g,
  /A/gi, /[A-Z]/i, /[^a]/g, /ü/g, /[ä-ü]/gi, /語/g, /[一-龠]/g, /./gu, /\p{L}/gu, /😀/g, /(?=a)/g, /(?<=a)-/g, /(?<!a)b/, /a{2}/g, /a{2,}?/g, /(a)(-)?(b)?/g,
  /(?<first>a)(?<rest>.*)/, /(?<x>a)|(?<y>b)/g, /a/y, /a/gy, /[\d\D]/gv, /a|/g, /()/g, /(a)(?:\1)/g, /[]/g, /[^]/g, /(?:)/gs, /a.b/gs, /c$/gm, /d/d,
];
const replacements = ["", "-", "$", "$$", "[$&]", "$1|$2", "<$`|$'>", "$<first>", "語"];
for (const expression of expressions) {
  console.log(String(expression), expression.flags);
  for (const text of texts) {
    const row = replacements.map((by) => `${text.replace(expression, by)}:${expression.lastIndex}`);
    const calls = [];
    row.push(text.replace(expression, (...all) => { calls.push(`${all.map((one) => typeof one === "object" ? JSON.stringify(one) : one)}:${expression.lastIndex}`); return calls.length; }));
    row.push(expression.test(text), expression.lastIndex, expression.test(text), expression.lastIndex);
    expression.lastIndex = 1;
    row.push(text.replace(expression, "+"), expression.lastIndex);
    expression.lastIndex = 100;
    row.push(text.replace(expression, "+"), expression.lastIndex, expression.test(text), expression.lastIndex);
    expression.lastIndex = 0;
    console.log(JSON.stringify([row, calls]));
  }
}

const said = (make) => {
  try {
    return String(make());
  } catch (error) {
    return error.name;
  }
};
const log = [];
class Noisy extends RegExp {
  exec(text) { log.push(`exec ${text}`); return super.exec(text); }
}
console.log("aba".replace(new Noisy("a", "g"), "c"), new Noisy("a").test("xa"), log);
class Quiet extends RegExp {}
console.log("aba".replace(new Quiet("a", "g"), "c"), new Quiet("a", "gimsuyd").flags, new Quiet("b").test("ab"));

// Own properties, lastIndex of other kinds.
const own = /a/g;
own.exec = () => null;
console.log("aba".replace(own, "c"), own.test("a"));
const flagged = Object.defineProperty(/a/g, "global", { value: false });
console.log(flagged.flags, "aba".replace(flagged, (found, at) => `${at}`), flagged.lastIndex);
for (const lastIndex of ["1", 1.5, NaN, -1, { valueOf: () => { log.push("asked"); return 2; } }, null]) {
  const g = Object.assign(/a/g, { lastIndex }), plain = Object.assign(/a/, { lastIndex }), sticky = Object.assign(/a/y, { lastIndex });
  console.log("aaaa".replace(g, "b"), g.lastIndex, "aaaa".replace(plain, "b"), plain.lastIndex, plain.test("ba"), "aaaa".replace(sticky, "b"), sticky.lastIndex);
}
console.log(log.length);
const frozen = Object.freeze(/a/g);
console.log(said(() => "aba".replace(frozen, "c")), said(() => frozen.test("a")), said(() => "aba".replace(Object.freeze(/b/), "c")), Object.freeze(/a/).test("a"));

// A function that changes what is being run, and one that throws.
const changing = /a/g;
console.log("aXaXa".replace(changing, (found, at) => { changing.compile("X", "g"); changing.lastIndex = 3; return at; }), changing.lastIndex, changing.source);
console.log("ab".replace(/[ab]/g, (found) => "xax".replace(/[ab]/g, (inner) => found + inner)));
console.log(said(() => "aba".replace(/a/g, () => { throw new TypeError("no"); })), said(() => "aba".replace(/a/, () => Symbol("s"))), "aba".replace(/a/g, () => undefined));
console.log("abc".replace(/b/, { toString: () => "[$&]" }), "a".repeat(1e5).replace(/a/g, "bc").length, "ab".repeat(1e5).replace(/b/g, "").length);
console.log(("x" + "a".repeat(20)).slice(1).replace(/a/g, "b"), "abcdefghijklmnopqrstuvwxyz0123".slice(2, 28).replace(/[cx]/g, "_"));

// What RegExp.prototype says is asked again as soon as somebody has changed it.
const flagsOf = Object.getOwnPropertyDescriptor(RegExp.prototype, "flags"), globalOf = Object.getOwnPropertyDescriptor(RegExp.prototype, "global");
const exec = RegExp.prototype.exec;
RegExp.prototype.exec = function (text) { log.push("patched"); return exec.call(this, text); };
log.length = 0;
console.log("aba".replace(/a/g, "c"), /a/.test("a"), log.length);
RegExp.prototype.exec = exec;
Object.defineProperty(RegExp.prototype, "global", { configurable: true, get: () => { log.push("global"); return false; } });
console.log("aba".replace(/a/g, "c"), /a/g.flags, log.length);
Object.defineProperty(RegExp.prototype, "global", { configurable: true, value: 1 });
console.log("aba".replace(/b/g, "c"), /a/.flags);
delete RegExp.prototype.global;
console.log("aba".replace(/a/g, "c"), /a/g.flags);
Object.defineProperty(RegExp.prototype, "global", globalOf);
Object.defineProperty(RegExp.prototype, "flags", { configurable: true, get: () => "g" });
console.log("aba".replace(/a/g, "c"), /a/i.flags);
Object.defineProperty(RegExp.prototype, "flags", flagsOf);
console.log("aba".replace(/a/g, "c"), /a/gi.flags, said(() => flagsOf.get.call({ global: 1, sticky: true })), said(() => flagsOf.get.call(1)), flagsOf.get.call(RegExp.prototype) === "");

// Random strings of many scripts, compared under random options and sorted.
import { randomSource } from "./random.mjs";

const { below, pick, chance, options } = randomSource(3);
const RANGES = [[0x20, 0x7e], [0x61, 0x66], [0x41, 0x46], [0x30, 0x39], [0x20, 0x2f], [0xa0, 0x24f], [0x300, 0x340], [0x370, 0x3ff], [0x400, 0x4ff], [0x5d0, 0x5ea], [0x620, 0x64a],
  [0x905, 0x939], [0xe00, 0xe5b], [0x1e00, 0x1eff], [0x2000, 0x206f], [0x2100, 0x21ff], [0x3040, 0x30ff], [0x4e00, 0x9fff], [0x3400, 0x4dbf], [0xac00, 0xd7a3], [0xff00, 0xffee],
  [0x1f300, 0x1f6ff], [0x20000, 0x2a6df], [0, 0x1f], [0x1d400, 0x1d7ff], [0x10fff0, 0x10ffff]];
const text = () => {
  const ranges = chance(0.5) ? RANGES.slice(0, 7) : RANGES;
  return Array.from({ length: 1 + below(5) }, () => pick(ranges)).map(([low, high]) => String.fromCodePoint(low + below(high - low + 1))).join("");
};
const digits = () => pick(["a", "b", "a0", ""]) + below(10 ** below(15));
const show = (string) => JSON.stringify(string) + [...string].map((c) => c.codePointAt(0).toString(16)).join("_");
const TABLE = [["sensitivity", ["base", "accent", "case", "variant"], 0.5], ["numeric", [true], 0.2], ["caseFirst", ["upper", "lower", "false"], 0.2], ["ignorePunctuation", [true], 0.2], ["usage", ["search"], 0.1]];

for (let i = 0; i < 2500; i++) {
  const bag = options(TABLE);
  const a = chance(0.2) ? digits() : text();
  const b = pick([text, digits, () => a.toUpperCase(), () => a.normalize("NFD"), () => a.normalize(), () => a + pick([" ", "-", "a", "\u0301", "1"])])();
  const collator = new Intl.Collator("en", bag);
  console.log(JSON.stringify(bag), show(a), show(b), collator.compare(a, b), a.localeCompare(b, "en-GB", bag), Math.sign(a.localeCompare(b)));
}
const list = Array.from({ length: 800 }, text);
console.log(list.sort(new Intl.Collator().compare).map(show).join("\n"));
console.log(["ch", "c", "d", "a10", "a9", "Z", "z", "é", "e", "É"].sort(Intl.Collator("en-u-kn-true").compare).join(), new Intl.Collator("en-u-kf-upper-kn").resolvedOptions());
console.log("\ud800".localeCompare("\udc00"), "".localeCompare("\0"), "resume".localeCompare("résumé", "en", { sensitivity: "base" }));

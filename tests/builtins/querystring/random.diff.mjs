// Random strings: the fast op behind parse, the loop for other separators, and escaping agree with Node.
import querystring from "node:querystring";
import { random, randomStrings, show } from "../url/_show.mjs";

const next = random(5);
const text = randomStrings(3, true);
const pick = (list) => list[next(list.length)];
const decoder = (part) => {
  if (part.length > 6) throw new Error("too long");
  return `<${part}>`;
};

for (let i = 0; i < 500; i++) {
  const query = text(10);
  const options = { maxKeys: pick([1, 2, 3, -1, 1000, 1.5]), ...(next(3) === 0 ? { decodeURIComponent: decoder } : {}) };
  const sep = pick(["&", ";", "&&", "a", "=a", undefined]);
  const eq = pick(["=", ":", "==", "a&", undefined]);
  show(`parse ${i}`, () => querystring.parse(query));
  show(`parse ${i} with options`, () => querystring.parse(query, null, null, options));
  show(`parse ${i} with separators`, () => querystring.parse(query, sep, eq, options));
  show(`escape ${i}`, () => querystring.escape(query));
  show(`unescape ${i}`, () => querystring.unescape(query));
  show(`unescapeBuffer ${i}`, () => querystring.unescapeBuffer(query, i % 2 === 0));
  show(`stringify ${i}`, () => querystring.stringify({ [query]: [text(3), 1], b: text(3) }));
}

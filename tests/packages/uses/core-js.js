import "core-js/stable/index.js";
import AsyncIteratorFrom from "core-js-pure/full/async-iterator/from.js";
import structuredCloneOfCoreJS from "core-js-pure/stable/structured-clone.js";
import "core-js/proposals/iterator-chunking-v2.js";

console.log([1, 2, 3].at(-1), Object.groupBy([1, 2, 3], (x) => (x % 2 ? "odd" : "even")), [3, 1, 2].toSorted(), "abc".replaceAll("b", "x"), Array.from(Iterator.from([1, 2, 3]).map((x) => x * 2)));
const copy = structuredCloneOfCoreJS({ d: new Date(0), m: new Map([[1, [2]]]), r: /x/gi });
console.log(copy.d, [...copy.m], copy.r, new URL("?a=b#c", "http://x.y/z").href, btoa("hi"));
console.log(Array.from([1, 2, 3, 4, 5].values().chunks(2)));
(async () => {
  const seen = [];
  for await (const x of AsyncIteratorFrom([1, Promise.resolve(2)])) seen.push(x);
  console.log(seen, await Promise.allSettled([Promise.reject(1), 2]));
})();

import _ from "lodash";
import chunk from "lodash/chunk.js";
import { camelCase, merge } from "lodash-es";

const users = [{ n: "b", age: 36 }, { n: "a", age: 40 }, { n: "c", age: 36 }];
console.log(_.groupBy(users, "age"), _.orderBy(users, ["age", "n"], ["desc", "asc"]), chunk([1, 2, 3, 4, 5], 2));
console.log(_.get({ a: [{ b: { c: 3 } }] }, "a[0].b.c"), _.set({}, "x.y[1]", 2), merge({ a: [1, { b: 2 }] }, { a: [3, { c: 4 }] }));
console.log(camelCase("--foo-bar--"), _.kebabCase("fooBar"), _.template("hello <%= user %>! <% _.forEach(xs, x => { %>[<%- x %>]<% }) %>")({ user: "fred", xs: ["&", 2] }));
console.log(_.isEqual(new Map([[{ a: 1 }, new Set([1])]]), new Map([[{ a: 1 }, new Set([1])]])), _.cloneDeep({ d: new Date(0), r: /x/g, b: new Uint8Array(2) }));
console.log(_([1, 2, 3, 4]).filter((n) => n % 2).map((n) => n * n).sum(), _.memoize((x) => x * 2)(21), _.VERSION.split(".").length);

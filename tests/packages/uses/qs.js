import qs from "qs";

console.log(qs.parse("a[b][c]=d&x[]=1&x[]=2&y[0]=q&z=%F0%9F%98%80&e=&n"), qs.parse("?a.b=1&c[1]=x", { allowDots: true, ignoreQueryPrefix: true }));
console.log(qs.stringify({ a: { b: [1, { c: 2 }] }, d: null, u: undefined, t: new Date(0) }), qs.stringify({ a: [1, 2] }, { arrayFormat: "brackets", encode: false }));
console.log(qs.stringify({ a: [1, 2], b: "ü&" }, { arrayFormat: "comma", charset: "iso-8859-1" }), qs.parse("a=1,2", { comma: true }), qs.parse("a%5B__proto__%5D=x&hasOwnProperty=1"));

// util.inspect shows URL, URLSearchParams and their iterators as Node does.
import { inspect } from "node:util";
import { Url, parse } from "node:url";

class MyURL extends URL {}
class MyParams extends URLSearchParams {}
const full = new URL("https://u:p@h.com:81/a?b=c#d");
const params = new URLSearchParams("a=b&c=d&a=e");
const long = new URLSearchParams(`a=${"b".repeat(80)}&c=d`);
const iterator = params.entries();
iterator.next();
const withOwn = Object.assign(new URL("http://a"), { own: 1 });

console.log(full, [new URL("http://a")], { a: { b: { c: new URL("http://a?b=c") } } });
console.log(inspect(full, { depth: 0 }), inspect(full, { depth: -1 }), inspect(full, { compact: false, colors: true }));
console.log(inspect(full, { showHidden: true }), inspect(new URL("foo:bar"), { showHidden: true }));
console.log(new MyURL("http://a"), inspect({ a: new MyURL("http://a") }, { depth: 0 }), withOwn);
console.log(params, [params], { a: { b: { c: params } } }, inspect(params, { depth: -1 }), new URLSearchParams());
console.log(long, inspect(long, { breakLength: 200 }), inspect(long, { colors: true }), new MyParams("a=b"));
console.log(params.keys(), params.values(), params.entries(), { a: params.keys() }, inspect(params.keys(), { depth: -1 }));
console.log(iterator, long.entries(), inspect(long.entries(), { compact: false }), new URLSearchParams().keys());
console.log(inspect(URL.prototype), inspect(URLSearchParams.prototype), URL, URLSearchParams);
console.log(`${iterator}`, inspect(full, { sorted: true }), JSON.stringify({ full }));
console.log(new Url(), parse("http://a/?x=1", true), [parse("b")]);
const custom = Symbol.for("nodejs.util.inspect.custom");
console.log(URL.prototype[custom].call(full, -1, {}) === full, full[custom](null, {}));

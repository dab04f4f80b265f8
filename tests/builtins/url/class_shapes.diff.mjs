// The classes have Node's names, lengths, property order and descriptors.
import url from "node:url";

function describe(name, object) {
  for (const key of Reflect.ownKeys(object)) {
    if (typeof key === "symbol" && String(key) === "Symbol(messaging_clone_symbol)") continue;
    const { value, get, set, ...flags } = Object.getOwnPropertyDescriptor(object, key);
    const kind = typeof value === "function" ? `function ${value.name}/${value.length}` : get ? `${get.name} ${set?.name}` : typeof value;
    console.log(name, String(key), kind, JSON.stringify(flags));
  }
}

const iterator = Object.getPrototypeOf(new URLSearchParams().keys());
describe("URL", URL);
describe("URL.prototype", URL.prototype);
describe("URLSearchParams", URLSearchParams);
describe("URLSearchParams.prototype", URLSearchParams.prototype);
describe("iterator", iterator);
describe("Url", url.Url);
describe("Url.prototype", url.Url.prototype);
console.log(Object.keys(url));
for (const [key, value] of Object.entries(url)) console.log(key, value.name, value.length);
console.log(url.URL === URL, url.URLSearchParams === URLSearchParams);
console.log(Object.getPrototypeOf(iterator) === Object.getPrototypeOf(Object.getPrototypeOf([][Symbol.iterator]())));
console.log(URLSearchParams.prototype.entries === URLSearchParams.prototype[Symbol.iterator]);
console.log(Reflect.ownKeys(new URL("http://a")), Reflect.ownKeys(new URLSearchParams("a=b")), Reflect.ownKeys(new url.Url()));
console.log(`${Object.prototype.toString.call(new URL("http://a"))} ${Object.prototype.toString.call(new URLSearchParams())}`);
console.log(Object.getOwnPropertyDescriptor(globalThis, "URL").enumerable, Object.getOwnPropertyDescriptor(globalThis, "URLSearchParams").enumerable);

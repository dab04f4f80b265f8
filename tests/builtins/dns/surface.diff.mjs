// Exports, their names, lengths and flags; arguments that are refused.
import dns from "node:dns";
import * as callbackDoor from "node:dns";
import * as promiseDoor from "node:dns/promises";
import promises from "node:dns/promises";

function show(object) {
  for (const key of Object.keys(object).concat("constructor")) {
    const { get, value, writable, enumerable, configurable } = Object.getOwnPropertyDescriptor(object, key) ?? {};
    const what = get ? "getter" : typeof value === "function" ? `${value.name}/${value.length}` : String(value);
    console.log(key, what, writable, enumerable, configurable);
  }
}
for (const object of [dns, promises, dns.Resolver.prototype, promises.Resolver.prototype]) show(object);
const base = Object.getPrototypeOf(dns.Resolver.prototype);
console.log(Object.getOwnPropertyNames(base), base.setServers.length, base.cancel.length, base.constructor.name);
console.log(Object.keys(callbackDoor), Object.keys(promiseDoor), dns.promises === promises);
console.log(new dns.Resolver(), new promises.Resolver({}), dns.resolve4 !== dns.Resolver.prototype.resolve4);

const noop = () => {};
const attempts = [
  () => dns.lookup("x"), () => dns.lookup("x", 4), () => dns.lookup("x", "a", noop), () => dns.lookup("x", "a"),
  () => dns.lookup("x", true, noop), () => dns.lookup(5, noop), () => dns.lookup({}, noop), () => dns.lookup("x", { hints: 3 }, noop),
  () => dns.lookup("x", { hints: "8" }, noop), () => dns.lookup("x", { family: 20 }, noop), () => dns.lookup("x", 7, noop),
  () => dns.lookup("x", { family: "IPv5" }, noop), () => dns.lookup("x", { all: 1 }, noop), () => dns.lookup("x", { verbatim: 1 }, noop),
  () => dns.lookup("x", { order: "y" }, noop), () => dns.lookup("x", {}), () => dns.lookup("x", null, 5),
  () => dns.lookupService("a", 1), () => dns.lookupService("a", 1, noop), () => dns.lookupService("127.0.0.1", "a", noop),
  () => dns.lookupService("127.0.0.1", 70000, noop), () => dns.lookupService("127.0.0.1", 80, 5), () => dns.lookupService(),
  () => dns.resolve("a", 5, noop), () => dns.resolve("a", "X", noop), () => dns.resolve("a", "constructor", noop), () => dns.resolve("a"),
  () => dns.resolve4("a"), () => dns.resolve4(5, noop), () => dns.resolve4("a", {}, 5), () => dns.reverse("bad", noop),
  () => dns.reverse("fe80::1%lo", noop), () => dns.reverse(5, noop), () => dns.setServers(["x"]), () => dns.setServers(5),
  () => dns.setServers(["1.2.3.4", 5]), () => dns.setServers(["[1.2.3.4"]), () => dns.setServers(["1.2.3.4:"]), () => dns.setServers([""]),
  () => new dns.Resolver({ timeout: -2 }), () => new dns.Resolver({ timeout: 1.5 }), () => new dns.Resolver({ timeout: null }),
  () => new dns.Resolver({ tries: 0 }), () => new dns.Resolver({ tries: "1" }), () => new dns.Resolver({ maxTimeout: -1 }),
  () => new dns.Resolver(5), () => new dns.Resolver(null), () => new dns.Resolver().setLocalAddress("x"),
  () => new dns.Resolver().setLocalAddress("127.0.0.1", "127.0.0.1"), () => new dns.Resolver().setLocalAddress("::1", "::1"),
  () => new dns.Resolver().setLocalAddress(4), () => new dns.Resolver().setLocalAddress("127.0.0.1", 4),
  () => new dns.Resolver().setLocalAddress("::1", "127.0.0.1"), () => dns.setDefaultResultOrder("x"), () => dns.setDefaultResultOrder(),
  () => promises.lookup(5), () => promises.lookup("x", "a"), () => promises.lookup("x", { all: 5 }), () => promises.lookupService("a", 1),
  () => promises.lookupService("127.0.0.1"), () => promises.resolve("a", 5), () => promises.resolve("a", "X"), () => promises.resolve4(),
  () => promises.Resolver.prototype.resolve("a", "b"),
];
for (const attempt of attempts) {
  try {
    const result = await attempt();
    console.log(String(attempt), typeof result, result?.constructor.name);
  } catch (error) {
    console.log(String(attempt), error.name, error.code, error.message, Object.keys(error));
  }
}

function servers(list) {
  const resolver = new dns.Resolver();
  resolver.setServers(list);
  return resolver.getServers();
}
console.log(servers(["1.2.3.4", "1.2.3.4:53", "1.2.3.4:54", "::1", "[::1]", "[::1]:53", "[::1]:55", "1.2.3.4:65591"]));
console.log(servers(["2001:DB8::0:1"]), servers([]));

dns.setDefaultResultOrder("ipv6first");
console.log(dns.getDefaultResultOrder(), promises.getDefaultResultOrder());
promises.setDefaultResultOrder("verbatim");
console.log(dns.getDefaultResultOrder());

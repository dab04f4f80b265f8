// Names that need no server: addresses, what the hosts file has, nothing at all.
import dns from "node:dns";
import promises from "node:dns/promises";
import util from "node:util";

process.removeAllListeners("warning");
process.on("warning", (warning) => console.log("warning", warning.name, warning.code, warning.message));

const ask = (...args) => new Promise((done) => {
  const returned = dns.lookup(...args, (...answer) => done([answer, returned]));
});
for (const name of ["127.0.0.1", "::1", "fe80::1%lo", "127.1", "0x7f.1", "::ffff:1.2.3.4", "01.2.3.4"]) {
  for (const options of [undefined, { all: true }, { family: 4 }, { family: 6, all: true }]) {
    const [answer, returned] = await ask(name, options);
    console.log(name, options, answer[0]?.message ?? answer, returned.constructor.name);
  }
}
for (const name of [undefined, null, "", 0, false, NaN]) {
  console.log(name, (await ask(name))[0], (await ask(name, { all: true, family: 6 }))[0], (await ask(name, 6))[0]);
  console.log(await promises.lookup(name), await promises.lookup(name, { all: true }));
}
for (const options of [{}, 4, { family: 4, all: true }, { hints: dns.V4MAPPED, family: 4 }, null]) {
  console.log(await promises.lookup("127.0.0.1", options), (await ask("localhost", { ...options, family: "IPv4" }))[0]);
}
try { promises.lookup("127.0.0.1", { family: "IPv4" }); } catch (error) { console.log(error.message); }
console.log(await util.promisify(dns.lookup)("127.0.0.1"), await util.promisify(dns.lookupService)("127.0.0.1", 22));
console.log(await promises.lookupService("127.0.0.1", 80), await promises.lookupService("127.0.0.1", 65000));
const [failure] = (await ask("no such name"))[0];
console.log(failure.name, failure.message, { ...failure });
await promises.lookup("a name with blanks", { all: true }).catch((error) => console.log(error.message, { ...error }));
console.log(dns.lookup("127.1", () => {}));

// Several addresses of one name: the order in which they are tried, what is told of each attempt, options and defaults; the errors of http, https
// and fetch when none answers.
import dns from "node:dns";
import http from "node:http";
import https from "node:https";
import net from "node:net";

const server = net.createServer((socket) => socket.end("x")).listen(0, "127.0.0.1");
await new Promise((resolve) => { server.on("listening", resolve); });
const { port } = server.address(), hide = (text) => `${text}`.replaceAll(`${port}`, "PORT");
const V4 = { address: "127.0.0.1", family: 4 }, V6 = { address: "::1", family: 6 }, OTHER = { address: "127.0.0.2", family: 4 };

const lookup = (list) => (host, options, callback) => {
  console.log("  looks up", host, JSON.stringify(options));
  if (list instanceof Error) process.nextTick(callback, list);
  else process.nextTick(callback, null, ...options.all ? [list] : [list[0].address, list[0].family]);
};
const shown = (value) => hide(value instanceof Error
  ? `${value.name} ${value.code} ${value.message} ${value.errors?.map(({ code, address, message }) => `${code} ${address} ${message}`)}` : value);
const EVENTS = ["lookup", "connectionAttempt", "connectionAttemptFailed", "connectionAttemptTimeout", "connect", "ready", "end", "close", "error", "timeout"];

const run = (name, options) => new Promise((resolve) => {
  console.log(name);
  let socket;
  try {
    socket = net.connect({ port, host: "some.host", ...options });
  } catch (error) {
    console.log("  throws", error.code, error.message);
    resolve();
    return;
  }
  for (const event of EVENTS) socket.on(event, (...args) => console.log("  ", event, ...args.map(shown)));
  socket.on("connect", () => console.log("   attempted", hide(socket.autoSelectFamilyAttemptedAddresses), socket.remoteFamily));
  socket.on("close", resolve).resume();
});

console.log(net.getDefaultAutoSelectFamily(), net.getDefaultAutoSelectFamilyAttemptTimeout());
await run("6 then 4", { lookup: lookup([V6, V4]) });
await run("4 then 6", { lookup: lookup([V4, V6]) });
await run("6 only", { lookup: lookup([V6]) });
await run("some twice", { lookup: lookup([V6, V6, OTHER, V4, OTHER]) });
await run("one twice", { lookup: lookup([V6, V6]) });
await run("off", { lookup: lookup([V6, V4]), autoSelectFamily: false });
await run("family 4", { lookup: lookup([V6, V4]), family: 4 });
await run("family 6", { lookup: lookup([V6]), family: 6 });
await run("hints", { lookup: lookup([V4]), hints: dns.ADDRCONFIG });
await run("error", { lookup: lookup(Object.assign(new Error("why"), { code: "EWHY" })) });
await run("no address", { lookup: lookup([{ address: "nonsense", family: 4 }]) });
await run("no family", { lookup: lookup([{ address: "127.0.0.1", family: 5 }]) });
await run("local address", { lookup: lookup([V4, V6]), localAddress: "127.0.0.1" });
for (const autoSelectFamilyAttemptTimeout of [0, -1, 1.5, "5", 1]) await run("time", { lookup: lookup([V6, V4]), autoSelectFamilyAttemptTimeout });
await run("not a boolean", { autoSelectFamily: "yes" });
await run("none answers", { lookup: lookup([V6, V4]), port: 1 });
for (const [name, { get }] of Object.entries({ http, https })) {
  await new Promise((resolve) => {
    get({ host: "some.host", port: 1, lookup: lookup([V6, V4]), agent: false }).on("error", (error) => {
      console.log(name, shown(error));
      resolve();
    });
  });
}
// Where both loopback addresses refuse.
const free = net.createServer().listen(0, "::");
await new Promise((resolve) => { free.on("listening", resolve); });
const closed = free.address().port;
await new Promise((resolve) => { free.close(resolve); });
await fetch(`http://localhost:${closed}/`).catch(({ message, cause }) => console.log(message, shown(cause).replaceAll(`${closed}`, "CLOSED")));

net.setDefaultAutoSelectFamily(false);
console.log(net.getDefaultAutoSelectFamily());
await run("off for all", { lookup: lookup([V6, V4]) });
net.setDefaultAutoSelectFamily(true);
net.setDefaultAutoSelectFamilyAttemptTimeout(5);
console.log(net.getDefaultAutoSelectFamilyAttemptTimeout());
process.exit();

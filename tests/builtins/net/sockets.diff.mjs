// Client and server sockets: the order of events, half-open ends, counts of bytes, states, options and errors as in Node.
import { once } from "node:events";
import fs from "node:fs";
import net from "node:net";
import os from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";

const hide = (error) => error && Object.assign({ message: error.message.replace(/:\d{4,5}/g, ":PORT"), name: error.name, code: error.code, syscall: error.syscall,
  errno: error.errno, address: error.address, hasPort: error.port > 0 }, error.errors ? { errors: error.errors.map(hide) } : {});
const log = (...args) => console.log(...args);
const serve = async (options, onsocket) => {
  const server = net.createServer(options, onsocket);
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  return server;
};
function watch(socket, name) {
  for (const event of ["lookup", "connectionAttempt", "connectionAttemptFailed", "connect", "ready", "end", "timeout", "drain", "finish", "error", "close"]) {
    socket.on(event, (...args) => log(name, event, ...args.map((one) => (one instanceof Error ? one.code : typeof one === "number" && one > 999 ? "PORT" : one)),
      socket.readyState, socket.pending, socket.connecting, socket.destroyed));
  }
  return socket;
}
const closed = (socket) => (socket.closed ? undefined : new Promise((resolve) => socket.once("close", resolve)));

{ // one exchange, both ends told
  const server = await serve({}, (socket) => {
    watch(socket, "server");
    socket.on("data", (data) => { log("server got", String(data)); socket.write("answer"); });
  });
  const socket = watch(net.connect(server.address().port, "127.0.0.1"), "client");
  log(socket.readyState, socket.pending, socket.write("question"), socket.bytesWritten, socket.bufferSize > 0);
  const [data] = await once(socket, "data");
  log(String(data), socket.remoteAddress, socket.remoteFamily, socket.remotePort === server.address().port, socket.localFamily, socket.localAddress,
    Object.keys(socket.address()), socket.bytesRead, socket.bytesWritten);
  socket.end("bye");
  await closed(socket);
  log(socket.bytesRead, socket.bytesWritten, socket.remoteAddress, socket.readyState, socket._handle);
  await new Promise((resolve) => server.close(resolve));
  log(server.listening, server.address());
}
{ // half-open: each side ends when it wants
  const server = await serve({ allowHalfOpen: true }, (socket) => {
    socket.resume().on("end", () => setTimeout(() => { log("writable after end", socket.writable); socket.end("late"); }, 5));
  });
  const socket = net.connect({ port: server.address().port, host: "127.0.0.1", allowHalfOpen: true });
  socket.end("first");
  log("late answer", String((await once(socket, "data"))[0]));
  await closed(socket);
  server.close();
}
{ // without half-open a write after the other's end fails
  const server = await serve({}, (socket) => socket.end());
  const socket = net.connect(server.address().port, "127.0.0.1");
  socket.on("end", () => log("write after end", socket.write("x", (error) => log("callback", error?.code))));
  socket.on("error", (error) => log(error.code, error.message));
  socket.resume();
  await closed(socket);
  server.close();
}
{ // back-pressure: a paused reader stops the writer, nothing is lost
  let taken = 0;
  const server = await serve({ pauseOnConnect: true }, async (socket) => {
    await delay(30);
    socket.on("data", (data) => { taken += data.length; }).on("end", () => socket.end(String(taken)));
    socket.resume();
  });
  const socket = net.connect(server.address().port, "127.0.0.1");
  const piece = Buffer.alloc(100_000, 1);
  let waits = 0;
  for (let i = 0; i < 200; i++) {
    if (!socket.write(piece)) {
      waits++;
      await once(socket, "drain");
    }
  }
  socket.end();
  log("all of it", String((await once(socket, "data"))[0]), waits > 0);
  await closed(socket);
  server.close();
}
{ // cork: one write for many chunks of several kinds
  const server = await serve({}, (socket) => socket.pipe(socket));
  const socket = net.connect(server.address().port, "127.0.0.1").setEncoding("latin1");
  await once(socket, "connect");
  socket.cork();
  for (const [chunk, encoding] of [["é"], ["ff00", "hex"], [Buffer.from("b")], ["YQ==", "base64"], ["ü", "latin1"], [new Uint8Array([65])], ["x", "utf16le"]]) socket.write(chunk, encoding);
  log("corked", socket.bytesWritten, socket.writableLength);
  socket.uncork();
  let got = "";
  socket.on("data", (data) => { got += data; if (got.length === 10) socket.end(); });
  await closed(socket);
  log(escape(got), socket.bytesWritten);
  server.close();
}
{ // time-outs, resets and destruction
  const server = await serve({}, (socket) => {
    socket.on("error", (error) => log("server error", error.code, error.syscall));
    socket.on("close", (hadError) => { log("server close", hadError); server.emit("gone"); });
    socket.resume();
  });
  const { port } = server.address();
  const gone = () => once(server, "gone");
  const idle = net.connect({ port, host: "127.0.0.1", timeout: 20 });
  await once(idle, "timeout");
  log("timeout", idle.timeout, idle.destroyed);
  idle.destroy();
  await Promise.all([closed(idle), gone()]);
  const reset = net.connect(port, "127.0.0.1");
  await once(reset, "connect");
  reset.resetAndDestroy();
  await Promise.all([closed(reset), gone()]);
  const broken = net.connect(port, "127.0.0.1").on("error", (error) => log("own error", error.message));
  broken.destroy(new Error("mine"));
  broken.write("x", (error) => log("write", error.code));
  await closed(broken);
  const soon = net.connect(port, "127.0.0.1");
  soon.write("x".repeat(1000));
  soon.destroySoon();
  await Promise.all([closed(soon), gone()]);
  log("soon", soon.bytesWritten, soon.errored);
  server.close();
}
{ // errors, and both families tried
  const free = await serve({}, () => {});
  const { port } = free.address();
  await new Promise((resolve) => free.close(resolve));
  const lookup = (host, options, callback) => callback(null, [{ address: "127.0.0.1", family: 4 }, { address: "::1", family: 6 }]);
  for (const options of [{ port, host: "127.0.0.1" }, { port, host: "two.test", lookup }, { path: "/none/such.sock" }, { path: "/" + "x".repeat(200) },
    { port, host: "x.test", lookup: (host, options, callback) => callback(new Error("no such name")) }, { port, host: "x.test", lookup: (h, o, callback) => callback(null, [{ address: "what", family: 4 }]) },
    { port, host: "x.test", family: 4, lookup: (h, o, callback) => callback(null, "1.2.3.4", 5) }]) {
    const socket = net.connect(options);
    for (const event of ["connectionAttempt", "connectionAttemptFailed"]) socket.on(event, (address, at, family, error) => log(event, address, family, error?.code));
    const [error] = await once(socket, "error");
    log(hide(error), socket.destroyed);
  }
  for (const options of [{}, { port: -1 }, { port: "x" }, { port: {} }, { port, localAddress: "x" }, { port, localPort: "x" }, { port, lookup: 5 }, { path: 5 }, { port, autoSelectFamily: 5 },
    { port, autoSelectFamilyAttemptTimeout: 0 }, { port, objectMode: true }, { port, signal: 5 }, { fd: -1 }, { fd: "a" }]) {
    try {
      net.connect(options).on("error", () => {});
      log("no error", options);
    } catch (error) {
      log(error.name, error.code, error.message);
    }
  }
}
{ // unix sockets and descriptors
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "net-"));
  const name = path.join(folder, "s");
  const server = net.createServer((socket) => socket.end("unix")).listen({ path: name, readableAll: true, writableAll: true });
  await once(server, "listening");
  log(server.address() === name, (fs.statSync(name).mode & 0o777).toString(8));
  const taken = net.createServer().listen(name);
  log(hide(Object.assign((await once(taken, "error"))[0], { message: "", address: "" })));
  const socket = net.connect(name);
  log(String((await once(socket, "data"))[0]), socket.remoteAddress, socket.address());
  await closed(socket);
  await new Promise((resolve) => server.close(resolve));
  log(fs.existsSync(name));
  const abstract = net.createServer((one) => one.end("hidden")).listen(`\0llrt-${process.pid}`);
  await once(abstract, "listening");
  log(String((await once(net.connect(`\0llrt-${process.pid}`), "data"))[0]), fs.readdirSync(folder));
  abstract.close();
  fs.rmdirSync(folder);
}
{ // reading into memory of one's own
  const server = await serve({}, (socket) => socket.end("0123456789"));
  const pieces = [];
  const socket = net.connect({ port: server.address().port, host: "127.0.0.1", onread: { buffer: Buffer.alloc(4), callback(count, buffer) { pieces.push(buffer.toString("utf8", 0, count)); return true; } } });
  await closed(socket);
  log(pieces, socket.bytesRead);
  server.close();
}
{ // an AbortSignal
  const server = await serve({}, () => {});
  const controller = new AbortController();
  const socket = net.connect({ port: server.address().port, host: "127.0.0.1", signal: controller.signal });
  socket.on("connect", () => controller.abort(new Error("enough")));
  const [error] = await once(socket, "error");
  log(error.name, error.code, error.cause.message);
  server.close();
}

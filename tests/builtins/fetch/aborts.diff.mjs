// A signal at every stage of a request, and bodies that fail: what the caller, the body's readers and the body's source are told.
import { answer, check, server } from "./_scripted.mjs";

const sockets = [];
const { base } = await server("FIRST", ({ target, body }, socket) => {
  sockets.push(socket);
  if (target === "/part" || target === "/cut") socket.write("HTTP/1.1 200 OK\r\ncontent-length: 10\r\n\r\npart");
  else if (target === "/echo") socket.write(answer(body));
  else if (target !== "/never") socket.write(answer("hello"));
});
const whole = (error) => (error instanceof Error ? `${error.name}: ${error.message}` : { error });
// The request at `path`, and `use` of its response; aborted once `use` waits.
async function abort(path, use, reason, init) {
  const controller = new AbortController();
  const response = await fetch(base + path, { signal: controller.signal, ...init });
  const result = use(response);
  await new Promise((resolve) => { setImmediate(resolve); });
  controller.abort(reason);
  return result.catch(whole);
}

for (const reason of [undefined, null, "text", new RangeError("why")]) {
  await check("before", () => fetch(base, { signal: AbortSignal.abort(reason) }).catch(whole));
  await check("at once", () => {
    const controller = new AbortController();
    const answered = fetch(`${base}/never`, { signal: controller.signal });
    controller.abort(reason);
    return answered.catch(whole);
  });
  await check("while it waits for the head", () => {
    const controller = new AbortController();
    const answered = fetch(`${base}/never`, { signal: controller.signal });
    const seen = sockets.length;
    const wait = () => (sockets.length > seen ? controller.abort(reason) : setImmediate(wait));
    wait();
    return answered.catch(whole);
  });
  await check("text()", () => abort("/part", (response) => response.text(), reason));
  await check("read()", () => abort("/part", async (response) => {
    const reader = response.body.getReader();
    const { value } = await reader.read();
    return [value.length, await reader.read().catch(whole), await reader.closed.catch(whole)];
  }, reason));
  await check("closed", () => abort("/part", async (response) => {
    const reader = response.body.getReader();
    return [await reader.closed.catch(whole), await reader.read().catch(whole)];
  }, reason));
  await check("for await", () => abort("/part", async (response) => {
    const sizes = [];
    try {
      for await (const chunk of response.body) sizes.push(chunk.length);
    } catch (error) {
      return [sizes, whole(error)];
    }
    return sizes;
  }, reason));
  await check("clones", () => abort("/part", (response) => {
    const other = response.clone();
    return Promise.all([response.text().catch(whole), other.text().catch(whole)]);
  }, reason));
}
await check("timeout", () => fetch(`${base}/never`, { signal: AbortSignal.timeout(10) }).catch(whole));
await check("any", () => fetch(`${base}/never`, { signal: AbortSignal.any([AbortSignal.timeout(10), new AbortController().signal]) }).catch(whole));
await check("after the end", async () => {
  const controller = new AbortController();
  const response = await fetch(base, { signal: controller.signal });
  const text = await response.text();
  controller.abort();
  return [text, response.bodyUsed];
});
await check("a body that has come and that nobody took", async () => {
  const controller = new AbortController();
  const response = await fetch(base, { signal: controller.signal });
  await new Promise((resolve) => { setTimeout(resolve, 20); });
  controller.abort();
  return response.text().catch(whole);
});
await check("of a Request", async () => {
  const controller = new AbortController();
  const request = new Request(`${base}/never`, { signal: controller.signal });
  const results = [fetch(request), fetch(request.clone())].map((answered) => answered.catch(whole));
  controller.abort("why");
  return [await Promise.all(results), request.signal.aborted, request.signal === controller.signal];
});
await check("of a Request, taken off", async () => (await fetch(new Request(base, { signal: AbortSignal.abort() }), { signal: null })).text());

// -- bodies that are sent
const send = (body, signal) => fetch(`${base}/echo`, { method: "POST", duplex: "half", body, signal });
const source = (start, pull) => new ReadableStream({ start, pull });
await check("aborted while it is sent", async () => {
  const controller = new AbortController();
  let cancelled;
  const body = new ReadableStream({
    async pull(stream) {
      await new Promise((resolve) => { setImmediate(resolve); });
      stream.enqueue(new Uint8Array(10));
      controller.abort("why");
    },
    cancel(reason) { cancelled = reason; },
  }, { highWaterMark: 0 });
  const error = await send(body, controller.signal).catch(whole);
  await new Promise((resolve) => { setTimeout(resolve, 10); });
  return [error, cancelled];
});
await check("fails at once", () => send(source((stream) => stream.error(new Error("why")))));
await check("fails later", () => send(source((stream) => stream.enqueue(new Uint8Array(3)), () => { throw new Error("later"); })));
await check("text", async () => (await send(source((stream) => { stream.enqueue("text"); stream.close(); }))).text());
await check("generator", async () => (await send((async function* () { yield "a"; yield new Uint8Array([98]); })())).text());
await check("generator that fails", () => send((async function* () { yield "a"; throw new Error("why"); })()));
await check("used", async () => {
  const request = new Request(`${base}/echo`, { method: "POST", body: "x" });
  await fetch(request);
  return [request.bodyUsed, await fetch(request).catch(whole)];
});

// -- bodies that end too early
async function cut(use) {
  const response = await fetch(`${base}/cut`);
  const result = use(response);
  setImmediate(() => sockets.at(-1).destroy());
  return result.catch((error) => [whole(error), error.cause?.code]);
}
await check("cut, text()", () => cut((response) => response.text()));
await check("cut, read()", () => cut(async (response) => {
  const reader = response.body.getReader();
  return [(await reader.read()).value.length, (await reader.read()).value];
}));
await check("cancelled", async () => {
  const response = await fetch(`${base}/part`);
  await response.body.cancel("why");
  return [response.bodyUsed, await response.text().catch(whole)];
});
process.exit();

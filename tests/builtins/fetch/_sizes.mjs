// Bodies from 64 KB to 100 MB both ways, and many small requests, against the server whose URL is the argument: what arrives, and that memory
// stays flat where a body is a stream. The server gives and expects byte i of a body to be i % 251.
import assert from "node:assert";

const url = process.argv[2], KB = 1024, MB = KB * KB;
const PERIOD = 251, block = Uint8Array.from({ length: PERIOD * 1024 }, (_, i) => i % PERIOD);

const peak = () => process.resourceUsage().maxRSS * KB;

function pieces(size) {
  let sent = 0;
  return new ReadableStream({
    pull(controller) {
      const length = Math.min(block.length, size - sent);
      controller.enqueue(block.slice(0, length));
      sent += length;
      if (sent === size) controller.close();
    },
  });
}

async function check(stream, size) {
  let at = 0;
  for await (const chunk of stream) {
    assert.strictEqual(chunk[0], at % PERIOD);
    assert.strictEqual(chunk.at(-1), (at + chunk.length - 1) % PERIOD);
    at += chunk.length;
  }
  assert.strictEqual(at, size);
}

for (const size of [64 * KB, 64 * KB + 1, MB, 10 * MB]) {
  const got = new Uint8Array(await (await fetch(`${url}/bytes/${size}`)).arrayBuffer());
  await check([got], size);
  assert.strictEqual(await (await fetch(`${url}/sink`, { method: "PUT", body: got })).text(), `${size} good`);
  assert.strictEqual(await (await fetch(`${url}/sink`, { method: "PUT", body: pieces(size), duplex: "half" })).text(), `${size} good`);
}
const before = peak();
await check((await fetch(`${url}/bytes/${100 * MB}`)).body, 100 * MB);
assert.strictEqual(await (await fetch(`${url}/sink`, { method: "PUT", body: pieces(100 * MB), duplex: "half" })).text(), `${100 * MB} good`);
const grown = peak() - before;
assert.ok(grown < 24 * MB, `200 MB passed through and memory grew by ${grown} bytes`);

// A reader that waits holds the sender up: what is not read is not collected.
const slow = (await fetch(`${url}/bytes/${100 * MB}`)).body.getReader();
await slow.read();
await new Promise((resolve) => setTimeout(resolve, 300));
assert.ok(peak() - before < 24 * MB);
await slow.cancel();

for (let i = 0; i < 2000; i++) {
  const responses = await Promise.all([0, 1, 2, 3, 4].map((k) => fetch(`${url}/sink`, { method: "POST", body: "x".repeat(1 + k) })));
  for (const [k, response] of responses.entries()) assert.strictEqual((await response.text()).split(" ")[0], `${1 + k}`);
}
console.log(await (await fetch(`${url}/connections`)).text());

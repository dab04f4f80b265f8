// Rates of fetch against the server whose URL is the argument; the same file under llrt and Node. Prints JSON: name -> MB or requests a second.
const url = process.argv[2], results = {};

async function rate(name, amount, f, least = 400) {
  await f();
  let count = 0;
  const start = performance.now();
  while (performance.now() - start < least) {
    await f();
    count++;
  }
  results[name] = (amount * count * 1000) / (performance.now() - start);
}

const MB = 1 << 20, body = new Uint8Array(MB), big = new Uint8Array(100 * MB);
const check = (got, expected) => {
  if (got !== expected) throw new Error(`${got} instead of ${expected}`);
};

await rate("small requests, one after the other, a second", 1, async () => check(await (await fetch(`${url}/x`)).text(), "0"), 1000);
await rate("small requests, 32 at once, a second", 32, async () => {
  await Promise.all(Array.from({ length: 32 }, async () => check(await (await fetch(`${url}/x`, { method: "POST", body: "hello" })).text(), "5")));
}, 1000);
await rate("1 MB down, MB/s", 1, async () => check((await (await fetch(`${url}/bytes/${MB}`)).arrayBuffer()).byteLength, MB));
await rate("1 MB up, MB/s", 1, async () => check(await (await fetch(`${url}/sink`, { method: "PUT", body })).text(), `${MB}`));
await rate("100 MB down as a stream, MB/s", 100, async () => {
  let length = 0;
  for await (const chunk of (await fetch(`${url}/bytes/${100 * MB}`)).body) length += chunk.byteLength;
  check(length, 100 * MB);
});
await rate("100 MB down at once, MB/s", 100, async () => check((await (await fetch(`${url}/bytes/${100 * MB}`)).arrayBuffer()).byteLength, 100 * MB));
await rate("100 MB up, MB/s", 100, async () => check(await (await fetch(`${url}/sink`, { method: "PUT", body: big })).text(), `${100 * MB}`));
console.log(JSON.stringify(results));

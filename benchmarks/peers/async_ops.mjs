// ns of processor time an operation of promise chains, awaits, ticks and timers; with the argument "used" inside of an AsyncLocalStorage.
const COUNT = 30_000;
const results = {};

async function time(name, run) {
  await run();
  const start = process.cpuUsage();
  await run();
  const { user, system } = process.cpuUsage(start);
  results[name] = ((user + system) * 1000) / COUNT;
}

const counted = (schedule) => () => new Promise((done) => {
  let left = COUNT;
  const one = () => { if (--left === 0) done(); else schedule(one); };
  schedule(one);
});

async function measure() {
  await time("await of a value", async () => { for (let i = 0; i < COUNT; i++) await i; });
  await time("await of an async call", async () => {
    const f = async (x) => x;
    for (let i = 0; i < COUNT; i++) await f(i);
  });
  await time("then chain", () => {
    let p = Promise.resolve();
    for (let i = 0; i < COUNT; i++) p = p.then(() => i);
    return p;
  });
  await time("async generator step", async () => {
    async function* numbers() { for (let i = 0; i < COUNT; i++) yield i; }
    for await (const _ of numbers());
  });
  await time("queueMicrotask", counted(queueMicrotask));
  await time("nextTick", counted(process.nextTick));
  await time("setImmediate", counted(setImmediate));
}

if (process.argv[2] === "used") {
  const { AsyncLocalStorage } = await import("node:async_hooks");
  const storage = new AsyncLocalStorage();
  await storage.run({}, measure);
} else {
  await measure();
}
console.log(JSON.stringify(results));

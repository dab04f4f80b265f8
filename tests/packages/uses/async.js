import async from "async";

const later = (value, ms, callback) => setTimeout(() => callback(null, value), ms);
(async () => {
  async.waterfall([(cb) => later(1, 1, cb), (x, cb) => later(x + 1, 1, cb)], (error, result) => console.log("waterfall", error, result));
  console.log(await async.mapLimit([3, 1, 2], 2, async (x) => x * 2), await async.auto({ a: (cb) => cb(null, 1), b: ["a", ({ a }, cb) => cb(null, a + 1)] }));
  console.log(await async.reduce([1, 2, 3], 0, async (m, x) => m + x), await async.sortBy([3, 1, 2], async (x) => x), await async.parallel({ x: async () => 1, y: (cb) => later(2, 1, cb) }));
  const queue = async.queue(async ({ n }) => n * 10, 2);
  console.log(await Promise.all([1, 2, 3].map((n) => queue.push({ n }))));
  let tries = 0;
  console.log(await async.retry({ times: 3, interval: 1 }, async () => { if (++tries < 3) throw new Error("no"); return tries; }));
  async.timeout((callback) => setTimeout(callback, 1000).unref(), 5)((error) => console.log(error.code, error.message));
})();

import pLimit, { limitFunction } from "p-limit";

(async () => {
  const limit = pLimit(2);
  let running = 0, most = 0;
  const job = async (n) => { most = Math.max(most, ++running); await new Promise((r) => setTimeout(r, 1)); running--; return n * n; };
  const all = [1, 2, 3, 4, 5].map((n) => limit(job, n));
  console.log(limit.activeCount, limit.pendingCount);
  console.log(await Promise.all(all), most, limit.activeCount, limit.pendingCount);
  console.log(await limitFunction(job, { concurrency: 1 })(3), await limit.map([1, 2], job));
  try { pLimit(0); } catch (error) { console.log(error.name, error.message); }
})();

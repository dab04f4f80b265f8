import Bluebird from "bluebird";

Bluebird.config({ warnings: false });
const order = [];
Bluebird.resolve().then(() => order.push("bluebird"));
Promise.resolve().then(() => order.push("native"));
process.nextTick(() => order.push("tick"));
const main = async () => {
  console.log(order.toSorted());
  console.log(await Bluebird.map([1, 2, 3], (x) => Bluebird.delay(1).return(x * 2), { concurrency: 2 }), await Bluebird.reduce([1, 2, 3], (a, b) => a + b, 10));
  console.log(await Bluebird.props({ a: 1, b: Bluebird.resolve(2) }), await Bluebird.any([Bluebird.reject(new Error("x")), Bluebird.resolve("any")]));
  class Odd extends Error {}
  console.log(await Bluebird.reject(new Odd("o")).catch(TypeError, () => "type").catch(Odd, (e) => `odd ${e.message}`).finally(() => console.log("finally")));
  console.log(await Bluebird.promisify((x, cb) => setTimeout(cb, 1, null, x + 1))(1), await Bluebird.delay(20).timeout(1, "slow").catch(Bluebird.TimeoutError, (e) => e.message));
  console.log(await Bluebird.coroutine(function* () { const a = yield Bluebird.resolve(1); return a + (yield Bluebird.delay(1, 2)); })());
  const cancelled = new Bluebird(() => {});
  console.log(cancelled.isPending(), Bluebird.resolve(5).value(), await Bluebird.using(Bluebird.resolve("res").disposer(() => console.log("closed")), (r) => r));
};
// Bluebird's own queue is run by setImmediate.
setImmediate(() => setImmediate(main));

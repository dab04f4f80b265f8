// Timeout and Immediate objects, their methods, wrong arguments, warnings.
import timers from "node:timers";
import { inspect } from "node:util";

const log = (...args) => console.log(...args);
function attempt(label, f) {
  try {
    log(label, f());
  } catch (error) {
    log(label, error.name, error.code, error.message);
  }
}
attempt("setTimeout", () => setTimeout());
attempt("setImmediate", () => setImmediate(1));
attempt("setInterval", () => setInterval("a"));
for (const value of [undefined, null, 1, "x", {}, NaN, () => {}]) {
  attempt("clear", () => [clearTimeout(value), clearInterval(value), clearImmediate(value)]);
}
const t = setTimeout(() => log("never"), 1);
log(t.hasRef(), t.unref() === t, t.hasRef(), t.ref() === t, t.hasRef());
log(typeof +t, `${t}` === String(+t), t[Symbol.toPrimitive]() === +t);
clearTimeout(+t);
log(t._destroyed);
const byText = setTimeout(() => log("never"), 1);
clearTimeout(`${byText}`);
log(byText._destroyed, byText.close() === byText);
{
  using disposed = setTimeout(() => log("never"), 1);
  using immediate = setImmediate(() => log("never"));
  log(typeof disposed[Symbol.dispose], typeof immediate[Symbol.dispose]);
}
const i = setImmediate(() => {});
log(i.hasRef(), i.unref() === i, i.hasRef(), i.ref() === i, i.hasRef());
clearImmediate(i);
log(i._destroyed, i.hasRef());

const shape = (object) => [object.constructor.name, Object.keys(object).join(), Object.getOwnPropertyNames(Object.getPrototypeOf(object)).join()];
log(shape(setTimeout(() => {}, 1)), shape(setImmediate(() => {})));
const values = setTimeout(() => {}, 1.9, "arg");
log(values._idleTimeout, values._repeat, values._timerArgs, setInterval(() => {}, 7).close()._repeat);
log(inspect(values).split("\n").slice(0, 4), inspect({ values }).split("\n")[1]);
log(setTimeout.length, setInterval.length, setImmediate.length, clearTimeout.length);
log(timers, timers.setTimeout === setTimeout, typeof setTimeout[Symbol.for("nodejs.util.promisify.custom")]);

process.on("warning", (w) => log(w.name, w.message));
setTimeout(() => log("overflow"), 2 ** 31);
setTimeout(() => log("negative"), -3);
setTimeout(() => {}, -4);
setTimeout(() => log("nan"), NaN);
setTimeout(() => {}, "foo");
setTimeout(() => log("text"), "50");
setTimeout(() => log("null"), null);
setInterval(() => {}, 2 ** 33).unref();
setTimeout(() => log("infinity"), Infinity);
const until = Date.now() + 5;
while (Date.now() < until); // those of 1 ms are due
setInterval(() => log("never: nothing keeps the program alive for it"), 1000).unref();

import util, { callbackify, debuglog, deprecate, diff, getSystemErrorMap, getSystemErrorMessage, getSystemErrorName, inherits, parseEnv, promisify, stripVTControlCharacters, styleText, toUSVString, types } from "node:util";

const attempt = (fn) => {
  try {
    return fn();
  } catch (error) {
    return `${error.name} ${error.code} ${error.message}`;
  }
};
console.log(Object.keys(util).join(" "), Object.keys(types).join(" "));
for (const key of Object.keys(util)) if (typeof util[key] === "function") console.log(key, util[key].name, util[key].length);

// promisify
const later = (value, callback) => queueMicrotask(() => (value instanceof Error ? callback(value) : callback(null, value, "second")));
console.log(await promisify(later)(5), await promisify(later)(new Error("no")).catch((e) => e.message));
console.log(attempt(() => promisify(5)), attempt(() => promisify(Object.assign(() => {}, { [promisify.custom]: 5 }))));
const custom = () => {};
custom[promisify.custom] = () => "custom";
console.log(promisify(custom)(), promisify(custom) === custom[promisify.custom], String(promisify.custom));
const made = promisify(later);
console.log(made.name, made.length, promisify(made) === made, await promisify(function (cb) { cb(null, this.v); }).call({ v: 7 }));
class Klass { method(cb) { cb(null, this.v); } }
console.log(await promisify(Klass.prototype.method).call({ v: 9 }), Object.getOwnPropertySymbols(made).length);

// callbackify
const call = (fn, ...args) => new Promise((resolve) => { callbackify(fn)(...args, (...result) => resolve(result)); });
console.log(await call(async (a, b) => a + b, 1, 2));
console.log((await call(async () => { throw new Error("bad"); })).map(String));
const [falsy] = await call(() => Promise.reject(null));
console.log(falsy.name, falsy.code, falsy.message, falsy.reason);
console.log(attempt(() => callbackify(5)), attempt(() => callbackify(async () => {})()), callbackify(async function foo(a) {}).name, callbackify(async (a, b) => {}).length);

// deprecate, debuglog
const old = deprecate(function old(a, b) { return [this, a, b, new.target !== undefined]; }, "old is old", "DEP9999");
console.log(old.name, old.length, old.call(1, 2, 3).slice(1), new old() instanceof old, attempt(() => deprecate(() => {}, "x", 5)));
const log = debuglog("nothing");
console.log(log.enabled, log("hidden"), typeof log);

// inherits
function Base() {}
function Derived() {}
inherits(Derived, Base);
console.log(new Derived() instanceof Base, Derived.super_ === Base, attempt(() => inherits(null, Base)), attempt(() => inherits(Derived, undefined)), attempt(() => inherits(Derived, {})));

// errors of the system
for (const errno of [-1, -2, -11, -13, -17, -104, -110, -111, -3008, -4095, 0, 1, -1.5, "x", undefined, -123456]) console.log(attempt(() => getSystemErrorName(errno)), attempt(() => getSystemErrorMessage(errno)));
console.log([...getSystemErrorMap()].sort((a, b) => a[0] - b[0]));

// text
console.log(JSON.stringify(["\u001b[31mred\u001b[39m", "a\u001b]8;;http://x\u0007link\u001b]8;;\u0007", "\u009b1mb", "plain", "\u001b[2J\u001b[1;1Hx", "\u001b(B"].map((s) => stripVTControlCharacters(s))), attempt(() => stripVTControlCharacters(5)));
console.log(JSON.stringify([toUSVString("a\ud800b"), toUSVString("😀"), toUSVString(5)]));
const plain = { validateStream: false };
for (const format of ["red", ["bold", "red"], "none", "gray", "grey", "bgRed", "dim", ["dim", "bold"], "#abc", "#a1b2c3", "nope", 5, null, ["x"], []]) {
  console.log(attempt(() => JSON.stringify([styleText(format, "x", plain), styleText(format, `a${styleText("green", "b", plain)}c${styleText("bold", "d", plain)}e`, plain), styleText(format, "z")])));
}
console.log(attempt(() => styleText("red", 5)), attempt(() => styleText("red", "x", { stream: 5 })), attempt(() => styleText("red", "x", { validateStream: 5 })));

// diff
for (const [a, b] of [["12345678", "12!!5!7!"], [["a", "b", "c"], ["a", "x", "c"]], ["", "abc"], ["abc", ""], ["same", "same"], [["a"], "a"], ["abcabba", "cbabac"], [5, "a"], [["a"], [1]], ["kitten", "sitting"], [["x"], []]]) {
  console.log(attempt(() => JSON.stringify(diff(a, b))));
}

// parseEnv
console.log(parseEnv('A=1\nB = two \n#c\nC="q\\nr" # x\nD=\'s\\n\'\nE=`t`\nexport F=u\nG=\nH=a#b\nI="multi\nline"\nJ=a=b\n=x\nK\nL=" sp "\n  M=1'), attempt(() => parseEnv(5)));

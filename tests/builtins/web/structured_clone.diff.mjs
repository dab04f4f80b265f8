// structuredClone: every kind of value, identity, transfer, and what cannot be cloned.
const clone = structuredClone;
function attempt(label, f) {
  try {
    console.log(label, f());
  } catch (error) {
    console.log(label, error.name, error.code, error.message, error.constructor.name);
  }
}
console.log(clone.length, clone.name);
attempt("nothing", () => clone());
attempt("primitives", () => [clone(1n), clone(null), clone(undefined), clone(-0), clone(NaN), clone("\ud800"), clone(true)]);
attempt("function", () => clone(function foo(a) { return 1; }));
attempt("arrow", () => clone(async () => {}));
attempt("class", () => clone(class A {}));
attempt("symbol", () => clone(Symbol("a")));
attempt("boxed symbol", () => clone(Object(Symbol("q"))));
attempt("nested function", () => clone({ a: [{ b() {} }] }));
for (const value of [
  new WeakMap(), new WeakSet(), new WeakRef({}), Promise.resolve(), (function* () {})(), (async function* () {})(), new Proxy({}, {}),
  new FinalizationRegistry(() => {}), [1].values(), new Map().entries(), "a".matchAll(/a/g), globalThis,
  (function () { return arguments; })(1),
]) {
  attempt("not cloneable", () => clone(value));
}
class Foo {
  a = 1;
  #private = 2;
  get g() {
    return 4;
  }
}
Object.defineProperty(Foo.prototype, "h", { value: 1, enumerable: true });
attempt("instance", () => clone(Object.assign(new Foo(), { [Symbol("s")]: 3 })));
attempt("prototype", () => Object.getPrototypeOf(clone(new Foo())) === Object.prototype);
attempt("null prototype", () => Object.getPrototypeOf(clone({ __proto__: null, a: 1 })) === Object.prototype);
attempt("__proto__", () => Object.getOwnPropertyNames(clone(JSON.parse('{"__proto__":{"x":1}}'))));
attempt("getter", () => clone({ get a() { return 5; } }));
attempt("throwing getter", () => clone({ get a() { throw new RangeError("boo"); } }));
attempt("removed meanwhile", () => clone({ get a() { delete this.b; this.c = 1; return 1; }, b: 2 }));
attempt("array", () => clone(Object.assign([1, , 3], { foo: "b" })));
attempt("holes", () => clone(new Array(5)));
attempt("sparse", () => { const a = []; a[3e6] = 1; const c = clone(a); return [c.length, Object.keys(c)]; });
attempt("array shrinks", () => { const a = [{ get x() { a.length = 1; return 1; } }, 2, 3]; return clone(a); });
attempt("date", () => [clone(new Date(5)), clone(new Date(NaN)), clone(Object.assign(new Date(1), { x: 1 })).x]);
attempt("regexp", () => { const r = /a(?<n>b)/giu; r.lastIndex = 3; return [clone(r), clone(r).lastIndex]; });
attempt("map", () => clone(new Map([[{ a: 1 }, [2]], ["k", new Map()]])));
attempt("map grows", () => { const m = new Map(); m.set({ get x() { m.set(5, 5); return 1; } }, 1); return clone(m); });
attempt("set", () => clone(new Set([1, "a", {}, new Set([2])])));
attempt("boxed", () => [clone(Object(1)), clone(Object("s")), clone(Object(true)), clone(Object(1n)), clone(new String("ab")).length]);
attempt("subclass", () => clone(new (class extends Map { x = 1; })([[1, 2]])).constructor.name);
attempt("cycle", () => { const o = {}; o.o = o; o.list = [o]; o.map = new Map([[o, o]]); return clone(o); });
attempt("identity", () => { const x = {}; const r = clone([x, x, new Set([x])]); return [r[0] === r[1], r[2].has(r[0]), r[0] === x]; });

const error = new TypeError("m", { cause: { a: 1 } });
error.extra = 1;
attempt("error", () => {
  const r = clone(error);
  return [r.name, r.message, r.cause, r.extra, r.stack === error.stack, r instanceof TypeError, Object.getOwnPropertyDescriptor(r, "message")];
});
class MyError extends RangeError {
  name = "MyError";
}
attempt("named error", () => { const r = clone(new MyError("q")); return [r.name, r.constructor.name, r.message]; });
attempt("renamed error", () => { const e = new Error("x"); e.name = "TypeError"; const r = clone(e); return [r.name, r.constructor.name]; });
attempt("aggregate", () => { const r = clone(new AggregateError([1], "m")); return [r.name, r.constructor.name, r.errors, r.message]; });
attempt("no message", () => Object.hasOwn(clone(new Error()), "message"));
attempt("odd message", () => { const e = new Error("x"); e.message = { toString: () => "tt" }; return clone(e).message; });
attempt("function as cause", () => clone(new Error("x", { cause() {} })));
attempt("undefined cause", () => Object.hasOwn(clone(new Error("x", { cause: undefined })), "cause"));
attempt("dom exception", () => { const d = clone(new DOMException("a", "DataCloneError")); return [d.name, d.message, d.code, d instanceof DOMException]; });

const ab = new ArrayBuffer(8);
new Uint8Array(ab).set([1, 2, 3, 4, 5, 6, 7, 8]);
attempt("buffer", () => clone(ab));
attempt("views", () => {
  const r = clone({ a: new Uint8Array(ab, 1, 2), b: new Float32Array(ab, 4), c: new DataView(ab, 2, 3), d: new BigInt64Array(ab) });
  return [r, r.a.buffer === r.c.buffer, r.a.buffer === ab];
});
attempt("all views", () => [
  Int8Array, Uint8ClampedArray, Int16Array, Uint16Array, Int32Array, Uint32Array, BigUint64Array, Float64Array,
].map((T) => clone(new T(2)).constructor.name));
attempt("Buffer", () => clone(Buffer.from("hi")));
attempt("resizable", () => {
  const rab = new ArrayBuffer(4, { maxByteLength: 8 });
  const full = new ArrayBuffer(4, { maxByteLength: 4 });
  new Uint8Array(full).set([9, 8, 7, 6]);
  const r = clone({ rab, v: new Uint8Array(rab), w: new Uint8Array(rab, 2, 2), d: new DataView(rab), f: new Uint8Array(full) });
  r.rab.resize(6);
  return [r.rab.resizable, r.rab.maxByteLength, r.v.length, r.w.length, r.d.byteLength, r.v.buffer === r.rab, r.f, new Uint8Array(full)];
});
attempt("shared", () => {
  const shared = new SharedArrayBuffer(4);
  const r = clone(new Uint8Array(shared));
  new Uint8Array(shared)[0] = 7;
  return [r[0], r.buffer instanceof SharedArrayBuffer];
});
attempt("transfer", () => {
  const buffer = ab.slice(0);
  const r = clone({ buffer, v: new Uint8Array(buffer, 1, 2), set: new Set([buffer]), map: new Map([[1, buffer]]), list: [buffer] }, { transfer: [buffer] });
  return [r, buffer.byteLength, buffer.detached, r.set.has(r.buffer), r.map.get(1) === r.buffer, r.list[0] === r.buffer];
});
attempt("transfer as root", () => { const b = ab.slice(0); return [clone(b, { transfer: [b] }).byteLength, b.detached]; });
attempt("transfer not in the value", () => { const b = ab.slice(0); clone(1, { transfer: [b] }); return b.detached; });
attempt("transfer of a view's buffer", () => { const b = new Uint16Array([1, 2]); const c = clone(b, { transfer: [b.buffer] }); return [c, b.length]; });
attempt("nothing is transferred on error", () => {
  const b = ab.slice(0);
  try {
    clone([b, () => {}], { transfer: [b] });
  } catch {
    return b.detached;
  }
});
attempt("transfer twice", () => { const b = ab.slice(0); return clone(b, { transfer: [b, b] }); });
attempt("detached", () => { const b = ab.slice(0); clone(b, { transfer: [b] }); return clone(b); });
attempt("transfer detached", () => { const b = ab.slice(0); clone(b, { transfer: [b] }); return clone(1, { transfer: [b] }); });
attempt("resizable transfer", () => { const b = new ArrayBuffer(4, { maxByteLength: 8 }); const c = clone(b, { transfer: [b] }); return [c.resizable, c.maxByteLength]; });
attempt("transfer shared", () => clone(1, { transfer: [new SharedArrayBuffer(1)] }));
for (const options of [1, "x", null, undefined, { transfer: 1 }, { transfer: null }, { transfer: [1] }, { transfer: [{}] }, { transfer: { length: 0 } }, { transfer: undefined }, { transfer: new Set() }]) {
  attempt("options", () => clone(1, options));
}
attempt("without hooks", () => [clone(new Event("x")), clone(new AbortController().signal), clone(Math), clone(JSON)]);
attempt("deep", () => { let o = {}; for (let i = 0; i < 500; i++) o = { o }; let n = 0; for (let c = clone(o); c.o; c = c.o) n++; return n; });

"""JavaScript that notes whatever would tell something of this process, or do something, where evaluating must not."""

TRAP = """
globalThis.asked = [];
const where = () => new Error().stack.split("\\n").filter((line) => line.includes(":")).slice(0, 2);
const note = (what) => { asked.push(`${what} ${where()}`); };
for (const name of ["process", "crypto", "navigator", "performance", "localStorage"]) {
  const value = { env: {}, versions: {}, version: "v24.0.0" };
  Object.defineProperty(globalThis, name, { configurable: true, get() { note(name); return value; } });
}
for (const name of ["setTimeout", "setInterval", "setImmediate", "fetch", "queueMicrotask"]) {
  Object.defineProperty(globalThis, name, { configurable: true, get() { note(name); return () => {}; } });
}
Math.random = () => { note("Math.random"); return 0.5; };
globalThis.Date = new Proxy(Date, {
  construct(target, args, self) { if (args.length === 0) note("new Date"); return Reflect.construct(target, args, self); },
  apply(target) { note("Date()"); return target(); },
  get(target, name) { if (name === "now") note("Date.now"); return Reflect.get(target, name); },
});
undefined;
"""

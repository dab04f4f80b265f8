// process.env: coercion, deletion, enumeration, definition, children.
const log = (...args) => console.log(...args);
const { env } = process;
function attempt(label, f) {
  try {
    log(label, f());
  } catch (error) {
    log(label, error.name, error.code, error.message);
  }
}
attempt("number", () => { env.A = 1; return env.A; });
attempt("undefined", () => { env.A = undefined; return env.A; });
attempt("null", () => { env.A = null; return env.A; });
attempt("object", () => { env.A = {}; return env.A; });
attempt("symbol", () => { env.A = Symbol(); });
attempt("symbol key", () => { env[Symbol()] = 1; });
attempt("get symbol", () => env[Symbol("x")]);
attempt("delete", () => [delete env.A, env.A, delete env.NOPE, "A" in env]);
attempt("in", () => ["PATH" in env, "nope" in env, "toString" in env, Object.hasOwn(env, "PATH"), Object.hasOwn(env, "toString")]);
attempt("plain descriptor", () => Object.defineProperty(env, "Q", { value: 1 }));
attempt("full descriptor", () => Object.defineProperty(env, "Q", { value: 1, writable: true, enumerable: true, configurable: true }).Q);
attempt("accessor", () => Object.defineProperty(env, "Q", { get: () => 1, enumerable: true, configurable: true }));
attempt("descriptor", () => Object.getOwnPropertyDescriptor(env, "Q"));
attempt("no descriptor", () => Object.getOwnPropertyDescriptor(env, "NOPE"));
attempt("text", () => [String(env), typeof env.toString, env.hasOwnProperty("Q")]);
attempt("empty name", () => { env[""] = "x"; return env[""]; });
attempt("name with =", () => { env["a=b"] = "x"; return env["a=b"]; });
attempt("NUL", () => { env.n = "x\0y"; return env.n; });
attempt("NUL in a name", () => [env["n\0m"], env["\0n"], "n\0m" in env, env["NOPE\0n"]]);
attempt("half a surrogate pair", () => { env["k\ud800"] = "y\udc00"; return [env["k\ud800"], env["k\ufffd"], env["m\udfff"]]; });
attempt("unicode", () => { env["ключ"] = "значение €😀"; return [env["ключ"], Object.keys(env).includes("ключ")]; });
attempt("latin-1", () => { env["é"] = "ü"; return [env["é"], env["É"]]; });
attempt("number as a name", () => { env[7] = "seven"; return [env[7], env["7"], env[8]]; });
attempt("receiver", () => {
  const heir = Object.create(env);
  Object.defineProperty(Object.prototype, "receiver", { get() { return this === heir ? "heir" : this === env ? "env" : "other"; }, configurable: true });
  const seen = [env.receiver, heir.receiver, heir.Q, Reflect.get(env, "receiver", heir)];
  delete Object.prototype.receiver;
  return seen;
});
attempt("case", () => { env.Case = "1"; return env.CASE; });
attempt("enumerate", () => {
  const found = [];
  for (const key in env) if (["Q", "n", "Case"].includes(key)) found.push(key);
  return [found.sort(), { ...env }.Q, Object.entries(env).find(([key]) => key === "Q"), JSON.parse(JSON.stringify(env)).Q];
});
for (const key of Object.keys(env)) if (!["Q", "n"].includes(key)) delete env[key];
log(Object.keys(env).sort(), env);
env.TZ = "Asia/Tokyo";
log(new Date(0).getHours());
env.TZ = "America/New_York";
log(new Date(0).getHours());
env.TZ = "UTC";
log(new Date(0).getHours(), Object.isExtensible(env));

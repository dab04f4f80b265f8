// Function body: [code, arguments] pairs to what the errors look like; gives lines.  E is internal/errors.
const url = (protocol) => ({ protocol });
const cases = [
  ...names.flatMap(([name, count]) => [[name, ..."ABCDE".slice(0, count)]]),
  ["ERR_HTTP2_STREAM_CANCEL", new Error("x")], ["ERR_INVALID_URL", "u", "b"], ["ERR_INVALID_URL", "u", null], ["ERR_MODULE_NOT_FOUND", "a", "b", "file:///x"], ["ERR_MODULE_NOT_FOUND", "a", "b", undefined], ["ERR_ENCODING_INVALID_ENCODED_DATA", "utf-8", 3],
  ["ERR_INVALID_MIME_SYNTAX", "type", "str", -1], ["ERR_INVALID_MIME_SYNTAX", "type", "str", 5], ["ERR_INVALID_MODULE_SPECIFIER", "r", "reason", "base"], ["ERR_INVALID_MODULE_SPECIFIER", "r", "reason"], ["ERR_INVALID_PACKAGE_CONFIG", "p", null, "m"], ["ERR_INVALID_PACKAGE_CONFIG", "p", "b", "m"],
  ["ERR_INVALID_PACKAGE_TARGET", "/p/", ".", "./lib/x"], ["ERR_INVALID_PACKAGE_TARGET", "/p/", ".", "lib"], ["ERR_INVALID_PACKAGE_TARGET", "/p/", "./k", "lib", false, "/base"], ["ERR_INVALID_PACKAGE_TARGET", "/p/", "#k", "lib", true, "/base"], ["ERR_INVALID_PACKAGE_TARGET", "/p/", "./k", { a: 1 }, false, "/base"], ["ERR_INVALID_PACKAGE_TARGET", "/p/", ".", 5],
  ["ERR_PACKAGE_IMPORT_NOT_DEFINED", "#x", undefined, "b"], ["ERR_PACKAGE_IMPORT_NOT_DEFINED", "#x", "/p/", "b"], ["ERR_PACKAGE_PATH_NOT_EXPORTED", "/p/", "."], ["ERR_PACKAGE_PATH_NOT_EXPORTED", "/p/", ".", "b"], ["ERR_PACKAGE_PATH_NOT_EXPORTED", "/p/", "./k", "b"],
  ["ERR_REQUIRE_ESM", "/f.js", true, "/parent.js", "/p/package.json"], ["ERR_REQUIRE_ESM", "/f.js", false, "/parent.js", "/p/package.json"], ["ERR_REQUIRE_ESM", "/f.js", true], ["ERR_REQUIRE_ESM", "/f.mjs", false, "/parent.js"], ["ERR_REQUIRE_ESM", "/f.mjs", true, "/parent.js", null],
  ["ERR_UNSUPPORTED_ESM_URL_SCHEME", url("foo:"), ["file", "data"]], ["ERR_UNSUPPORTED_ESM_URL_SCHEME", url("foo:"), ["file", "data", "node"]], ["ERR_INVALID_URL_SCHEME", ["file", "http"]], ["ERR_INVALID_CHAR", "a", "f"], ["ERR_INVALID_CHAR", "a"], ["ERR_PARSE_ARGS_UNKNOWN_OPTION", "-x", true], ["ERR_PARSE_ARGS_UNKNOWN_OPTION", "-x", false],
  ["ERR_SOCKET_BAD_PORT", "Port", 70000, true], ["ERR_SOCKET_BAD_PORT", "Port", 70000, false], ["ERR_TLS_ALPN_CALLBACK_INVALID_RESULT", "a", ["b", "c"]], ["ERR_TEST_FAILURE", new Error("m"), "ft"], ["ERR_WORKER_INVALID_EXEC_ARGV", ["a", "b"], "m"], ["ERR_WORKER_INVALID_EXEC_ARGV", ["a", "b"]], ["ERR_BUFFER_OUT_OF_BOUNDS", "offset"], ["ERR_BUFFER_OUT_OF_BOUNDS"],
  ["ERR_UNKNOWN_ENCODING", {}], ["ERR_UNKNOWN_ENCODING", Symbol("e")], ["ERR_INVALID_RETURN_VALUE", "a", "n", {}], ["ERR_INVALID_RETURN_PROPERTY", "i", "n", "p", 5], ["ERR_INVALID_HTTP_TOKEN", "M", undefined], ["ERR_ASYNC_TYPE", Symbol("q")], ["ERR_FS_WATCH_QUEUE_OVERFLOW", 5], ["ERR_INSPECTOR_COMMAND", 5, "m"], ["ERR_PERFORMANCE_INVALID_TIMESTAMP", 5], ["ERR_SRI_PARSE", "s", "c", 5],
  ["ERR_HTTP2_INVALID_SETTING_VALUE", "n", 5], ["ERR_HTTP2_INVALID_SETTING_VALUE", "n", 5, 1, 2], ["ERR_REQUIRE_ESM_RACE_CONDITION", "f", "p", false], ["ERR_REQUIRE_ESM_RACE_CONDITION", "f", "p", true], ["ERR_UNHANDLED_ERROR", "e"], ["ERR_UNHANDLED_ERROR"], ["ERR_FS_EISDIR", { code: "EISDIR", message: "is a directory", path: "/p", dest: "/d", syscall: "rm", errno: -21 }], ["ERR_SYSTEM_ERROR", { code: "E", message: "m", syscall: "s" }],
  ["ERR_MISSING_ARGS", "a", "b"], ["ERR_MISSING_ARGS", "a", "b", "c"], ["ERR_MISSING_ARGS", ["a", "b"], "c"], ["ERR_MISSING_ARGS", ["a", "b"]],
  ...[["x", ">= 0 and <= 5", 6], ["x", ">= 0", 4294967296], ["x", ">= 0", -4294967297], ["x", ">= 0", 1e21], ["x", ">= 0", -1.5], ["x", "r", 2n ** 40n], ["x", "r", -(2n ** 40n)], ["x", "r", 10n], ["a.b", "r", "str"], ["x", "r", { a: 1 }], ["x", "an integer", 1.1], ["msg is here", "r", 1, true]].map((args) => ["ERR_OUT_OF_RANGE", ...args]),
  ...[["x", 5], ["x.y", { a: { b: { c: {} } } }], ["x", "a".repeat(200)], ["x", new Array(200).fill(1)], ["x", 1, "must be good"], ["x", undefined, "must be"]].map((args) => ["ERR_INVALID_ARG_VALUE", ...args]),
];
for (const expected of ["string", ["string", "number"], ["string", "Buffer"], ["Buffer", "TypedArray", "DataView"], ["function", "object"], ["Function", "Object"], "Object", ["string", "Object"], ["string", "Array", "null"], ["Foo", "bar", "baz"], ["null"], ["string", "undefined", "null"], "of type string", ["Array", "plain object"], ["string", "number", "boolean"], ["a", "b", "c"], ["Object", "string", "Buffer"], ["Object", "Buffer"], "Something else"]) {
  for (const name of ["x", "a.b", "foo argument"]) cases.push(["ERR_INVALID_ARG_TYPE", name, expected, 5]);
}
const look = (error) => {
  const properties = Object.keys(error).map((key) => `${key}=${typeof error[key] === "object" ? typeof error[key] : String(error[key])}`);
  const prototypes = [TypeError, RangeError, SyntaxError, URIError].filter((one) => error instanceof one).map((one) => one.name);
  return `${error.name} | ${error.message} | ${properties} | ${prototypes} | ${String(error)} | ${error.constructor.name} | ${error.stack.split("\n    at")[0]}`;
};
const lines = cases.map(([name, ...args]) => `${name}: ${look(new E.codes[name](...args))}`);
for (const name of ["ERR_INVALID_ARG_VALUE", "ERR_INVALID_RETURN_VALUE"]) lines.push(look(new E.codes[name].RangeError("a", "b", "c")));
for (const name of ["ERR_INVALID_STATE", "ERR_OPERATION_FAILED"]) lines.push(look(new E.codes[name].TypeError("a")));
lines.push(look(new E.AbortError()), look(new E.AbortError("m", { cause: 1 })), look(new E.ConnResetException("m")), look(E.genericNodeError("m", { a: 1 })));
lines.push(look(new E.UVException({ errno: -2, syscall: "open", path: "/a", dest: "/b" })), look(new E.UVException({ errno: -2, syscall: "open", message: "hi" })));
lines.push(look(new E.UVExceptionWithHostPort(-111, "connect", "1.2.3.4", 80)), look(new E.UVExceptionWithHostPort(-111, "connect", "1.2.3.4")));
lines.push(look(new E.ErrnoException(-111, "connect")), look(new E.ErrnoException(-111, "connect", "orig")), look(new E.ExceptionWithHostPort(-111, "connect", "1.2.3.4", 80, "add")));
lines.push(look(new E.DNSException(-3008, "queryA", "host")), look(new E.DNSException("ENOTFOUND", "queryA", "host")));
const [a, b] = [new Error("a"), new Error("b")];
const both = E.aggregateTwoErrors(a, b);
lines.push(look(both), String(both.errors), look(E.aggregateTwoErrors(null, b)), look(E.aggregateTwoErrors(b, null)), String(E.aggregateTwoErrors(new Error("z"), both).errors));
for (const value of [undefined, null, 1, -0, NaN, "abc", "a".repeat(40), "it's", 'a"\'b', Symbol("x"), true, 12n, function foo() {}, () => {}, class A {}, {}, Object.create(null), new Date(0), [1], new Map()]) lines.push(E.determineSpecificType(value));
return lines.join("\n");

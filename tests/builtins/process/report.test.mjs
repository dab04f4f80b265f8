// process.report says what is known of the process; settings are checked as in Node.
import assert from "node:assert";
import fs from "node:fs";
import os from "node:os";
import path from "node:path";

const { report } = process;
const made = report.getReport();
assert.deepStrictEqual(Object.keys(made), ["header", "javascriptStack", "javascriptHeap", "nativeStack", "resourceUsage", "libuv", "workers", "environmentVariables", "userLimits", "sharedObjects"]);
assert.strictEqual(made.header.processId, process.pid);
assert.strictEqual(made.header.cwd, process.cwd());
assert.strictEqual(made.header.nodejsVersion, process.version);
assert.match(made.javascriptStack.message, /JavaScript Callstack/);
assert.match(made.javascriptStack.stack.join("\n"), /report\.test\.mjs/);
assert.strictEqual(made.environmentVariables.PATH, process.env.PATH);
assert.ok(made.resourceUsage.rss > 1e6 && made.javascriptHeap.usedMemory > 0);
const error = Object.assign(new RangeError("mine"), { code: "X" });
assert.deepStrictEqual([report.getReport(error).javascriptStack.message, report.getReport(error).javascriptStack.errorProperties], ["RangeError: mine", { code: "X" }]);
for (const wrong of [1, "x", null]) assert.throws(() => report.getReport(wrong), { code: "ERR_INVALID_ARG_TYPE" });

const folder = fs.mkdtempSync(path.join(os.tmpdir(), "llrt-"));
try {
  report.directory = folder;
  assert.strictEqual(report.writeReport("a.json"), "a.json");
  assert.strictEqual(JSON.parse(fs.readFileSync(path.join(folder, "a.json"), "utf8")).header.filename, "a.json");
  assert.match(report.writeReport(), /^report\.\d{8}\.\d{6}\.\d+\.0\.001\.json$/);
  report.compact = true;
  report.excludeEnv = true;
  report.filename = "b.json";
  report.writeReport(error);
  const text = fs.readFileSync(path.join(folder, "b.json"), "utf8");
  assert.ok(!text.trim().includes("\n") && !("environmentVariables" in JSON.parse(text)));
} finally {
  fs.rmSync(folder, { recursive: true });
}
for (const [name, value] of [["directory", 1], ["filename", {}], ["compact", 1], ["reportOnSignal", "x"]]) assert.throws(() => { report[name] = value; }, { code: "ERR_INVALID_ARG_TYPE" });
assert.throws(() => { report.signal = "sigint"; }, { code: "ERR_UNKNOWN_SIGNAL" });
assert.throws(() => { report.reportOnSignal = true; }, { code: "ERR_NOT_SUPPORTED" });
report.signal = "SIGUSR1";

assert.throws(() => { process.debugPort = 5; }, { code: "ERR_OUT_OF_RANGE" });
process.debugPort = 9300;
assert.strictEqual(process.debugPort, 9300);
assert.ok(process.moduleLoadList.includes("NativeModule fs") && !process.moduleLoadList.includes("NativeModule punycode"));
assert.strictEqual(process.getBuiltinModule("test"), undefined);
assert.strictEqual(process.getBuiltinModule("node:test").name, "test");

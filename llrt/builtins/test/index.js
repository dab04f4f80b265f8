// node:test: tests and suites in one process, with hooks, subtests, plans and mocks of functions.
// Not there yet: running test files (`run`), snapshots, mocks of timers and modules, reporters.  Reference: nodejs.org/api/test.html
import { missing } from "../_missing.js";
import { test, suite } from "./_define.js";
import { after, afterEach, before, beforeEach, getTestContext } from "./_hooks.js";
import { mock } from "./_mock.js";

const { run } = missing("test").functions("run/0");
const snapshot = missing("test.snapshot").functions("setDefaultSnapshotSerializers/1 setResolveSnapshotPath/1");
// Assertions of the program's own would have to reach every test's context.
const assert = missing("test.assert").functions("register/2");

Object.assign(test, { after, afterEach, before, beforeEach, describe: suite, getTestContext, it: test, run, suite, test });
for (const [name, value] of Object.entries({ mock, snapshot, assert })) {
  Object.defineProperty(test, name, { get: () => value, enumerable: true, configurable: true });
}

const { expectFailure, skip, todo, only } = test;
const describe = suite;
const it = test;

export { after, afterEach, assert, before, beforeEach, describe, expectFailure, getTestContext, it, mock, only, run, skip, snapshot, suite, test, todo };
export default test;

// The function `assert` with its methods, and its strict form.
import { loadBuiltin } from "native:engine";
import { deprecate } from "../util/_debuglog.js";
import { Assert } from "./_class.js";
import { AssertionError } from "./_error.js";
import { checkTruth } from "./_ok.js";

const METHODS = [
  "fail", "equal", "notEqual", "deepEqual", "notDeepEqual", "deepStrictEqual", "notDeepStrictEqual", "strictEqual", "notStrictEqual",
  "partialDeepStrictEqual", "match", "doesNotMatch", "throws", "rejects", "doesNotThrow", "doesNotReject", "ifError",
];

function ok(...args) {
  checkTruth(ok, args);
}

function strict(...args) {
  checkTruth(strict, args);
}

ok.AssertionError = AssertionError;
// The tracker is rare and deprecated: its class is read when it is first asked for anything.
ok.CallTracker = deprecate(loadBuiltin("node:internal/assert/call_tracker").CallTracker, "assert.CallTracker is deprecated.", "DEP0173");
ok.ok = ok;
for (const name of METHODS) ok[name] = Assert.prototype[name];

ok.strict = Object.assign(strict, ok, {
  equal: ok.strictEqual,
  deepEqual: ok.deepStrictEqual,
  notEqual: ok.notStrictEqual,
  notDeepEqual: ok.notDeepStrictEqual,
});
strict.Assert = Assert;
strict.strict = strict;
ok.Assert = Assert;

export default ok;

// node:assert/strict: assert whose loose methods are the strict ones.
// Reference: nodejs.org/api/assert.html#strict-assertion-mode
import assert from "./_assert.js";

export const {
  Assert, AssertionError, CallTracker, deepEqual, deepStrictEqual, doesNotMatch, doesNotReject, doesNotThrow, equal, fail, ifError,
  match, notDeepEqual, notDeepStrictEqual, notEqual, notStrictEqual, ok, partialDeepStrictEqual, rejects, strict, strictEqual, throws,
} = assert.strict;

export default assert.strict;

// node:assert.  This door only names what the files beside it do.
// Reference: nodejs.org/api/assert.html
import assert from "./_assert.js";

export const {
  Assert, AssertionError, CallTracker, deepEqual, deepStrictEqual, doesNotMatch, doesNotReject, doesNotThrow, equal, fail, ifError,
  match, notDeepEqual, notDeepStrictEqual, notEqual, notStrictEqual, ok, partialDeepStrictEqual, rejects, strict, strictEqual, throws,
} = assert;

export default assert;

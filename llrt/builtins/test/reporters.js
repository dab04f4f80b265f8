// node:test/reporters.  Reports are written by `node:test` itself for now: these are not there yet and throw when called.
// Reference: nodejs.org/api/test.html#test-reporters
import { missing } from "../_missing.js";

export const { dot, junit, spec, tap, lcov } = missing("test/reporters").functions("dot/1 junit:junitReporter/1 spec:value/0 tap:tapReporter/1 lcov:value/0");

const accessor = (value) => ({ get: () => value, enumerable: true, configurable: true });
export default Object.defineProperties({}, {
  dot: accessor(dot),
  junit: accessor(junit),
  spec: { value: spec, enumerable: true, configurable: true },
  tap: accessor(tap),
  lcov: { value: lcov, enumerable: true, configurable: true },
});

import semver from "semver";
import satisfies from "semver/functions/satisfies.js";

console.log(semver.valid("v1.2.3-beta.1+b"), semver.clean(" =v1.2.3 "), semver.inc("1.2.3-a", "prerelease", "b"), semver.diff("1.2.3", "2.0.0-x"), semver.sort(["1.10.0", "1.2.0", "1.2.0-a"]));
console.log(satisfies("1.2.3", "^1.1 || >=3 <4"), semver.maxSatisfying(["1.2.3", "1.9.9", "2.0.0"], "~1.2"), new semver.Range(">=1.2 <2 || 3.x").range, semver.minVersion("^1.2.0-b").version, semver.coerce("v3.4 replaces v3.3.1").version);
console.log(semver.subset("^1.2", ">=1 <2"), semver.intersects("^1", "<1.5"), semver.parse("1.2"), semver.SEMVER_SPEC_VERSION);

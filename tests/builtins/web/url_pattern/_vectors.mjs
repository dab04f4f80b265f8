// Reads the file DATA as the web platform tests do, prints each vector that fails and how many pass.
import { readFileSync } from "node:fs";

const vectors = JSON.parse(readFileSync(process.env.DATA, "utf8")).filter((entry) => typeof entry === "object");
const NAMES = ["protocol", "username", "password", "hostname", "port", "pathname", "search", "hash"];
const EARLIER = {
  protocol: [],
  username: [],
  password: [],
  hostname: ["protocol"],
  port: ["protocol", "hostname"],
  pathname: ["protocol", "hostname", "port"],
  search: ["protocol", "hostname", "port", "pathname"],
  hash: ["protocol", "hostname", "port", "pathname", "search"],
};

function baseOf([first, second] = []) {
  if (typeof first === "object" && first.baseURL) return new URL(first.baseURL);
  return typeof second === "string" ? new URL(second) : undefined;
}

// What a component must be that the vector does not name.
function defaultFor(name, entry) {
  const [first] = entry.pattern ?? [];
  if (entry.exactly_empty_components?.includes(name)) return "";
  if (typeof first === "object" && first[name]) return first[name];
  if (typeof first === "object" && EARLIER[name].some((earlier) => earlier in first)) return "*";
  const base = baseOf(entry.pattern);
  if (base === undefined || name === "username" || name === "password") return "*";
  if (name === "protocol") return base.protocol.slice(0, -1);
  return name === "search" || name === "hash" ? base[name].slice(1) : base[name];
}

function attempt(make) {
  try {
    return make();
  } catch (error) {
    return error;
  }
}

const flat = ({ input, groups }) => JSON.stringify([input, Object.entries(groups).map(([name, value]) => `${name}=${value ?? "-"}`).sort()]);

function matchFailure(entry, found) {
  const expected = entry.expected_match;
  if (expected === "error") return found instanceof Error ? undefined : "no error";
  if (found instanceof Error) return `error: ${found.message}`;
  if (expected === null) return found === null ? undefined : "matches";
  if (found === null) return "no match";
  for (const name of NAMES) {
    const empty = { input: "", groups: entry.exactly_empty_components?.includes(name) ? {} : { 0: "" } };
    const wanted = flat(expected[name] ?? empty);
    if (flat(found[name]) !== wanted) return `${name}: ${flat(found[name])}, not ${wanted}`;
  }
  return undefined;
}

function failure(entry) {
  const pattern = attempt(() => new URLPattern(...(entry.pattern ?? [])));
  if (entry.expected_obj === "error") return pattern instanceof Error ? undefined : "no error";
  if (pattern instanceof Error) return `error: ${pattern.message}`;
  for (const name of NAMES) {
    const wanted = entry.expected_obj?.[name] ?? defaultFor(name, entry);
    if (pattern[name] !== wanted) return `${name} is ${pattern[name]}, not ${wanted}`;
  }
  if (!("expected_match" in entry)) return undefined;
  const tested = attempt(() => pattern.test(...(entry.inputs ?? [])));
  if (typeof tested === "boolean" && tested !== Boolean(entry.expected_match)) return `test() is ${tested}`;
  return matchFailure(entry, attempt(() => pattern.exec(...(entry.inputs ?? []))));
}

let passed = 0;
for (const entry of vectors) {
  const reason = failure(entry);
  if (reason === undefined) passed++;
  else console.log(reason, JSON.stringify(entry));
}
console.log(`${passed} of ${vectors.length}`);

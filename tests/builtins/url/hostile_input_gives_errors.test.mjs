// Very long and malformed input is answered with a result or an error, in time that grows with its length only.
import { URLSearchParams, fileURLToPath, parse, pathToFileURL, resolve } from "node:url";
import querystring from "node:querystring";

const LIMIT = 10e6; // us of the processor; each takes well under one second
const many = 300_000;
const cases = {
  "long path": () => new URL(`http://a/${"x".repeat(many)}`),
  "long wide path": () => new URL(`http://a/${"\u4e2d".repeat(many)}`),
  "long host": () => new URL(`http://${"x.".repeat(many)}`),
  "long IDN host": () => new URL(`http://${"\u4e2d.".repeat(many)}`),
  "dots": () => new URL(`http://a/${"a/../".repeat(many)}${"../".repeat(many)}`),
  "at signs": () => new URL(`http://${"@".repeat(many)}a`),
  "many parameters": () => String(new URLSearchParams("a=b&".repeat(many))),
  "many NULs": () => String(new URLSearchParams("a=%00&".repeat(many))),
  "bad escapes": () => String(new URLSearchParams("%".repeat(many))),
  "sorting": () => new URLSearchParams("b=1&a=2&".repeat(20_000)).sort(),
  "legacy spaces": () => parse(`http://a/${" ".repeat(many)}x`),
  "legacy colons": () => parse(`http://${":1".repeat(many)}`),
  "legacy at signs": () => parse(`http://${"@".repeat(many)}`),
  "legacy protocol": () => parse("a".repeat(many)),
  "legacy simple path": () => parse(`/${"x".repeat(many)} y`),
  "legacy dots": () => resolve(`http://a/${"a/".repeat(10_000)}`, "../".repeat(10_000)),
  "querystring": () => querystring.parse("a=b&".repeat(many), null, null, { maxKeys: 0 }),
  "querystring separators": () => querystring.parse("aab".repeat(many), "ab", "b"),
  "querystring escapes": () => querystring.unescape(`${"%41".repeat(many)}%`),
  "lone surrogates": () => new URL(`http://a/${"\ud800".repeat(many)}`),
  "file path": () => fileURLToPath(`file:///${"a%20".repeat(many)}`),
  "path": () => pathToFileURL(`/${"a b?/../".repeat(many / 10)}`),
};

for (const [name, run] of Object.entries(cases)) {
  const start = process.cpuUsage();
  try {
    run();
  } catch (error) {
    if (!(error instanceof Error)) throw error;
  }
  const { user, system } = process.cpuUsage(start);
  if (user + system > LIMIT) throw new Error(`${name} took ${user + system} us`);
}

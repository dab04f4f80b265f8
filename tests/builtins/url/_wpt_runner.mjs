// Runs the vectors of one file of the web platform tests against URL: `KIND` says how to read the file `DATA`. Prints one
// line of JSON: how many passed, and each failure.
import process from "node:process";
import { URL, URLSearchParams, domainToASCII, pathToFileURL } from "node:url";

const { DATA, KIND } = process.env;
const { default: data } = await import(pathToFileURL(DATA).href, { with: { type: "json" } });

const failures = [];
let passed = 0;

function check(name, test) {
  let problem;
  try {
    problem = test();
  } catch (error) {
    problem = `${error.name}: ${error.message}`;
  }
  if (problem === undefined) passed++;
  else failures.push(`${name}: ${problem}`);
}

const differs = (what, actual, expected) =>
  (actual === expected ? undefined : `${what} is ${JSON.stringify(actual)}, expected ${JSON.stringify(expected)}`);

const FIELDS = ["href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash"];

function parseOrNull(input, base) {
  try {
    return new URL(input, base ?? undefined);
  } catch (error) {
    if (error.code !== "ERR_INVALID_URL") throw error;
    return null;
  }
}

const kinds = {
  parse({ input, base, failure, ...expected }) {
    const name = `${JSON.stringify(input)} against ${JSON.stringify(base ?? null)}`;
    check(name, () => {
      const url = parseOrNull(input, base);
      const problem = differs("canParse", URL.canParse(input, base ?? undefined), url !== null)
        ?? differs("URL.parse", URL.parse(input, base ?? undefined)?.href, url?.href);
      if (problem !== undefined) return problem;
      if (failure) return url === null ? undefined : `parsed as ${url.href}, expected a failure`;
      if (url === null) return "is invalid, expected a URL";
      if (new URL(url.href).href !== url.href) return "does not parse to itself again";
      for (const field of FIELDS) {
        if (!(field in expected)) continue;
        // One file writes an opaque origin as null.
        const problem = differs(field, url[field], expected[field] ?? "null");
        if (problem !== undefined) return problem;
      }
      if ("searchParams" in expected) return differs("searchParams", url.searchParams.toString(), expected.searchParams);
    });
  },

  // What the file calls a failure of VerifyDnsLength, a URL has to accept: the standard leaves that check off.
  lengths({ failure, ...vector }) {
    if (!failure) kinds.parse(vector);
    else check(JSON.stringify(vector.input), () => differs("the host", new URL(vector.input).host, hostIn(vector.input)));
  },

  set(attribute, { href, new_value: value, expected }) {
    check(`${attribute} = ${JSON.stringify(value)} on ${JSON.stringify(href)}`, () => {
      const url = new URL(href);
      try {
        url[attribute] = value;
      } catch (error) {
        if (attribute !== "href" || error.code !== "ERR_INVALID_URL") throw error;
      }
      for (const field of Object.keys(expected)) {
        const problem = differs(field, url[field], expected[field]);
        if (problem !== undefined) return problem;
      }
    });
  },

  // An empty host cannot be written in a URL.
  toASCII({ input, output }) {
    if (input === "") return;
    check(JSON.stringify(input), () => {
      const encoded = encodeHost(input);
      const url = parseOrNull(`https://${encoded}/x`);
      const problem = differs("host", url === null ? null : url.host, output)
        ?? differs("hostname", url === null ? null : url.hostname, output)
        ?? differs("pathname", url === null ? "/x" : url.pathname, "/x");
      if (problem !== undefined || encoded !== input) return problem;
      return differs("domainToASCII", domainToASCII(input), output ?? "") ?? setHostname(input, output);
    });
  },

  percentEncoding({ input, output }) {
    check(JSON.stringify(input), () => {
      const expected = output["utf-8"];
      return differs("hash", new URL(`http://a/#${input}`).hash, `#${encodeLess(expected, input)}`)
        ?? differs("search", new URL(`http://a/?${input}`).search, `?${expected}`)
        ?? differs("searchParams", new URLSearchParams({ a: input }).get("a"), input.toWellFormed());
    });
  },
};

const hostIn = (input) => input.replace(/^http:\/\//, "").replace(/\/.*$/, "");

// The fragment keeps "'" where a special URL's query does not; no vector has another difference.
const encodeLess = (expected, input) => (input.includes("'") ? expected.replaceAll("%27", "'") : expected);

// Characters that end or change the host before IDNA sees it are given percent-encoded.
const encodeHost = (input) => [...input].map((character) => (/[\0-\x20"#%/:<>?@[\\\]^`{|}\x7f]/.test(character) ? encodeURIComponent(character) : character)).join("");

function setHostname(input, output) {
  const url = new URL("https://x/x");
  url.hostname = input;
  return differs("the hostname set", url.hostname, output === null ? "x" : output);
}

const vectors = Array.isArray(data) ? data : Object.entries(data);
for (const vector of vectors) {
  if (typeof vector === "string") continue;
  if (KIND === "set") {
    const [attribute, cases] = vector;
    if (attribute !== "comment") for (const one of cases) kinds.set(attribute, one);
  } else {
    kinds[KIND](vector);
  }
}
console.log(JSON.stringify({ passed, failures }));

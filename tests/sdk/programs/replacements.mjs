// What is replaced in the built-in SDK, on random input (from a seed, so that it is the same everywhere): prints results.
import { Crc32, Md5, Sha256 } from "@smithy/core/checksum";
import { fromBase64, fromHex, generateIdempotencyToken, Hash, streamCollector, toHex } from "@smithy/core/serde";
import { constructStack } from "@smithy/core/client";
import { loadConfig, loadSharedConfigFiles } from "@smithy/core/config";
import { Sha1 as Sha1Browser } from "@aws-crypto/sha1-browser";
import { Sha256 as Sha256Browser } from "@aws-crypto/sha256-browser";
import { Sha256 as Sha256Js } from "@aws-crypto/sha256-js";
import { AwsCrc32, Crc32 as Crc32Counter, crc32 } from "@aws-crypto/crc32";
import { AwsCrc32c, Crc32c as Crc32cCounter, crc32c } from "@aws-crypto/crc32c";
import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { BatchWriteItemCommand, DynamoDBClient, PutItemCommand, ScanCommand, TransactWriteItemsCommand } from "@aws-sdk/client-dynamodb";
import { EncryptCommand, KMSClient } from "@aws-sdk/client-kms";
import { CloudWatchLogsClient, PutLogEventsCommand } from "@aws-sdk/client-cloudwatch-logs";
import { Readable } from "node:stream";

// The original refuses to work in Node.
class Sha1OfNode {
  constructor(secret) { this.secret = secret; this.reset(); }

  reset() { this.hash = this.secret ? createHmac("sha1", this.secret) : createHash("sha1"); }

  update(data) { this.hash.update(data); }

  async digest() { return this.hash.digest(); }
}
const Sha1 = process.versions.llrt === undefined ? Sha1OfNode : Sha1Browser;

let state = Number(process.argv[2]);
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const pick = (list) => list[random(list.length)];
const randomBytes = (length) => Uint8Array.from({ length }, () => random(256));
const hex = (bytes) => bytes instanceof Uint8Array ? Buffer.from(bytes).toString("hex") : bytes;
const tell = async (name, run) => {
  try {
    console.log(name, hex(await run()));
  } catch (error) {
    console.log(name, "throws", error.name, error.message);
  }
};

const LENGTHS = [0, 1, 55, 56, 63, 64, 65, 127, 1000, 70000];
for (const [name, Digest] of Object.entries({ Crc32, Md5, Sha256, Sha1, Sha256Browser, Sha256Js, AwsCrc32, AwsCrc32c })) {
  for (const length of LENGTHS) {
    const data = randomBytes(length);
    const cut = random(length + 1);
    const digest = new Digest();
    digest.update(data.subarray(0, cut));
    digest.update(data.subarray(cut));
    await tell(`${name} ${length}`, () => digest.digest());
    digest.reset();
    digest.update(data);
    await tell(`${name} ${length} after reset`, () => digest.digest());
  }
}
for (const [name, Digest] of Object.entries({ Sha256, Sha256Browser, Sha256Js, Sha1 })) {
  for (const length of [1, 63, 64, 65, 200]) {
    const digest = new Digest(randomBytes(length));
    digest.update(randomBytes(100));
    await tell(`${name} with a key of ${length}`, () => digest.digest());
  }
  const text = new Digest("a key ü");
  text.update(new Uint8Array(3));
  await tell(`${name} with a text as key`, () => text.digest());
}
const asked = new Sha256();
asked.update(randomBytes(10));
await tell("asked once", () => asked.digest());
await tell("asked twice", () => asked.digest());
for (const length of LENGTHS) {
  const data = randomBytes(length);
  console.log("crc", crc32(data), crc32c(data), new Crc32Counter().update(data).update(data).digest(), new Crc32cCounter().update(data).digest());
}

for (const algorithm of ["sha256", "md5", "sha1", "sha512"]) {
  for (const secret of [undefined, "", "text ü", randomBytes(70), randomBytes(5).buffer]) {
    const hash = new Hash(algorithm, secret);
    hash.update("ü and more");
    hash.update("ff00", "hex");
    hash.update(randomBytes(300));
    hash.update(randomBytes(3).buffer);
    await tell(`Hash ${algorithm}`, () => hash.digest());
    hash.reset();
    await tell(`Hash ${algorithm} after reset`, () => hash.digest());
  }
}
await tell("Hash nonsense", () => new Hash("nonsense"));
const HEADERS = ["host", "X-Amz-Date", "Authorization", "proxy-x", "Sec-Fetch", "user-agent", "a", "__proto__", "Cookie", "x-two"];
for (let i = 0; i < 60; i++) {
  const signer = new SignatureV4({
    credentials: { accessKeyId: "AKID", secretAccessKey: "secret" }, region: "r", service: "s", sha256: Hash.bind(null, "sha256"),
  });
  const headers = Object.fromEntries(Array.from({ length: random(8) }, () => [
    HEADERS[random(HEADERS.length)], Array.from({ length: random(6) }, () => [" ", "  ", "x", "y z", "\t", "\r\n", "ü"][random(7)]).join(""),
  ]));
  const options = { signingDate: new Date(86400000 * i), ...random(2) ? { unsignableHeaders: new Set(["a"]) } : {}, ...random(2) ? { signableHeaders: new Set(["host", "proxy-x"]) } : {} };
  await tell("signed", async () => (await signer.sign({ method: "POST", protocol: "https:", hostname: "h", path: "/a b/../c", query: { q: ["1", "2"] }, headers, body: "b" }, options)).headers.authorization);
}
// With the digest that clients sign with: everything but the order of steps is to be seen in the result.
const credentialsOf = [
  { accessKeyId: "AKID", secretAccessKey: "secret" }, { accessKeyId: "AKID", secretAccessKey: "other", sessionToken: "token ü" },
  { accessKeyId: 1, secretAccessKey: "secret" },
];
const BODIES = [undefined, null, "", "text ü\ud800", new Uint8Array([1, 2]), new DataView(new ArrayBuffer(3)), new ArrayBuffer(2), new Readable({ read() {} })];
for (let i = 0; i < 120; i++) {
  const signer = new SignatureV4({
    credentials: credentialsOf[random(40) ? random(2) : 2], region: async () => "r", service: "s", sha256: Sha256, uriEscapePath: random(2) === 0,
    ...random(2) ? { applyChecksum: false } : {},
  });
  const headers = Object.fromEntries(Array.from({ length: random(8) }, () => [
    [...HEADERS, "X-Amz-Content-SHA256", "X-AMZ-DATE", "Date", "HOST"][random(HEADERS.length + 4)], pick([" ", "a  b", "x", "", "y z", "ü"]),
  ]));
  const request = {
    method: pick(["POST", "GET"]), protocol: "https:", hostname: "h", path: pick(["/", "/a b/../c", "/a//b/", "/%2F"]), headers, body: pick(BODIES),
    query: random(2) ? {} : { q: ["1", "2"], "a b": "c/d" },
  };
  const options = {
    ...random(8) ? { signingDate: pick([new Date(86400000 * i), 86400 * i, "2020-01-01T00:00:00Z", new Date(-1e15)]) } : { signingDate: new Date(NaN) },
    ...random(2) ? {} : { signingRegion: "other" }, ...random(2) ? {} : { signingService: "t" },
  };
  const before = JSON.stringify(headers);
  await tell("signed in one go", async () => JSON.stringify(await signer.sign(request, options)));
  console.log("untouched", JSON.stringify(headers) === before);
}

// Requests as clients make them: bodies of JSON, the place they go to, what the client says it is.
const TEXTS = ["", "a", "ü€😀", "\"\\/", "\u0000\b\t\n\f\r\u001f\u007f", "\ud800x", "x\udc00", "\u2028", "long ".repeat(500)];
const NUMBERS = ["0", "-1.5", "1e100", 7];
function attribute(depth) {
  const kind = pick(depth > 2 ? ["S", "N", "BOOL", "NULL", "B"] : ["S", "N", "BOOL", "NULL", "B", "L", "M", "SS", "NS", "BS"]);
  const several = (make) => Array.from({ length: random(4) }, make);
  const value = {
    S: () => random(20) ? pick(TEXTS) : 5, N: () => pick(NUMBERS), BOOL: () => random(2) === 0, NULL: () => true,
    B: () => random(3) ? randomBytes(random(9)) : "text", L: () => several(() => random(9) ? attribute(depth + 1) : null),
    M: () => Object.fromEntries(several(() => [pick(TEXTS), random(9) ? attribute(depth + 1) : undefined])),
    SS: () => several(() => pick(TEXTS)), NS: () => several(() => pick(["1", "2"])), BS: () => several(() => randomBytes(random(5))),
  }[kind]();
  return random(12) ? { [kind]: value } : { S: undefined, [kind]: value, $unknown: ["X", 1] };
}
const seen = [];
const requestHandler = {
  handle: async ({ hostname, port, protocol, path, query, headers, body }) => {
    const { "content-type": type, "x-amz-target": target, host } = headers;
    seen.push(hostname, port, protocol, path, JSON.stringify(query), type, target, host, body === undefined ? "" : Buffer.from(body).toString("latin1"));
    return { response: { statusCode: 200, headers: {}, body: Readable.from([Buffer.from("{}")], { objectMode: false }) } };
  },
};
const settings = { region: "eu-west-1", credentials: credentialsOf[0], requestHandler, maxAttempts: 1 };
async function ask(client, command) {
  seen.length = 0;
  await tell("asked", async () => { await client.send(command); });
  console.log(seen.join("|"));
}
const dynamo = new DynamoDBClient(settings);
const Item = () => Object.fromEntries(Array.from({ length: random(6) }, () => [pick(TEXTS), attribute(0)]));
for (let i = 0; i < 120; i++) await ask(dynamo, new PutItemCommand({ TableName: pick(TEXTS), Item: Item(), ...random(2) ? { Expected: { a: { Value: attribute(0), Exists: true } } } : {} }));
await ask(dynamo, new BatchWriteItemCommand({ RequestItems: { t: [{ PutRequest: { Item: Item() } }, { DeleteRequest: { Key: Item() } }, null] } }));
await ask(dynamo, new TransactWriteItemsCommand({ TransactItems: [{ Put: { TableName: "t", Item: Item() } }], ClientRequestToken: "token" }));
await ask(dynamo, new ScanCommand({ TableName: "t", Limit: NaN, Segment: Infinity, AttributesToGet: ["a", null, "b", NaN, undefined] }));
await ask(new KMSClient(settings), new EncryptCommand({ KeyId: "k", Plaintext: randomBytes(100), EncryptionContext: { a: "b", c: null, d: Infinity } }));
await ask(new KMSClient(settings), new EncryptCommand({ KeyId: "k", Plaintext: "text", EncryptionContext: { a: "b" } }));
await ask(new CloudWatchLogsClient(settings), new PutLogEventsCommand({ logGroupName: "g", logEvents: [{ timestamp: 5, message: pick(TEXTS) }, { timestamp: 0.5 }] }));
for (const endpoint of ["http://localhost:8000", "https://h/a/b?c=d", { url: new URL("http://[::1]:1/") }, { protocol: "http:", hostname: "x", path: "/p" }]) {
  const client = new DynamoDBClient({ ...settings, endpoint });
  for (let i = 0; i < 2; i++) await ask(client, new ScanCommand({ TableName: "t" }));
}

for (let i = 0; i < 60; i++) {
  const data = randomBytes(random(40));
  const text = toHex(data);
  await tell("hex", () => fromHex(text));
  await tell("hex upper", () => fromHex(text.toUpperCase()));
  await tell("hex view", () => toHex(new Uint8Array(data.buffer, data.length >> 1)));
  const base64 = Buffer.from(data).toString("base64");
  await tell("base64", () => fromBase64(base64));
  const at = random(base64.length + 1);
  const damaged = base64.slice(0, at) + "=-_ \n*AZ"[random(8)] + base64.slice(at + 1);
  await tell(`base64 damaged`, () => fromBase64(damaged));
  const odd = `${text}${"g0 -"[random(4)]}`;
  await tell("hex odd", () => fromHex(odd));
  const wrong = text.length < 2 ? "zz" : `${text.slice(0, -2)}${["zz", "0x", " 1", "é1"][random(4)]}`;
  await tell("hex wrong", () => fromHex(wrong));
}

await tell("collect", async () => hex(await streamCollector(Readable.from([Buffer.from("ab"), Buffer.from("c")]))));
await tell("collect fails", () => streamCollector(new Readable({ read() { this.destroy(new Error("broken")); } })));
console.log("uuid", /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/.test(generateIdempotencyToken()));

process.env.AWS_CONFIG_FILE = process.argv[3];
process.env.AWS_SHARED_CREDENTIALS_FILE = process.argv[4];
console.log("files", JSON.stringify(await loadSharedConfigFiles()));
console.log("no files", JSON.stringify(await loadSharedConfigFiles({ filepath: "/nonexistent", configFilepath: "/nonexistent" })));
const selectors = (more) => ({
  environmentVariableSelector: (env) => env.TEST_SETTING,
  configFileSelector: (profile) => {
    if (profile.setting === "bad") throw new Error("a bad setting");
    return profile.setting;
  },
  ...more,
});
for (const profile of ["default", "other", "wrong", "none"]) {
  await tell(`setting of ${profile}`, loadConfig(selectors({ default: "fallback" }), { profile }));
  await tell(`setting of ${profile} from credentials`, loadConfig(selectors({ default: async () => "later" }), { profile, preferredFile: "credentials" }));
  await tell(`setting of ${profile} without default`, loadConfig(selectors(), { profile }));
}
process.env.TEST_SETTING = "environment";
await tell("setting of environment", loadConfig(selectors({ default: "fallback" })));
const counted = [];
const twice = loadConfig(selectors({ environmentVariableSelector: () => { counted.push(1); return 5; } }));
console.log("asked once", await twice(), await twice(), counted.length);
await tell("environment that throws", loadConfig(selectors({ environmentVariableSelector: () => { throw new Error("no"); }, default: 1 })));

// Stacks of middleware: what is done to them at random, and the order that comes of it.
const WORDS = ["a", "b", "c", "d", "e", "f"];
const options = () => ({
  ...random(4) ? { name: pick(WORDS) } : {}, ...random(5) ? {} : { aliases: [pick(WORDS), pick(WORDS)] }, ...random(3) ? { override: true } : {},
  ...random(3) ? { tags: [pick(WORDS)] } : {},
});
const STEPS = ["initialize", "serialize", "build", "finalizeRequest", "deserialize"];
const functions = WORDS.map((word) => (next) => (args) => next(`${args}${word}`));
const changes = {
  add: (stack) => stack.add(pick(functions), { ...options(), ...random(4) ? { step: pick(STEPS) } : {}, ...random(2) ? { priority: pick(["high", "normal", "low"]) } : {} }),
  relative: (stack) => stack.addRelativeTo(pick(functions), { ...options(), relation: pick(["before", "after"]), toMiddleware: pick(WORDS) }),
  remove: (stack) => stack.remove(random(2) ? pick(WORDS) : pick(functions)),
  tag: (stack) => stack.removeByTag(pick(WORDS)),
};
for (let i = 0; i < 300; i++) {
  const stacks = [constructStack(), constructStack()];
  for (let j = 0; j < 12; j++) {
    const name = pick(["add", "add", "add", "relative", "relative", "remove", "tag"]);
    await tell(name, () => changes[name](pick(stacks)));
  }
  for (const make of [() => stacks[0], () => stacks[0].clone(), () => stacks[0].concat(stacks[1]), () => stacks[1].concat(stacks[0].clone())]) {
    await tell("stack", () => make().identify().join());
    await tell("resolved", () => make().resolve((args) => args, {})(""));
  }
}

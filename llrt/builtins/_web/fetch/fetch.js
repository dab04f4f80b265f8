// fetch(). Spec: https://fetch.spec.whatwg.org/#fetching; what Node leaves out of it (CORS, cookies, caches) is left out here too.
import { loadBuiltin } from "native:engine";
import { digestOnce } from "native:crypto";
import { Buffer } from "../../buffer/_buffer.js";
import { DOMException } from "../dom_exception.js";
import { Body } from "./body.js";
import { HeaderList } from "./headers.js";
import { Request, stateOf } from "./request.js";
import { newResponse } from "./response.js";
import { fieldsOf, mismatch } from "./sent_fields.js";

const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const NULL_BODY = new Set([101, 103, 204, 205, 304]);
const MOST_REDIRECTS = 20;
// Ports that fetch does not speak to: https://fetch.spec.whatwg.org/#bad-port
const BAD_PORTS = new Set(("1 7 9 11 13 15 17 19 20 21 22 23 25 37 42 43 53 69 77 79 87 95 101 102 103 104 109 110 111 113 115 117 119 123 135 137 139"
  + " 143 161 179 389 427 465 512 513 514 515 526 530 531 532 540 548 554 556 563 587 601 636 989 990 993 995 1719 1720 1723 2049 3659 4045"
  + " 4190 5060 5061 6000 6566 6665 6666 6667 6668 6669 6679 6697 10080").split(" "));

const failed = (cause) => new TypeError("fetch failed", { cause });
const networkError = (message) => failed(new Error(message));

// One call of fetch: what may be given up while it runs.
class Fetching {
  constructor(request) {
    this.request = request;
    this.transfer = undefined;
    this.body = undefined;
    this.aborted = false;
  }

  abort(reason) {
    this.aborted = true;
    this.reason = reason;
    this.transfer?.cancel(reason || new DOMException("The operation was aborted.", "AbortError"));
    this.request.body?.cancel(reason);
  }
}

// -- one request over the network

async function sendStream(transfer, stream, expected) {
  const reader = stream.getReader();
  let sent = 0;
  try {
    for (let step; !(step = await reader.read()).done;) {
      // Text is welcome in Node, though the standard knows bytes only.
      const piece = typeof step.value === "string" ? Buffer.from(step.value) : step.value;
      if (!(piece instanceof Uint8Array)) throw new TypeError("Received non-Uint8Array chunk");
      sent += piece.byteLength;
      if (expected !== undefined && sent > expected) throw mismatch();
      if (piece.byteLength > 0) await transfer.write(piece);
    }
    if (expected !== undefined && sent !== expected) throw mismatch();
    transfer.end();
  } catch (error) {
    transfer.cancel(error);
    reader.cancel(error).catch(() => {});
  }
}

// What can be sent whole: bytes or null; undefined for a stream.
async function wholeBody(body) {
  if (body === null) return null;
  if (body.source === null) return undefined;
  return body.source instanceof Uint8Array ? body.source : new Uint8Array(await body.source.arrayBuffer());
}

async function network(fetching, url) {
  const { request } = fetching;
  const whole = await wholeBody(request.body);
  if (fetching.aborted) throw fetching.reason;
  const port = url.port || (url.protocol === "https:" ? "443" : "80");
  const { fields, expected } = fieldsOf(request, url, request.body);
  // Loaded here: who may not use the network can touch the global all the same.
  const { Transfer } = loadBuiltin("node:internal/web/fetch/network");
  const transfer = new Transfer(
    [url.protocol === "https:", url.hostname, Number(port)], request.method, `${url.pathname}${url.search}`, fields,
    whole === undefined ? true : whole ?? undefined, request.method !== "HEAD",
  );
  fetching.transfer = transfer;
  if (whole === undefined) sendStream(transfer, request.body.stream, expected);
  const { status, statusText, fields: received } = await transfer.head;
  const list = new HeaderList();
  for (let i = 0; i < received.length; i += 2) list.append(received[i], received[i + 1]);
  return { transfer, status, statusText, list };
}

// -- redirects

function locationOf(answer, url) {
  const location = answer.list.get("location");
  if (location === null) return undefined;
  try {
    // Bytes of UTF-8 came as Latin-1.
    const text = /[^\0-\x7f]/.test(location) ? Buffer.from(location, "latin1").toString() : location;
    const target = new URL(text, url);
    if (target.hash === "") target.hash = url.hash;
    return target;
  } catch (error) {
    throw failed(error);
  }
}

const isSameOrigin = (one, other) => one.origin === other.origin && one.origin !== "null";

function checkRedirect(request, target, count, isTainted) {
  if (target.protocol !== "http:" && target.protocol !== "https:") throw networkError("URL scheme must be a HTTP(S) scheme");
  if (count >= MOST_REDIRECTS) throw networkError("redirect count exceeded");
  if (target.username === "" && target.password === "") return;
  if (request.mode === "cors") throw networkError('cross origin not allowed for request mode "cors"');
  if (isTainted) throw networkError('URL cannot contain credentials for request mode "cors"');
}

function redirected(request, answer, target, url) {
  const { status } = answer;
  if (status !== 303 && request.body !== null && request.body.source === null) throw new TypeError("fetch failed", { cause: new Error("") });
  const toGet = ((status === 301 || status === 302) && request.method === "POST") || (status === 303 && request.method !== "GET" && request.method !== "HEAD");
  const list = request.list.copy();
  if (toGet) for (const name of ["content-encoding", "content-language", "content-location", "content-type", "content-length"]) list.delete(name);
  if (target.origin !== url.origin) for (const name of ["authorization", "proxy-authorization", "cookie", "host"]) list.delete(name);
  const next = { ...request, list, method: toGet ? "GET" : request.method, body: toGet ? null : request.body };
  if (next.referrer !== "client" && next.referrer !== "no-referrer") {
    const { policyOf, referrerFor } = loadBuiltin("node:internal/web/fetch/referrer");
    next.referrer = referrerFor(request, url) ?? "no-referrer";
    next.referrerPolicy = policyOf(answer.list) || request.referrerPolicy;
  }
  return next;
}

// What the answer is to its reader: "cors" once another origin than the first was asked.
function tainting(request, before, url, first) {
  if (before === "basic" && isSameOrigin(url, first)) return before;
  if (request.mode === "same-origin") throw networkError('request mode cannot be "same-origin"');
  return request.mode === "no-cors" ? "opaque" : "cors";
}

// One hop, asked again once of another connection where the server says that this one was the wrong (421).
async function hop(fetching, url) {
  const { body } = fetching.request;
  const answer = await network(fetching, url);
  if (answer.status === 407) {
    answer.transfer.cancel();
    throw networkError("");
  }
  if (answer.status !== 421 || (body !== null && body.source === null)) return answer;
  answer.transfer.cancel();
  return network(fetching, url);
}

async function httpFetch(fetching, first) {
  const urls = [];
  let url = first, type = "basic";
  for (;;) {
    urls.push(url.href);
    const { request } = fetching;
    if (BAD_PORTS.has(url.port)) throw networkError("bad port");
    type = tainting(request, type, url, first);
    const answer = await hop(fetching, url);
    const isRedirect = REDIRECTS.has(answer.status);
    if (isRedirect && request.redirect === "error") {
      answer.transfer.cancel();
      throw networkError("unexpected redirect");
    }
    const target = isRedirect && request.redirect !== "manual" ? locationOf(answer, url) : undefined;
    if (target === undefined) return { ...answer, urls, type };
    answer.transfer.cancel();
    checkRedirect(request, target, urls.length - 1, type === "cors");
    fetching.request = redirected(request, answer, target, url);
    url = target;
  }
}

// -- integrity metadata: https://w3c.github.io/webappsec-subresource-integrity/

const STRENGTH = ["sha256", "sha384", "sha512"];

function expectedDigests(text) {
  const found = [...text.matchAll(/(?:^|\s)(sha256|sha384|sha512)-([A-Za-z0-9+/_-]+={0,2})(?:\?\S*)?(?=\s|$)/gi)]
    .map(([, name, value]) => [name.toLowerCase(), value.replace(/-/g, "+").replace(/_/g, "/").replace(/=+$/, "")]);
  const strongest = Math.max(-1, ...found.map(([name]) => STRENGTH.indexOf(name)));
  return found.filter(([name]) => STRENGTH.indexOf(name) === strongest);
}

function checkIntegrity(bytes, text) {
  const wanted = expectedDigests(text);
  if (wanted.length === 0) return;
  const actual = Buffer.from(digestOnce(wanted[0][0], bytes)).toString("base64").replace(/=+$/, "");
  if (!wanted.some(([, value]) => value === actual)) throw networkError("integrity mismatch");
}

// -- the schemes

async function schemeFetch(fetching) {
  const { request } = fetching;
  const { url } = request;
  switch (url.protocol) {
    case "http:":
    case "https:": {
      const { transfer, status, statusText, list, urls, type } = await httpFetch(fetching, url);
      if (type === "opaque") {
        transfer.cancel();
        return { type, status: 0, statusText: "", list, urls, body: null };
      }
      const isEmpty = NULL_BODY.has(status) || fetching.request.method === "HEAD";
      if (isEmpty) transfer.collect().catch(() => {});
      return { type, status, statusText, list, urls, body: isEmpty ? null : new Body({ transfer }) };
    }
    case "data:": {
      const found = loadBuiltin("node:internal/web/fetch/data_url").processDataUrl(url);
      if (found === null) throw networkError("failed to fetch the data URL");
      const { type, bytes } = found;
      const body = request.method === "HEAD" ? null : new Body({ source: bytes, length: bytes.byteLength });
      return local(200, "OK", [["content-type", type]], body, url);
    }
    case "blob:": {
      const { status, statusText, fields, body } = loadBuiltin("node:internal/web/fetch/blob_url").answerOf(request, networkError);
      return local(status, statusText, fields, body, url);
    }
    case "about:":
      throw networkError("about scheme is not supported");
    case "file:":
      throw networkError("not implemented... yet...");
    default:
      throw networkError("unknown scheme");
  }
}

function local(status, statusText, fields, body, url) {
  const list = new HeaderList();
  for (const [name, value] of fields) list.append(name, value);
  return { type: "basic", status, statusText, list, urls: [url.href], body };
}

async function run(fetching) {
  let state;
  try {
    state = await schemeFetch(fetching);
  } catch (error) {
    if (fetching.aborted) throw fetching.reason;
    throw error instanceof TypeError && error.message === "fetch failed" ? error : failed(error);
  }
  const { integrity } = fetching.request;
  if (integrity !== "") {
    if (state.body === null) throw networkError("");
    const bytes = await state.body.bytes();
    checkIntegrity(bytes, integrity);
    state.body = new Body({ source: bytes, length: bytes.byteLength });
  }
  fetching.body = state.body;
  return newResponse(state, "immutable");
}

export function fetch(input, init = undefined) {
  if (arguments.length === 0) return Promise.reject(new TypeError("fetch: 1 argument required, but only 0 present."));
  let request;
  try {
    request = new Request(input, init);
  } catch (error) {
    return Promise.reject(error);
  }
  const state = stateOf(request);
  const { signal } = state;
  if (signal === undefined) return run(new Fetching(state));
  return abortable(new Fetching(state), signal);
}
Object.defineProperty(fetch, "length", { value: 1 });

function abortable(fetching, signal) {
  if (signal.aborted) {
    fetching.abort(signal.reason);
    return Promise.reject(fetching.reason);
  }
  return new Promise((resolve, reject) => {
    const onAbort = () => {
      fetching.abort(signal.reason);
      reject(fetching.reason);
    };
    signal.addEventListener("abort", onAbort, { once: true });
    run(fetching).then(resolve, (error) => {
      signal.removeEventListener("abort", onAbort);
      reject(error);
    });
  });
}

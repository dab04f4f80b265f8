// SignatureV4: requests signed with our SHA-256 in one go. The original makes five digests, waits for each and sorts the fields three
// times for a request, which is more than sending it costs. Everything else, and digests of the user's own, is the original's.
import { createHmac, hash } from "node:crypto";
import { HttpRequest } from "@smithy/core/protocols";
import { SignatureV4 as Original } from "modules:@smithy/signature-v4/dist-es/SignatureV4.js";
import { getSigningKey } from "modules:@smithy/signature-v4/dist-es/credentialDerivation.js";
import { getCanonicalQuery } from "modules:@smithy/signature-v4/dist-es/getCanonicalQuery.js";
import { getCanonicalHeaders } from "./canonical_headers.mjs";
import { Sha256Node } from "./digests.mjs";

const EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
const GENERATED = new Set(["authorization", "x-amz-date", "date"]);
const HASH_FIELD = "x-amz-content-sha256";
const own = Object.prototype.hasOwnProperty;

const isArrayBuffer = (body) => body instanceof ArrayBuffer || Object.prototype.toString.call(body) === "[object ArrayBuffer]";

function hashOf(body) {
  if (body == undefined) return EMPTY;
  if (typeof body === "string" || ArrayBuffer.isView(body)) return hash("sha256", body, "hex");
  return isArrayBuffer(body) ? hash("sha256", new Uint8Array(body), "hex") : "UNSIGNED-PAYLOAD";
}

// What the fields of this name, in any spelling, say first; those that signing makes itself are removed.
function prepare(headers) {
  let found;
  for (const name in headers) {
    if (!own.call(headers, name)) continue;
    const lower = name.toLowerCase();
    if (GENERATED.has(lower)) delete headers[name];
    else if (found === undefined && lower === HASH_FIELD) found = { value: headers[name] };
  }
  return found;
}

// The key that was made last for these credentials: it changes with the day.
const keys = new WeakMap();

async function keyFor(credentials, shortDate, region, service) {
  const { accessKeyId, secretAccessKey, sessionToken } = credentials;
  const kept = keys.get(credentials);
  if (kept !== undefined && kept.shortDate === shortDate && kept.region === region && kept.service === service
    && kept.secretAccessKey === secretAccessKey && kept.accessKeyId === accessKeyId && kept.sessionToken === sessionToken) return kept.key;
  const key = await getSigningKey(Sha256Node, credentials, shortDate, region, service);
  keys.set(credentials, { shortDate, region, service, accessKeyId, secretAccessKey, sessionToken, key });
  return key;
}

export class SignatureV4 extends Original {
  async signRequest(requestToSign, options = {}) {
    if (this.sha256 !== Sha256Node) return super.signRequest(requestToSign, options);
    const { signingDate = new Date(), signableHeaders, unsignableHeaders, signingRegion, signingService } = options;
    const credentials = await this.credentialProvider();
    this.validateResolvedCredentials(credentials);
    const region = signingRegion ?? (await this.regionProvider());
    const service = signingService ?? this.service;
    const request = HttpRequest.clone(requestToSign);
    const { headers } = request;
    const given = prepare(headers);
    const { longDate, shortDate } = this.formatDate(signingDate);
    const scope = `${shortDate}/${region}/${service}/aws4_request`;
    headers["x-amz-date"] = longDate;
    if (credentials.sessionToken) headers["x-amz-security-token"] = credentials.sessionToken;
    const payload = given === undefined ? hashOf(request.body) : given.value;
    if (given === undefined && this.applyChecksum) headers[HASH_FIELD] = payload;
    const canonical = getCanonicalHeaders(request, unsignableHeaders, signableHeaders);
    const names = Object.keys(canonical).sort();
    const signed = names.join(";");
    let fields = "";
    for (const name of names) fields += `${name}:${canonical[name]}\n`;
    const path = request.path === "/" ? "/" : this.getCanonicalPath(request);
    const text = `${request.method}\n${path}\n${getCanonicalQuery(request)}\n${fields || "\n"}\n${signed}\n${payload}`;
    const key = await keyFor(credentials, shortDate, region, signingService || this.service);
    const toSign = `AWS4-HMAC-SHA256\n${longDate}\n${scope}\n${hash("sha256", text, "hex")}`;
    headers.authorization = `AWS4-HMAC-SHA256 Credential=${credentials.accessKeyId}/${scope}, SignedHeaders=${signed}, \
Signature=${createHmac("sha256", key).update(toSign).digest("hex")}`;
    return request;
  }

  formatDate(now) {
    const text = now instanceof Date ? now.toISOString() : "";
    if (text.length !== 24) return super.formatDate(now);
    const shortDate = text.slice(0, 4) + text.slice(5, 7) + text.slice(8, 10);
    return { longDate: `${shortDate}T${text.slice(11, 13)}${text.slice(14, 16)}${text.slice(17, 19)}Z`, shortDate };
  }
}

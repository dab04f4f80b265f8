// The field Referer of requests that were given a referrer. Spec: https://w3c.github.io/webappsec-referrer-policy/#determine-requests-referrer
// Node's reading of it: a request has no origin of its own, so that nothing is "same-origin" with it.

const POLICIES = new Set(["no-referrer", "no-referrer-when-downgrade", "same-origin", "origin", "strict-origin", "origin-when-cross-origin",
  "strict-origin-when-cross-origin", "unsafe-url"]);
const MOST = 4096;

function isTrustworthy({ protocol, hostname }) {
  return protocol === "https:" || protocol === "wss:" || protocol === "file:" || hostname === "[::1]" || /^127\.\d+\.\d+\.\d+$/.test(hostname)
    || /(?:^|\.)localhost\.?$/.test(hostname);
}

const LOCAL = new Set(["about:", "blob:", "data:"]);

// Its value, or undefined for none.
export function referrerFor(request, url) {
  const whole = new URL(request.referrer);
  if (LOCAL.has(whole.protocol)) return undefined;
  whole.username = whole.password = whole.hash = "";
  const origin = `${whole.origin}/`;
  const full = whole.href.length > MOST ? origin : whole.href;
  const isDowngrade = isTrustworthy(whole) && !isTrustworthy(url);
  switch (request.referrerPolicy) {
    case "no-referrer":
    case "same-origin":
      return undefined;
    case "origin":
    case "origin-when-cross-origin":
      return origin;
    case "unsafe-url":
      return full;
    case "strict-origin":
      return isDowngrade ? undefined : origin;
    case "no-referrer-when-downgrade":
      return isDowngrade ? undefined : full;
    default:
      if (whole.origin === url.origin) return full;
      return isDowngrade ? undefined : origin;
  }
}

// What an answer says about it, "" for nothing.
export function policyOf(list) {
  const words = (list.get("referrer-policy") ?? "").split(",").map((word) => word.trim());
  return words.findLast((word) => POLICIES.has(word)) ?? "";
}

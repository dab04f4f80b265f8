// parseUrl: the same endpoint is asked about several times a request, and each time the original parses it or asks a URL for five parts.
import { parseUrl as original } from "modules:@smithy/core/dist-es/submodules/transport/parseUrl.js";

const MOST = 50;
const known = new Map(); // href -> parts, of URLs without a query

export function parseUrl(url) {
  const href = typeof url === "string" ? url : url instanceof URL ? url.href : undefined;
  const kept = known.get(href);
  if (kept !== undefined) return { ...kept };
  const parts = original(url);
  if (href !== undefined && parts.query === undefined && known.size < MOST) known.set(href, { ...parts });
  return parts;
}

// urlToHttpOptions: a URL as options for http.request.  https://nodejs.org/api/url.html#urlurltohttpoptionsurl
import { kValidateObjectAllowObjects, validateObject } from "../_validators.js";
import { decodeComponent } from "./_file_url.js";

export function urlToHttpOptions(url) {
  validateObject(url, "url", kValidateObjectAllowObjects);
  const { hostname, pathname, port, username, password, search } = url;
  const options = {
    __proto__: null,
    ...url,
    protocol: url.protocol,
    hostname: hostname?.[0] === "[" ? hostname.slice(1, -1) : hostname,
    hash: url.hash,
    search,
    pathname,
    path: `${pathname || ""}${search || ""}`,
    href: url.href,
  };
  if (port !== "") options.port = Number(port);
  if (username || password) options.auth = `${decodeComponent(username)}:${decodeComponent(password)}`;
  return options;
}

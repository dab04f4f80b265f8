// node:url, the door. URL and URLSearchParams are in _url.js and _search_params.js, the legacy API in _legacy*.js.
// URLPattern is in _web/url_pattern.  https://nodejs.org/api/url.html
import { domainToASCII as toASCII, domainToUnicode as toUnicode } from "native:url";
import { codes } from "../_errors.js";
import { fileURLToPath, fileURLToPathBuffer, pathToFileURL } from "./_file_url.js";
import { urlToHttpOptions } from "./_http_options.js";
import { Url, urlFormat, urlParse, urlResolve, urlResolveObject } from "./_legacy.js";
import { URLSearchParams } from "./_search_params.js";
import { URL } from "./_url.js";
import { URLPattern } from "../_web/url_pattern/index.js";

function domainToASCII(domain) {
  if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS("domain");
  return toASCII(`${domain}`);
}

function domainToUnicode(domain) {
  if (arguments.length < 1) throw new codes.ERR_MISSING_ARGS("domain");
  return toUnicode(`${domain}`);
}

export {
  Url, urlParse as parse, urlResolve as resolve, urlResolveObject as resolveObject, urlFormat as format,
  URL, URLPattern, URLSearchParams, domainToASCII, domainToUnicode,
  pathToFileURL, fileURLToPath, fileURLToPathBuffer, urlToHttpOptions,
};

export default {
  Url, parse: urlParse, resolve: urlResolve, resolveObject: urlResolveObject, format: urlFormat,
  URL, URLPattern, URLSearchParams, domainToASCII, domainToUnicode,
  pathToFileURL, fileURLToPath, fileURLToPathBuffer, urlToHttpOptions,
};

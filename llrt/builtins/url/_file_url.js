// File URLs and paths: fileURLToPath, fileURLToPathBuffer, pathToFileURL. The `windows` option picks the rules of that
// system, POSIX holds without it.  https://nodejs.org/api/url.html#urlfileurltopathurl-options
import { loadBuiltin } from "native:engine";
import { canParse, cwd, domainToUnicode, percentDecode } from "native:url";
import { codes } from "../_errors.js";
import { validateString } from "../_validators.js";
import { URL } from "./_url.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE, ERR_INVALID_FILE_URL_HOST, ERR_INVALID_FILE_URL_PATH, ERR_INVALID_URL_SCHEME } = codes;

// A URL of any realm, and no legacy Url (those have auth and path).
export function isURL(value) {
  return Boolean(value?.href && value.protocol && value.auth === undefined && value.path === undefined);
}

function toFileURL(path) {
  const url = typeof path === "string" ? new URL(path) : path;
  if (!isURL(url)) throw new ERR_INVALID_ARG_TYPE("path", ["string", "URL"], url);
  if (url.protocol !== "file:") throw new ERR_INVALID_URL_SCHEME("file");
  return url;
}

// decodeURIComponent with V8's message.
export function decodeComponent(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    throw new URIError("URI malformed");
  }
}

function decodeToBuffer(text) {
  const bytes = percentDecode(text.replace(/[^\0-\x7f]+/g, (run) => encodeURIComponent(run.toWellFormed())));
  return loadBuiltin("node:buffer").Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

function checkNoHost(url) {
  if (url.hostname !== "") throw new ERR_INVALID_FILE_URL_HOST(loadBuiltin("node:process").default.platform);
}

export function fileURLToPath(path, options = undefined) {
  const url = toFileURL(path);
  const { pathname } = url;
  if (options?.windows) {
    if (/%(2f|5c)/i.test(pathname)) throw new ERR_INVALID_FILE_URL_PATH("must not include encoded \\ or / characters", url);
    return windowsPath(url, decodeComponent);
  }
  checkNoHost(url);
  if (/%2f/i.test(pathname)) throw new ERR_INVALID_FILE_URL_PATH("must not include encoded / characters", url);
  return decodeComponent(pathname);
}

export function fileURLToPathBuffer(path, options = undefined) {
  const url = toFileURL(path);
  if (options?.windows) return windowsPath(url, decodeToBuffer);
  checkNoHost(url);
  return decodeToBuffer(url.pathname);
}

// "\\server\share\..." or "C:\...", as a string or as a Buffer by what `decoder` gives.
function windowsPath(url, decoder) {
  const pathname = url.pathname.replace(/\//g, "\\");
  if (url.hostname !== "") {
    const server = `\\\\${domainToUnicode(url.hostname)}`;
    const rest = decoder(pathname);
    if (typeof rest === "string") return server + rest;
    const { Buffer } = loadBuiltin("node:buffer");
    return Buffer.concat([Buffer.from(server), rest]);
  }
  const whole = decoder(pathname);
  if (!/^\\[a-z]:/i.test(whole.toString("latin1"))) throw new ERR_INVALID_FILE_URL_PATH("must be absolute", url);
  return whole.slice(1);
}

// What the URL parser would take for something else, or leave as it is where Node escapes it.
const ESCAPED = /[%\\\n\r\t?#[\]^|~]/g;
const escapeCharacter = (character) => `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, "0")}`;

function urlOfPath(path, windows) {
  const url = new URL("file://");
  url.pathname = path.replace(ESCAPED, (character) => (windows && character === "\\" ? character : escapeCharacter(character)));
  return url;
}

export function pathToFileURL(filepath, options) {
  validateString(filepath, "path");
  if (options?.windows) return windowsPathToURL(filepath);
  const path = resolvePosix(filepath);
  return urlOfPath(filepath.endsWith("/") && path !== "/" ? `${path}/` : path, false);
}

const UNC_PREFIX = "\\\\?\\UNC\\";

function windowsPathToURL(filepath) {
  if (filepath.startsWith("\\\\") && (filepath.startsWith(UNC_PREFIX) || !filepath.startsWith("\\\\?\\"))) {
    return uncPathToURL(filepath);
  }
  if (filepath.startsWith("\\\\?\\")) return urlOfPath(filepath.slice(4), true);
  const path = resolveWindows(filepath);
  if (path.startsWith("\\\\")) return uncPathToURL(path);
  return urlOfPath(/[\\/]$/.test(filepath) ? `${path}/` : path, true);
}

// \\server\share\resource, also with the prefix \\?\UNC\.
function uncPathToURL(filepath) {
  const start = filepath.startsWith(UNC_PREFIX) ? UNC_PREFIX.length : 2;
  const end = filepath.indexOf("\\", start);
  if (end === -1) throw new ERR_INVALID_ARG_VALUE("path", filepath, "Missing UNC resource path");
  if (end === start) throw new ERR_INVALID_ARG_VALUE("path", filepath, "Empty UNC servername");
  const hostname = filepath.slice(start, end);
  const path = filepath.slice(end);
  if (!canParse(`file://${hostname}/`, undefined) || /^[a-z][:|]$/i.test(hostname)) {
    throw new codes.ERR_INVALID_URL(path.toWellFormed(), hostname.toWellFormed());
  }
  const url = urlOfPath(path, true);
  url.hostname = hostname;
  return url;
}

// Path segments without "." and "..", which cannot lead above the root.
function normalizedSegments(path, separator) {
  const segments = [];
  for (const segment of path.split(separator)) {
    if (segment === "..") segments.pop();
    else if (segment !== "" && segment !== ".") segments.push(segment);
  }
  return segments;
}

function resolvePosix(path) {
  return `/${normalizedSegments(path.startsWith("/") ? path : `${cwd()}/${path}`, "/").join("/")}`;
}

const UNC_ROOT = /^[\\/]{2}([^\\/]+)[\\/]+([^\\/]+)/;

function resolveWindows(path) {
  const unc = UNC_ROOT.exec(path);
  if (unc !== null) {
    const [root, server, share] = unc;
    const rest = normalizedSegments(path.slice(root.length), /[\\/]/);
    // The root of a share ends in a backslash; "." and "?" are no servers and have no share.
    if (rest.length === 0 && server !== "." && server !== "?") rest.push("");
    return `\\\\${[server, share, ...rest].join("\\")}`;
  }
  const [drive] = /^[a-z]:/i.exec(path) ?? [""];
  const rest = path.slice(drive.length);
  const absolute = /^[\\/]/.test(rest) ? rest : `${cwd()}\\${rest}`;
  return `${drive}\\${normalizedSegments(absolute, /[\\/]/).join("\\")}`;
}

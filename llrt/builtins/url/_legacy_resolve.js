// url.resolve: a legacy Url against another. Like a browser's link of old, but a scheme without "//" (mailto:, xmpp:) is
// resolved as a path that begins with its host, so that ".." reaches it.
import { SCRIPT_PROTOCOLS, SLASHED_PROTOCOLS } from "./_legacy_protocols.js";

// `relative` is changed in places, as Node does. `result`: a new Url.
export function resolveUrl(source, relative, result) {
  Object.assign(result, source);
  result.hash = relative.hash;
  if (relative.href === "") return finish(result);
  if (relative.slashes && !relative.protocol) return withProtocolOf(result, relative);
  if (relative.protocol && relative.protocol !== result.protocol) return withOtherProtocol(result, relative);
  return new PathResolution(result, relative).run();
}

function finish(result) {
  result.href = result.format();
  return result;
}

// "//host/path": everything but the protocol is the relative's.
function withProtocolOf(result, relative) {
  for (const key of Object.keys(relative)) {
    if (key !== "protocol") result[key] = relative[key];
  }
  if (SLASHED_PROTOCOLS.has(result.protocol) && result.hostname && !result.pathname) {
    result.pathname = "/";
    result.path = "/";
  }
  return finish(result);
}

function withOtherProtocol(result, relative) {
  if (!SLASHED_PROTOCOLS.has(relative.protocol)) return finish(Object.assign(result, relative));
  result.protocol = relative.protocol;
  const needsHost = !relative.host && !/^file:?$/.test(relative.protocol) && !SCRIPT_PROTOCOLS.has(relative.protocol);
  result.pathname = needsHost ? pathAfterHost(relative) : relative.pathname;
  result.search = relative.search;
  result.query = relative.query;
  result.host = relative.host || "";
  result.auth = relative.auth;
  result.hostname = relative.hostname || relative.host;
  result.port = relative.port;
  if (result.pathname || result.search) result.path = (result.pathname || "") + (result.search || "");
  result.slashes ||= relative.slashes;
  return finish(result);
}

// "http:/host/path" and the like: the first segment that is not empty becomes the host.
function pathAfterHost(relative) {
  const segments = (relative.pathname || "").split("/");
  while (segments.length > 0 && !relative.host) relative.host = segments.shift();
  relative.host ||= "";
  relative.hostname ||= "";
  if (segments[0] !== "") segments.unshift("");
  if (segments.length < 2) segments.unshift("");
  return segments.join("/");
}

const segmentsOf = (pathname) => (pathname && pathname.split("/")) || [];

// The same protocol, or none: the paths are merged.
class PathResolution {
  constructor(result, relative) {
    this.result = result;
    this.relative = relative;
    this.path = segmentsOf(result.pathname);
    this.relativePath = segmentsOf(relative.pathname);
    this.relativeIsAbsolute = Boolean(relative.host || relative.pathname?.charAt(0) === "/");
    this.mustEndAbsolute = this.relativeIsAbsolute || result.pathname?.charAt(0) === "/" || Boolean(result.host && relative.pathname);
    // Above the root there is nothing, whatever mustEndAbsolute becomes.
    this.keepsDots = !this.mustEndAbsolute;
    this.hostInPath = Boolean(result.protocol && !SLASHED_PROTOCOLS.has(result.protocol));
  }

  run() {
    const { result, relative } = this;
    if (this.hostInPath) this.moveHostsIntoPaths();
    if (this.relativeIsAbsolute) {
      this.takeRelativeHost();
    } else if (this.relativePath.length > 0) {
      this.path.pop();
      this.path = this.path.concat(this.relativePath);
    } else if (relative.search !== null && relative.search !== undefined) {
      return this.finishWithSearch();
    }
    if (this.relativeIsAbsolute || this.relativePath.length > 0) {
      result.search = relative.search;
      result.query = relative.query;
    }
    return this.path.length === 0 ? this.finishWithoutPath() : this.finishWithPath();
  }

  moveHostsIntoPaths() {
    const { result, relative } = this;
    const prepend = (path, host) => {
      if (!host) return;
      if (path[0] === "") path[0] = host;
      else path.unshift(host);
    };
    result.hostname = "";
    result.port = null;
    prepend(this.path, result.host);
    result.host = "";
    if (relative.protocol) {
      relative.hostname = null;
      relative.port = null;
      result.auth = null;
      prepend(this.relativePath, relative.host);
      relative.host = null;
    }
    this.mustEndAbsolute &&= this.relativePath[0] === "" || this.path[0] === "";
  }

  takeRelativeHost() {
    const { result, relative } = this;
    if (relative.host || relative.host === "") {
      if (result.host !== relative.host) result.auth = null;
      result.host = relative.host;
      result.port = relative.port;
    }
    if (relative.hostname || relative.hostname === "") {
      if (result.hostname !== relative.hostname) result.auth = null;
      result.hostname = relative.hostname;
    }
    this.path = this.relativePath;
  }

  // The host back out of the path, with credentials that got stuck in it.
  setHost(host) {
    const { result } = this;
    result.host = host;
    result.hostname = host;
    if (!host || host.indexOf("@") <= 0) return;
    const parts = host.split("@");
    result.auth = parts[0];
    result.host = parts[1];
    result.hostname = parts[1];
  }

  // "?query" alone.
  finishWithSearch() {
    const { result, relative } = this;
    if (this.hostInPath) this.setHost(this.path.shift());
    result.search = relative.search;
    result.query = relative.query;
    this.setPath();
    return finish(result);
  }

  finishWithoutPath() {
    const { result } = this;
    result.pathname = null;
    result.path = result.search ? `/${result.search}` : null;
    return finish(result);
  }

  finishWithPath() {
    const { result, relative } = this;
    const trailing = this.endsWithSlash();
    this.removeDots();
    const { path } = this;
    if (this.mustEndAbsolute && path[0] !== "" && path[0]?.charAt(0) !== "/") path.unshift("");
    if (trailing && !path.join("/").endsWith("/")) path.push("");
    const isAbsolute = path[0] === "" || path[0]?.charAt(0) === "/";
    if (this.hostInPath) this.setHost(isAbsolute || path.length === 0 ? "" : path.shift());
    this.mustEndAbsolute ||= Boolean(result.host && path.length > 0);
    if (this.mustEndAbsolute && !isAbsolute) path.unshift("");
    if (path.length === 0) {
      result.pathname = null;
      result.path = null;
    } else {
      result.pathname = path.join("/");
    }
    this.setPath();
    result.auth = relative.auth || result.auth;
    result.slashes ||= relative.slashes;
    return finish(result);
  }

  // For http.request.
  setPath() {
    const { result } = this;
    if (result.pathname !== null || result.search !== null) result.path = (result.pathname || "") + (result.search || "");
  }

  // A last "." or ".." stands for a directory.
  endsWithSlash() {
    const { result, relative, path } = this;
    const last = path[path.length - 1];
    return last === "" || ((last === "." || last === "..") && Boolean(result.host || relative.host || path.length > 1));
  }

  removeDots() {
    const { path } = this;
    let up = 0;
    for (let i = path.length - 1; i >= 0; i--) {
      if (path[i] === ".") {
        path.splice(i, 1);
      } else if (path[i] === "..") {
        path.splice(i, 1);
        up++;
      } else if (up > 0) {
        path.splice(i, 1);
        up--;
      }
    }
    if (!this.mustEndAbsolute && this.keepsDots) {
      for (; up > 0; up--) path.unshift("..");
    }
  }
}

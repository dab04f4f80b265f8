// net.BoundSocket: an address taken before anybody listens or connects.  Reference: nodejs.org/api/net.html#class-netboundsocket
import { codes, ExceptionWithHostPort } from "../_errors.js";
import { validateBoolean, validateObject, validatePort, validateString } from "../_validators.js";
import { TCP } from "./_handle.js";
import { isIP } from "./_ip.js";
import { kConsume } from "./_symbols.js";

const { ERR_INVALID_ARG_VALUE, ERR_SOCKET_HANDLE_ADOPTED } = codes;
const NOT_AN_ADDRESS = "must be a numeric IP address; net.BoundSocket does not perform DNS resolution";
export const IPV6_ONLY = 1;
export const REUSE_PORT = 2;

function addressOf({ host }, ipv6Only) {
  if (host === undefined || host === null) return ipv6Only ? ["::", 6] : ["0.0.0.0", 4];
  validateString(host, "options.host");
  const family = isIP(host);
  if (family === 0) throw new ERR_INVALID_ARG_VALUE("options.host", host, NOT_AN_ADDRESS);
  return [host, family];
}

export class BoundSocket {
  #handle;
  #address = {};

  constructor(options = {}) {
    validateObject(options, "options");
    const port = validatePort(options.port ?? 0, "options.port");
    const ipv6Only = options.ipv6Only ?? false;
    validateBoolean(ipv6Only, "options.ipv6Only");
    const reusePort = options.reusePort ?? false;
    validateBoolean(reusePort, "options.reusePort");
    const [host, family] = addressOf(options, ipv6Only);
    const flags = (ipv6Only ? IPV6_ONLY : 0) | (reusePort ? REUSE_PORT : 0);
    const handle = new TCP();
    const errno = (family === 6 ? handle.bind6(host, port, flags) : handle.bind(host, port, flags)) || handle.getsockname(this.#address);
    if (errno) {
      handle.close();
      throw new ExceptionWithHostPort(errno, "bind", host, port);
    }
    this.#handle = handle;
  }

  #owned() {
    if (this.#handle === null) throw new ERR_SOCKET_HANDLE_ADOPTED();
    return this.#handle;
  }

  address() {
    this.#owned();
    return this.#address;
  }

  fd() {
    return this.#owned().fd;
  }

  close() {
    this.#owned().close();
    this.#handle = null;
  }

  [Symbol.dispose]() {
    this.#handle?.close();
    this.#handle = null;
  }

  // For the one who goes on with the handle.
  [kConsume]() {
    const handle = this.#owned();
    this.#handle = null;
    return handle;
  }
}

// net.SocketAddress.  Reference: nodejs.org/api/net.html#class-netsocketaddress
import { codes, genericNodeError } from "../_errors.js";
import { kClone } from "../_web/clone_hooks.js";
import { inspect } from "../util/_inspect.js";
import { validateObject, validatePort, validateString, validateUint32 } from "../_validators.js";
import { URL } from "../url/_url.js";
import { format, parse } from "./_ip.js";

const { ERR_INVALID_ARG_VALUE } = codes;
const kInspect = Symbol.for("nodejs.util.inspect.custom");

// Read by BlockList: the address as a number (IPv4) or BigInt.
export const kBits = Symbol("bits");
const kDetail = Symbol("kDetail");

export class SocketAddress {
  static isSocketAddress(value) {
    return value?.[kDetail] !== undefined;
  }

  constructor(options = {}) {
    validateObject(options, "options");
    let { family = "ipv4" } = options;
    const { address = family === "ipv4" ? "127.0.0.1" : "::", port = 0, flowlabel = 0 } = options;
    if (typeof family?.toLowerCase === "function") family = family.toLowerCase();
    if (family !== "ipv4" && family !== "ipv6") throw new ERR_INVALID_ARG_VALUE("options.family", options.family);
    validateString(address, "options.address");
    validatePort(port, "options.port");
    validateUint32(flowlabel, "options.flowlabel", false);
    const bits = parse(address, family);
    if (bits === undefined) throw genericNodeError("Invalid socket address", { code: "ERR_INVALID_ADDRESS" });
    this[kBits] = bits;
    this[kDetail] = { address: format(bits, family), port: port | 0, family, flowlabel: family === "ipv6" ? flowlabel : 0 };
    Object.defineProperties(this, { [kBits]: { enumerable: false }, [kDetail]: { enumerable: false } });
  }

  get address() {
    return this[kDetail].address;
  }

  get port() {
    return this[kDetail].port;
  }

  get family() {
    return this[kDetail].family;
  }

  get flowlabel() {
    return this[kDetail].flowlabel;
  }

  toJSON() {
    return { ...this[kDetail] };
  }

  // "host:port", IPv6 in brackets; nothing where it is not that.
  static parse(input) {
    validateString(input, "input");
    try {
      const { hostname, port } = new URL(`http://${input}`);
      const brackets = hostname.startsWith("[") && hostname.endsWith("]");
      return new SocketAddress({ address: brackets ? hostname.slice(1, -1) : hostname, port: port | 0, family: brackets ? "ipv6" : "ipv4" });
    } catch {
      return undefined;
    }
  }

  [kClone]() {
    return { data: this.toJSON(), create: (data) => new SocketAddress(data) };
  }

  [kInspect](depth, options) {
    if (depth < 0) return options.stylize("[SocketAddress]", "special");
    return `SocketAddress ${inspect(this.toJSON(), { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

// net.BlockList: rules for single addresses, ranges and subnets.  Reference: nodejs.org/api/net.html#class-netblocklist
import { codes } from "../_errors.js";
import { kClone } from "../_web/clone_hooks.js";
import { inspect } from "../util/_inspect.js";
import { validateInt32, validateString } from "../_validators.js";
import { kBits, SocketAddress } from "./_socket_address.js";

const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;
const kInspect = Symbol.for("nodejs.util.inspect.custom");

// ::ffff:0:0/96, in which IPv6 has the IPv4 addresses.
const MAPPED = 0xffffn << 32n;
const isMapped = (bits) => bits >> 32n === 0xffffn;
const FAMILY = { ipv4: "IPv4", ipv6: "IPv6" };

// The bits of `address` in the family of a rule; nothing where the two cannot be compared.
function bitsIn(family, address) {
  const bits = address[kBits];
  if (address.family === family) return bits;
  if (family === "ipv6") return MAPPED | BigInt(bits);
  return isMapped(bits) ? Number(bits & 0xffffffffn) : undefined;
}

// A single address or the ends of a range of IPv6 match IPv4 only where they are mapped addresses themselves.
const comparable = (address, end) => address.family === end.family || end.family === "ipv4" || isMapped(end[kBits]);

function toAddress(address, family, name) {
  if (SocketAddress.isSocketAddress(address)) return address;
  validateString(address, name);
  validateString(family, "family");
  return new SocketAddress({ address, family });
}

function addressRule(address) {
  return {
    text: `Address: ${FAMILY[address.family]} ${address.address}`,
    matches: (other) => comparable(other, address) && bitsIn(address.family, other) === address[kBits],
  };
}

function rangeRule(start, end) {
  return {
    text: `Range: ${FAMILY[start.family]} ${start.address}-${end.address}`,
    matches(other) {
      if (!comparable(other, start) || !comparable(other, end)) return false;
      const bits = bitsIn(start.family, other);
      return bits !== undefined && bits >= start[kBits] && bits <= end[kBits];
    },
  };
}

function subnetRule(network, prefix) {
  const shift = BigInt((network.family === "ipv4" ? 32 : 128) - prefix);
  const wanted = BigInt(network[kBits]) >> shift;
  return {
    text: `Subnet: ${FAMILY[network.family]} ${network.address}/${prefix}`,
    matches(other) {
      const bits = bitsIn(network.family, other);
      return bits !== undefined && BigInt(bits) >> shift === wanted;
    },
  };
}

const RULE = {
  IPv4: /^(Subnet|Address|Range): IPv4 (\d{1,3}(?:\.\d{1,3}){3})(?:\/(\d{1,2})|-(\d{1,3}(?:\.\d{1,3}){3}))?$/,
  IPv6: /^(Subnet|Address|Range): IPv6 ([0-9a-fA-F:]{1,39})(?:\/(\d{1,3})|-([0-9a-fA-F:]{1,39}))?$/i,
};

function checkList(list) {
  if (!Array.isArray(list) || list.some((item) => typeof item !== "string")) {
    throw new ERR_INVALID_ARG_TYPE("data", ["string", "string[]"], list);
  }
  return list;
}

export class BlockList {
  #rules = [];

  static isBlockList(value) {
    return typeof value === "object" && value !== null && #rules in value;
  }

  addAddress(address, family = "ipv4") {
    this.#rules.unshift(addressRule(toAddress(address, family, "address")));
  }

  addRange(start, end, family = "ipv4") {
    const from = toAddress(start, family, "start");
    const to = toAddress(end, family, "end");
    if (from.family !== to.family || from[kBits] > to[kBits]) throw new ERR_INVALID_ARG_VALUE("start", from, "must come before end");
    this.#rules.unshift(rangeRule(from, to));
  }

  addSubnet(network, prefix, family = "ipv4") {
    const address = toAddress(network, family, "network");
    validateInt32(prefix, "prefix", 0, address.family === "ipv4" ? 32 : 128);
    this.#rules.unshift(subnetRule(address, prefix + 0));
  }

  check(address, family = "ipv4") {
    if (!SocketAddress.isSocketAddress(address)) {
      validateString(address, "address");
      validateString(family, "family");
      try {
        address = new SocketAddress({ address, family });
      } catch {
        return false;
      }
    }
    return this.#rules.some((rule) => rule.matches(address));
  }

  toJSON() {
    return this.rules;
  }

  // What is no rule is passed over, as in Node.
  fromJSON(data) {
    const list = typeof data === "string" ? checkList(JSON.parse(data)) : checkList(data);
    for (const item of list) {
      const family = item.includes("IPv4") ? "IPv4" : "IPv6";
      const [, kind, first, prefix, last] = RULE[family].exec(item) ?? [];
      if (kind === "Subnet" && prefix !== undefined) this.addSubnet(first, Number(prefix), family.toLowerCase());
      else if (kind === "Range" && last !== undefined) this.addRange(first, last, family.toLowerCase());
      else if (kind === "Address") this.addAddress(first, family.toLowerCase());
    }
  }

  get rules() {
    return this.#rules.map((rule) => rule.text);
  }

  // A clone sees the rules of the original, those added later too.
  [kClone]() {
    return {
      data: undefined,
      create: () => {
        const copy = new BlockList();
        copy.#rules = this.#rules;
        return copy;
      },
    };
  }

  [kInspect](depth, options) {
    if (depth < 0) return options.stylize("[BlockList]", "special");
    return `BlockList ${inspect({ rules: this.rules }, { ...options, depth: options.depth == null ? null : options.depth - 1 })}`;
  }
}

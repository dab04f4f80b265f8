// os.networkInterfaces(): addresses as text, with prefix lengths and the hardware address of their interface.
import { loadBuiltin } from "native:engine";
import * as native from "native:os";
import { codes } from "../_errors.js";

const hex = (byte) => byte.toString(16).padStart(2, "0");

function words(bytes) {
  return Array.from({ length: 8 }, (_, i) => bytes[i * 2] * 256 + bytes[i * 2 + 1]);
}

// The longest run of two zeros or more is left out (RFC 5952).
function ipv6(bytes) {
  const groups = words(bytes);
  if (groups.slice(0, 6).every((group, i) => group === (i === 5 ? 0xffff : 0))) return `::ffff:${bytes.slice(12).join(".")}`;
  let best = [0, 0];
  for (let start = 0; start < 8; start++) {
    let end = start;
    while (end < 8 && groups[end] === 0) end++;
    if (end - start > best[1] - best[0]) best = [start, end];
  }
  const text = (from, to) => groups.slice(from, to).map((group) => group.toString(16)).join(":");
  return best[1] - best[0] < 2 ? text(0, 8) : `${text(0, best[0])}::${text(best[1], 8)}`;
}

// How many ones a mask starts with; undefined when others follow.
function prefixLength(mask) {
  const bits = [...mask].map((byte) => byte.toString(2).padStart(8, "0")).join("");
  return /^1*0*$/.test(bits) ? bits.indexOf("0") === -1 ? bits.length : bits.indexOf("0") : undefined;
}

export function networkInterfaces() {
  const list = native.interfaces();
  if (typeof list === "number") {
    const [code, message] = loadBuiltin("node:internal/errors").uvErrmapGet(list) ?? ["UNKNOWN", "unknown error"];
    throw new codes.ERR_SYSTEM_ERROR({ errno: list, code, message, syscall: "uv_interface_addresses" });
  }
  const macs = new Map(list.filter(([, family]) => family === 1).map(([name, , bytes]) => [name, [...bytes].map(hex).join(":")]));
  const result = {};
  for (const [name, family, bytes, mask, scope, internal] of list) {
    if (family === 1) continue;
    const show = (data) => (family === 4 ? [...data].join(".") : ipv6(data));
    const address = show(bytes);
    const length = prefixLength(mask);
    const entry = {
      address, netmask: show(mask), family: `IPv${family}`, mac: macs.get(name) ?? "00:00:00:00:00:00", internal,
      cidr: length === undefined ? null : `${address}/${length}`,
    };
    if (family === 6) entry.scopeid = scope;
    (result[name] ??= []).push(entry);
  }
  return result;
}

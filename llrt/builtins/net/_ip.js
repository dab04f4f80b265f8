// IP addresses as text: what is one, its bits, and the text that inet_ntop gives (RFC 4291 2.2, RFC 5952 but for lower-case hex).
const BYTE = "(?:25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])";
const IPV4 = new RegExp(`^${BYTE}(?:\\.${BYTE}){3}$`);
const GROUP = /^[0-9a-fA-F]{1,4}$/;
const ZONE = /%[0-9a-zA-Z\-.:]+$/;

export const isIPv4 = function isIPv4(s) {
  return IPV4.test(s);
};

export function isIPv6(s) {
  const text = `${s}`;
  return text.includes(":") && groupsOf(text.replace(ZONE, "")) !== undefined;
}

export function isIP(s) {
  if (isIPv4(s)) return 4;
  return isIPv6(s) ? 6 : 0;
}

// A 32-bit number, or nothing.
export function parseIPv4(text) {
  return IPV4.test(text) ? text.split(".").reduce((bits, byte) => bits * 256 + Number(byte), 0) : undefined;
}

const formatIPv4 = (bits) => [24, 16, 8, 0].map((shift) => (bits >>> shift) & 255).join(".");

function splitGroups(text) {
  if (text === "") return [];
  const parts = text.split(":");
  const last = parts.at(-1);
  if (last.includes(".")) {
    const bits = parseIPv4(last);
    if (bits === undefined) return undefined;
    parts.splice(-1, 1, (bits >>> 16).toString(16), (bits & 0xffff).toString(16));
  }
  return parts.every((part) => GROUP.test(part)) ? parts.map((part) => parseInt(part, 16)) : undefined;
}

// The eight groups of an IPv6 address without zone, or nothing.
function groupsOf(text) {
  const halves = text.split("::");
  if (halves.length > 2 || (halves.length === 2 && halves[0].includes("."))) return undefined;
  const lists = halves.map(splitGroups);
  if (lists.includes(undefined)) return undefined;
  const count = lists.flat().length;
  if (halves.length === 1) return count === 8 ? lists[0] : undefined;
  return count < 8 ? [...lists[0], ...new Array(8 - count).fill(0), ...lists[1]] : undefined;
}

// A BigInt of 128 bits, or nothing.
export function parseIPv6(text) {
  return groupsOf(text.replace(/%.*$/, ""))?.reduce((bits, group) => (bits << 16n) | BigInt(group), 0n);
}

function longestRunOfZeros(groups) {
  let best = { start: -1, length: 1 };
  for (let start = 0; start < groups.length; start++) {
    let length = 0;
    while (groups[start + length] === 0) length++;
    if (length > best.length) best = { start, length };
    start += length;
  }
  return best;
}

function formatIPv6(bits) {
  const groups = Array.from({ length: 8 }, (_, i) => Number((bits >> BigInt(112 - 16 * i)) & 0xffffn));
  const { start, length } = longestRunOfZeros(groups);
  const embedded = start === 0 && (length === 6 || (length === 7 && groups[7] !== 1) || (length === 5 && groups[5] === 0xffff));
  const texts = (embedded ? groups.slice(0, 6) : groups).map((group) => group.toString(16));
  if (embedded) texts.push(formatIPv4(Number(bits & 0xffffffffn)));
  if (start === -1) return texts.join(":");
  return `${texts.slice(0, start).join(":")}::${texts.slice(start + length).join(":")}`;
}

export const format = (bits, family) => (family === "ipv4" ? formatIPv4(bits) : formatIPv6(bits));
export const parse = (text, family) => (family === "ipv4" ? parseIPv4(text) : parseIPv6(text));

// As the system writes it; "" for what is no address.
export function canonicalizeIP(text) {
  if (isIPv4(text)) return text;
  const bits = parseIPv6(text);
  return bits === undefined ? "" : formatIPv6(bits);
}

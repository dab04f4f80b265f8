// tls.checkServerIdentity(): whether a certificate is meant for a host (RFC 6125, with Node's restrictions and words).
// Reference: nodejs.org/api/tls.html#tlscheckserveridentityhostname-cert
import { codes } from "../_errors.js";
import { canonicalizeIP, isIP } from "../net/_ip.js";
import { domainToASCII } from "../url/index.js";

const { ERR_TLS_CERT_ALTNAME_FORMAT, ERR_TLS_CERT_ALTNAME_INVALID } = codes;
// A string of JSON at the start of a text.
const QUOTED = /^"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"/;

const withoutDot = (name) => name.replace(/\.$/, "");
const lowerASCII = (name) => name.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
const labels = (name) => lowerASCII(withoutDot(name)).split(".");

function matches(host, pattern) {
  if (!pattern) return false;
  const wanted = labels(pattern);
  if (host.length !== wanted.length || wanted.includes("") || wanted.some((label) => /[^\u0021-\u007f]/u.test(label))) return false;
  for (let i = host.length - 1; i > 0; i--) {
    if (host[i] !== wanted[i]) return false;
  }
  const parts = wanted[0].split("*");
  // Encoded names are taken literally.
  if (parts.length === 1 || wanted[0].includes("xn--")) return host[0] === wanted[0];
  if (parts.length > 2 || wanted.length <= 2) return false;
  const [before, after] = parts;
  return before.length + after.length <= host[0].length && host[0].startsWith(before) && host[0].endsWith(after);
}

// "DNS:a, DNS:\"b, c\"" -> its entries; commas in quotes do not part them.
function splitNames(text) {
  if (!text.includes('"')) return text.split(", ");
  const found = [];
  let current = "";
  for (let at = 0; at < text.length;) {
    if (text[at] === '"') {
      const quoted = QUOTED.exec(text.slice(at));
      if (quoted === null) throw new ERR_TLS_CERT_ALTNAME_FORMAT();
      current += JSON.parse(quoted[0]);
      at += quoted[0].length;
    } else if (text[at] === ",") {
      found.push(current);
      current = "";
      at += 2;
    } else {
      current += text[at++];
    }
  }
  found.push(current);
  return found;
}

function reasonAgainst(hostname, { subject, subjectaltname }) {
  const bare = withoutDot(hostname);
  const ascii = withoutDot(domainToASCII(hostname));
  const names = subjectaltname ? splitNames(subjectaltname) : [];
  const dnsNames = names.filter((name) => name.startsWith("DNS:")).map((name) => name.slice(4));
  if (isIP(ascii)) {
    const addresses = names.filter((name) => name.startsWith("IP Address:")).map((name) => canonicalizeIP(name.slice(11)));
    return addresses.includes(canonicalizeIP(ascii)) ? undefined : `IP: ${bare} is not in the cert's list: ${addresses.join(", ")}`;
  }
  const host = labels(ascii);
  if (dnsNames.length > 0) {
    return dnsNames.some((name) => matches(host, name)) ? undefined : `Host: ${bare}. is not in the cert's altnames: ${subjectaltname}`;
  }
  if (!subject?.CN) return "Cert does not contain a DNS name";
  const common = [subject.CN].flat();
  return common.some((name) => matches(host, name)) ? undefined : `Host: ${bare}. is not cert's CN: ${subject.CN}`;
}

// Whether names are enough to say that a certificate is meant for a host: { subject: { CN }, subjectaltname }.
export const areNamesFor = (hostname, names) => reasonAgainst(`${hostname}`, names) === undefined;

export function checkServerIdentity(hostname, cert) {
  hostname = `${hostname}`;
  const reason = reasonAgainst(hostname, cert);
  return reason === undefined ? undefined : new ERR_TLS_CERT_ALTNAME_INVALID(reason, withoutDot(hostname), cert);
}

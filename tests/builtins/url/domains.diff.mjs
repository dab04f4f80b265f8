// domainToASCII and domainToUnicode, and format() of a URL with a Unicode host.
import url from "node:url";
import { show, showAll } from "./_show.mjs";

const domains = [
  "", "a b", "xn--i\u00f1valid.com", "espa\u00f1ol.com", "\u4e2d\u6587.com", "xn--fiq228c.com", "1", "127.1", "0x7f.1", "[::1]", "[1:2", "a/b",
  "a:80", "a?b", "a#b", "user@h", "%41", "a\0b", "..", "A.B", "\ufb00", "a\\b", "\ud800", "\uff11.2", " a ", "-a", "a%zz", "fa\u00df.de", "\u0130.com",
  "xn--fiq228c.com%41", "\u{1F4A9}.la", "a\u00adb", "x".repeat(64), "x".repeat(300),
];
for (const domain of domains) {
  show(JSON.stringify(domain), () => [url.domainToASCII(domain), url.domainToUnicode(domain)]);
}
const u = new URL("http://u:p@xn--fiq228c.com:80/a?b#c");
showAll({ url, u }, String.raw`
url.domainToASCII()
url.domainToUnicode()
url.domainToASCII(null)
url.domainToUnicode(Symbol())
url.format(u)
url.format(u, { unicode: true })
url.format(u, { auth: false })
url.format(u, { fragment: false })
url.format(u, { search: false })
url.format(u, { unicode: 1, auth: 0, fragment: "", search: null })
url.format(u, {})
url.format(u, null)
url.format(u, 1)
url.format(u, "x")
url.format(u, [])
url.format(new URL("file:///a?b#c"), { search: false, auth: false })
url.format(new URL("http://xn--lck1c3crb1723bpq4a.com/a"), { unicode: true })
url.format(new URL("mailto:a?b"), { unicode: true, search: false })
url.format(new Proxy(u, {}))
`);

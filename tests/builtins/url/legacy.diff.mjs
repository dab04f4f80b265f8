// The legacy API: url.parse, url.format, url.resolve and Url objects.
import url from "node:url";
import { show, showAll } from "./_show.mjs";

const inputs = [
  "", "/", "a", "/a?b=c", "/a?b=c#d", "?x", "#x", "//h/p", "//u@h/p", "http://a", "HTTP://A.com:80/B", "http://a.com:99999/", "http://u:p@h:1/p?q#h",
  "http://a b/", "http://a^b/", "http://a\nb/c", "http://a\\b\\c?d\\e", " http://a/ ", "\ufeffhttp://a/\u00a0", "javascript:alert(1)//x?y#z", "mailto:a@b.c?subject=x",
  "xmpp:user@host", "file:///a/b", "file://h/a", "git+ssh://git@github.com:foo/bar", "http://[::1]:3/", "http://[fe80::1%25en0]/", "http://\u4e2d\u6587.com/\u8def",
  "http://fa\u00df.de/", `http://${"x".repeat(300)}/`, "http:a", "http:/a", "http:///a", "http://?x", "http://#x", "http://a@b@c/", "http://a%20b@c/",
  "x:1", "x:y:1", "coap:u:p@::1:61616/r", "http://a/'\"<>`{|}^ b", "http://a?'#'", "http://a.com?x", "http://a.com#x", "http://-a-.com/", "http://a..b/", "a://b", "1:2",
];
for (const input of inputs) {
  for (const flags of [[], [true], [false, true]]) show(`parse ${JSON.stringify(input)} ${flags}`, () => url.parse(input, ...flags));
  show(`format ${JSON.stringify(input)}`, () => url.format(input));
}
showAll({ url }, String.raw`
url.parse()
url.parse(null)
url.parse({})
url.parse(new URL("http://a"))
url.parse(url.parse("a")).href
url.parse("http://[::1")
url.parse("http://a[b]/")
url.parse("http://\u00ad/")
url.parse("http://%zz@a/")
url.parse("http://a\u2100b/")
url.format()
url.format(1)
url.format(null)
url.format(() => 1)
url.format([])
url.format({})
url.format(new url.Url())
url.format({ query: { a: [1, 2], b: undefined } })
url.format({ auth: "a:b@\ud800x", host: "h" })
url.format({ auth: "\ud800", host: "h" })
url.format({ protocol: 1 })
url.format({ pathname: 1 })
url.format({ pathname: "a?b#c", search: "x#y", hash: "z" })
url.format({ search: {} })
url.format({ host: "a", query: "x=1" })
url.format({ hostname: "::1", port: 0, protocol: "http", slashes: true })
url.format({ hostname: "a", port: 80, protocol: "http" })
url.format({ protocol: "mailto", pathname: "a" })
url.format({ protocol: "file", pathname: "a" })
url.format({ protocol: "file:", host: "h", pathname: "a" })
url.resolve()
url.resolve("a")
url.resolve("a", null)
url.resolveObject("", "x")
url.resolveObject("http://a/b")
url.resolveObject({}, "x")
url.resolve(new url.Url(), "x")
url.resolve("http://a/b", url.parse("c"))
new url.Url().parse("http://a/b").resolveObject(url.parse("c"))
url.Url.call({})
`);

const bases = [
  "http://a/b/c/d;p?q#f", "http://u:p@h/x", "/one/two/three", "http://h", "file:///a/b/", "mailto:u@h", "javascript:x", "foo:a/b", "zx://ww.hi/good?x", "", "a/b", "http:",
];
const relatives = [
  "", "g", "./g", "/g", "//g", "?y", "g?y", "#s", ";x", ".", "..", "../..", "../../../g", "/./g", "/../g", "g/.", "g/./h", "g/../h", "http:g", "https:g", "https:/g", "ftp://x/y",
  "mailto:a@b", "local@domain", "?a#b", "//u@x", "javascript:y", "file:", "file:///z", "foo:c", "zx:/../b", "a//b", "...", "http:", "http://", "/a/b/../../..//c",
];
for (const base of bases) {
  for (const relative of relatives) {
    show(`resolve ${base} + ${relative}`, () => url.resolve(base, relative));
    show(`resolveObject ${base} + ${relative}`, () => Object.assign({}, url.resolveObject(base, relative)));
  }
}

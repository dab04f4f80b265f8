// Every part of a URL can be read and set; what a setter refuses leaves the URL as it was.
import { showAll } from "./_show.mjs";

const FIELDS = ["href", "origin", "protocol", "username", "password", "host", "hostname", "port", "pathname", "search", "hash"];
const all = (url) => FIELDS.map((field) => url[field]);
const set = (href, field, value) => {
  const url = new URL(href);
  url[field] = value;
  return all(url);
};
const href = "https://user:pass@www.example.com:8080/p/a?query=string#hash";
showAll({ all, set, href }, String.raw`
all(new URL(href))
all(new URL("http://a"))
all(new URL("file:///a/b"))
all(new URL("mailto:x@y"))
all(new URL("data:text/plain,a b#c"))
all(new URL("blob:https://a.com:1/x"))
all(new URL("http://u@h/"))
all(new URL("http://:p@h/"))
all(new URL("http://h/?#"))
all(new URL("web+demo:/.//not-a-host/"))
all(new URL("http://[::1]:3/"))
all(new URL("http://\u4e2d\u6587.com/\u8def?\u503c#\u{1F600}"))
all(new URL("http://\u00e9.com/\ud800"))
all(new URL("//x/y", href))
all(new URL("?q", href))
set(href, "href", "ftp://x/y")
set(href, "protocol", "http")
set(href, "protocol", "foo")
set(href, "protocol", "ws:bar")
set(href, "username", "a b@")
set(href, "username", "")
set(href, "password", ":\u00e9")
set(href, "password", "")
set(href, "host", "x:1")
set(href, "host", "")
set(href, "host", "a b")
set(href, "hostname", "y")
set(href, "hostname", "y:2")
set(href, "port", "443")
set(href, "port", "")
set(href, "port", "99999")
set(href, "port", 12)
set(href, "pathname", "x y/../z")
set(href, "pathname", "")
set(href, "search", "a=b c")
set(href, "search", "?")
set(href, "search", "")
set(href, "hash", "x y")
set(href, "hash", "#")
set(href, "hash", null)
set("mailto:x", "pathname", "y")
set("mailto:x", "host", "y")
set("file:///a", "port", "1")
set("http://a/", "pathname", "\\x\\y")
set("foo://a/", "pathname", "\\x\\y")
JSON.stringify(new URL(href))
String(new URL(href)) + new URL("http://b")
Object.keys(new URL(href))
[...function* () { for (const key in new URL(href)) yield key; }()]
`);

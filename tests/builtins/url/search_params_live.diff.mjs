// A URL's searchParams and its href always show the same query.
import { show } from "./_show.mjs";

const steps = {
  append: (url) => url.searchParams.append("x", "y z"),
  "delete to nothing": (url) => url.searchParams.delete("a"),
  "delete of nothing": (url) => url.searchParams.delete("nothing"),
  set: (url) => url.searchParams.set("a", "~"),
  sort: (url) => url.searchParams.sort(),
  "search set": (url) => { url.searchParams; url.search = "?new=1"; },
  "search emptied": (url) => { url.searchParams; url.search = ""; },
  "href set": (url) => { url.searchParams; url.href = "http://other/?o=1"; },
  "hash set after append": (url) => { url.searchParams.append("x", "1"); url.hash = "h"; },
  "append after hash": (url) => { url.hash = "h2"; url.searchParams.append("x", "1"); },
  "search set after append": (url) => { url.searchParams.append("x", "1"); url.search = "s=1"; },
  "two appends": (url) => { const { searchParams } = url; searchParams.append("x", "1"); searchParams.append("x", "2"); },
  "append to kept params": (url) => { const { searchParams } = url; url.search = "k=1"; searchParams.append("x", "1"); },
  "only read": (url) => url.searchParams.get("a"),
};
for (const href of ["http://h/p?a=%7E%20+#f", "http://h/?", "http://h", "mailto:x?a=1", "data:space    ?a=1#x", "foo:bar  ?a"]) {
  for (const [name, step] of Object.entries(steps)) {
    show(`${name} on ${href}`, () => {
      const url = new URL(href);
      step(url);
      const { searchParams } = url;
      return [url.search, url.href, url.pathname, url.hash, `${searchParams}`, searchParams === url.searchParams, JSON.stringify(url)];
    });
  }
}
show("a copy is not live", () => {
  const url = new URL("http://h/?a=1");
  new URLSearchParams(url.searchParams).append("b", "2");
  return url.href;
});

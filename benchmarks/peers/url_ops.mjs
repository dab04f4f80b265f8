// Operations on URLs and query strings, ns each: runs under llrt and under Node, prints one line of JSON (name -> ns).
import querystring from "node:querystring";

const simple = "https://example.com/a/b?c=d";
const full = "https://user:pass@www.example.com:8080/p/a/t/h?query=string&x=1#hash";
const query = "a=b&c=d&e=%20f+g&page=12";
const url = new URL(full);
let n = 0;

const operations = {
  "new URL, simple": () => new URL(simple),
  "new URL, all parts": () => new URL(full),
  "new URL, relative": () => new URL("../x/y?z", full),
  "new URL, IDN host": () => new URL("https://\u4e2d\u6587.com/\u8def\u5f84"),
  "new URL + 3 getters": () => {
    const { hostname, pathname, search } = new URL(full);
    return hostname + pathname + search;
  },
  "URL.canParse": () => URL.canParse(full),
  "pathname =": () => { url.pathname = `/a/${n++}`; },
  "searchParams.get": () => new URL(full).searchParams.get("x"),
  "new URLSearchParams": () => new URLSearchParams(query),
  "URLSearchParams of an object": () => new URLSearchParams({ a: "b", c: "d e", page: 12 }).toString(),
  "querystring.parse": () => querystring.parse(query),
  "querystring.stringify": () => querystring.stringify({ a: "b", c: "d e", page: 12 }),
};

function nanoseconds(operation) {
  for (let i = 0; i < 2000; i++) operation();
  let count = 0;
  const start = performance.now();
  let spent;
  do {
    for (let i = 0; i < 2000; i++) operation();
    count += 2000;
    spent = performance.now() - start;
  } while (spent < 60);
  return (spent * 1e6) / count;
}

const results = {};
for (const [name, operation] of Object.entries(operations)) results[name] = nanoseconds(operation);
console.log(JSON.stringify(results));

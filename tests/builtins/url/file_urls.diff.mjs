// fileURLToPath, fileURLToPathBuffer and pathToFileURL, by POSIX and by Windows rules; urlToHttpOptions.
import url from "node:url";
import { show, showAll } from "./_show.mjs";

const urls = [
  "file:///a", "file:///", "file:///a%20b", "file:///a%2fb", "file:///a%2Fb", "file:///a%5cb", "file:///c:/a", "file:///c:/a%5cb", "file:///c|/x",
  "file:///C:", "file:///1:/a", "file:///c%3a/x", "file://srv/", "file://srv/a%20", "file://srv/a%2fb", "file://xn--fiq228c.com/a", "file:///a%ff",
  "file:///a%zz", "file:///a%00b", "file://localhost/a", "file:///%F0%9F%98%80", "http://a", "x", "file:///a?b#c", "file:///a\\b",
];
for (const one of urls) {
  for (const options of [undefined, { windows: true }]) {
    show(`fileURLToPath ${one} ${JSON.stringify(options)}`, () => url.fileURLToPath(one, options));
    show(`fileURLToPathBuffer ${one} ${JSON.stringify(options)}`, () => url.fileURLToPathBuffer(new URL(one), options));
  }
}
let ascii = "/";
for (let i = 0; i < 128; i++) ascii += String.fromCharCode(i);
const paths = [
  ascii, "/", "", ".", "..", "/a/", "/a/../b//c/./", "a b", "\u00e9\ud800\u4e2d", "/a%b\\c", "//srv/share/x", "C:\\", "C:", "C:/", "C:a\\b", "C:\\a\\b c\\",
  "C:\\..\\..\\a", "\\", "\\a\\b", "a\\", "\\\\srv\\share\\x", "\\\\srv", "\\\\\\srv\\a", "\\\\srv\\", "\\\\.\\x", "\\\\?\\C:\\a", "\\\\?\\C:a", "\\\\?\\UNC\\srv\\sh\\a",
  "\\\\?\\UNC\\", "\\\\se%rv\\a b", "\\\\localhost\\a", "\\\\\u4e2d\\a", "\\\\my srv\\share\\x", "//C:/x", "D:\\x/",
];
for (const path of paths) {
  show(`pathToFileURL ${JSON.stringify(path)}`, () => url.pathToFileURL(path).href);
  show(`pathToFileURL windows ${JSON.stringify(path)}`, () => url.pathToFileURL(path, { windows: true }).href);
}
showAll({ url }, String.raw`
url.fileURLToPath()
url.fileURLToPath({})
url.fileURLToPath(null)
url.fileURLToPath({ href: "file:///a", protocol: "file:", hostname: "", pathname: "/z" })
url.fileURLToPath(new url.Url())
url.fileURLToPath("file:///c:/a", null)
url.fileURLToPath("file:///c:/a", { windows: 1 })
url.fileURLToPathBuffer(1)
url.fileURLToPathBuffer({ href: "x", protocol: "file:", hostname: "", pathname: "/\u00e9\u4e2d" })
url.pathToFileURL()
url.pathToFileURL(1)
url.pathToFileURL("/a").constructor === URL
url.urlToHttpOptions()
url.urlToHttpOptions(null)
url.urlToHttpOptions("http://a")
url.urlToHttpOptions({})
url.urlToHttpOptions([])
url.urlToHttpOptions(() => 1)
url.urlToHttpOptions(new URL("https://a b:c%20d@\u4e2d\u6587.com:99/p?q#h"))
url.urlToHttpOptions(new URL("http://[::1]/"))
url.urlToHttpOptions(Object.assign(new URL("http://a"), { foo: 1, headers: {} }))
url.urlToHttpOptions({ protocol: "p", hostname: "[x]", hash: "h", search: "s", pathname: "pp", href: "hh", port: "5", username: "u", password: "p%20" })
url.urlToHttpOptions({ username: "%zz" })
`);

// Deprecations: once each, with Node's codes.
import process from "node:process";
import url from "node:url";

process.on("warning", (warning) => console.log(warning.name, warning.code, warning.message));
new url.Url().parse("http://a/");
console.log("no warning before this line");
url.resolve("http://a", "b");
url.parse("http://a/");
url.parse("http://a.com:8a/");
url.parse("http://b.com:8b/");

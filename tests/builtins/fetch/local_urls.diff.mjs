// data: and blob: URLs: types, encodings, ranges, methods, and what is none.
import { check } from "./_scripted.mjs";

const told = async (response) => [response.status, response.statusText, response.type, response.url, [...response.headers], response.body === null, await response.text()];

for (const url of ["data:,", "data:", "data:,x#h", "data:text/plain,a%20b", "data:text/plain;charset=utf-8,%C3%A9", "data:text/html;base64,aGk=", "data:;base64,aGk",
  "data:;base64,a Gk=", "data:;base64,%61Gk=", "data:;base64,aGk=%", "data:;base64,!", "data:;BASE64,aGk=", "data:x;  base64,aGk=", "data:x;base64 ,aGk=",
  "data:text/plain;base64;x=1,aGk=", "data:bad,x", "data:/,x", "data:text/plain;a=b;c=\"d\",x", "data:;charset=x,y", "data: text/plain ,x",
  "data:TEXT/Plain;CHARSET=X,y", "data:,%", "data:,%zz%41", "data:,é", "data:,a?b", "data:text/plain;,x", "data:text/plain;x,y", "data:application/json,{\"a\":1}",
  "data:a/b;c=%20,x", "DATA:,x", "data://a/b,c", "data:,a\nb\tc", "data:;base64,", "data:;base64,AA==AA==", "data:;base64,-_==", "data:text/plain;base64,a%47k%3D"]) {
  await check(url, async () => told(await fetch(url)));
}
for (const method of ["HEAD", "POST", "PUT", "x"]) await check(`data: ${method}`, async () => told(await fetch("data:,x", { method })));

const blob = URL.createObjectURL(new Blob(["hello world"], { type: "text/X" }));
const hide = (text) => text.replaceAll(blob, "BLOB");
const fetchBlob = (name, init, url = blob) => check(hide(name), async () => (await told(await fetch(url, init))).map((part) => (typeof part === "string" ? hide(part) : part)));
for (const range of ["bytes=0-4", "bytes=0-", "bytes=-5", "bytes=5-100", "bytes=a", "bytes=3-1", "bytes=0-0,1-2", "bytes= 0 - 1 ", "Bytes=0-1", "bytes=-", "bytes=20-21"]) {
  await fetchBlob(`blob: ${range}`, { headers: { range } });
}
for (const method of ["GET", "HEAD", "POST"]) await fetchBlob(`blob: ${method}`, { method });
for (const url of [`${blob}#x`, `${blob}?x`, `${blob}x`, "blob:x", "blob:nodedata:x"]) await fetchBlob(url, {}, url);
URL.revokeObjectURL(blob);
await fetchBlob("revoked", {});
for (const url of ["about:blank", "file:///etc/hosts", "ws://x", "mailto:x", "javascript:1", "http://127.0.0.1:1/", "https://127.0.0.1:6000/", "http://u@x/", "", "/x"]) {
  await check(url, () => fetch(url));
}

// Redirects: which methods change, which fields and bodies go along, where they may lead, how many, and what the answer is called.
import { answer, check, echo, server, stream } from "./_scripted.mjs";

function serve(request, socket) {
  const { url } = request, asked = url.searchParams;
  switch (url.pathname) {
    case "/to":
      socket.write(answer("body", `${asked.get("status") ?? 302} Elsewhere`, ...asked.has("url") ? [`location: ${asked.get("url")}`] : []));
      break;
    case "/again": {
      const left = Number(asked.get("left"));
      socket.write(left === 0 ? answer("end") : answer("", "302 Elsewhere", `location: /again?left=${left - 1}`));
      break;
    }
    default:
      socket.write(echo(request));
  }
}

const first = await server("FIRST", serve), other = await server("OTHER", serve);
const to = (url, status = 302) => `${first.base}/to?status=${status}&url=${encodeURIComponent(url)}`;
const told = async (response) => [response.status, response.type, response.redirected, response.url, await response.text()];

for (const status of [300, 301, 302, 303, 304, 305, 307, 308]) {
  for (const method of ["GET", "HEAD", "POST", "PUT", "DELETE", "patch"]) {
    const headers = { authorization: "a", cookie: "c", "content-language": "de", "content-type": "t/t", "x-a": "b", "proxy-authorization": "p" };
    const body = method === "GET" || method === "HEAD" ? undefined : "body";
    await check(`${status} ${method}`, async () => told(await fetch(to("/echo", status), { method, headers, body })));
  }
}
for (const method of ["GET", "POST"]) {
  for (const base of [other.base, first.at("localhost"), first.base]) {
    const headers = { authorization: "a", cookie: "c", "x-a": "b", "proxy-authorization": "p", host: "other" };
    const body = method === "POST" ? new Blob(["of a blob"], { type: "b/b" }) : undefined;
    await check(`${method} to ${base}`, async () => told(await fetch(to(`${base}/x`, 307), { method, headers, body })));
  }
}
for (const url of ["", "#new", "/x#new", `//${other.base.slice(7)}/p`, "http://u:p@127.0.0.1:1/", "ftp://x/", "data:,x", "about:blank", "file:///etc/hosts",
  "http://", "http://[bad", "/a b", "/\u00e9", "/%zz", "http://127.0.0.1:25/", "/to", other.base.toUpperCase()]) {
  await check(`to ${url}`, async () => told(await fetch(`${to(url)}#old`)));
}
for (const redirect of ["manual", "error"]) {
  for (const status of [301, 303, 308, 304]) {
    await check(`${redirect} ${status}`, async () => {
      const response = await fetch(to("/x", status), { redirect });
      return [response.headers.get("location"), ...await told(response)];
    });
  }
}
await check("no location", async () => told(await fetch(`${first.base}/to`)));
await check("no location, error", async () => told(await fetch(`${first.base}/to`, { redirect: "error" })));
for (const left of [1, 20, 21]) await check(`${left} times`, async () => told(await fetch(`${first.base}/again?left=${left}`)));
for (const status of [301, 303, 307]) {
  await check(`a stream, ${status}`, async () => told(await fetch(to("/x", status), { method: "POST", body: stream("once"), duplex: "half" })));
}
for (const mode of ["cors", "no-cors", "same-origin"]) {
  const back = `${first.at("localhost")}/to?url=${encodeURIComponent(`${first.base}/x`)}`;
  for (const url of [`${first.base}/x`, `${other.base}/x`, other.base.replace("//", "//u:p@"), first.base.replace("//", "//u:p@"), back]) {
    await check(`${mode} ${url}`, async () => told(await fetch(to(url), { mode })));
  }
}
process.exit();

// Answers that are no plain success: misdirected, interim, without a body, of proxies; and integrity of each.
import { answer, check, server, stream } from "./_scripted.mjs";

let misdirected = 0;
const { base } = await server("FIRST", ({ method, url, body }, socket) => {
  const status = url.searchParams.get("status");
  switch (url.pathname) {
    case "/misdirected":
      socket.write(misdirected++ < Number(url.searchParams.get("times")) ? answer("bad", "421 Misdirected") : answer(`good ${method} ${body}`));
      break;
    case "/interim":
      socket.write(`HTTP/1.1 ${status} Interim\r\n\r\n${answer("final")}`);
      break;
    case "/connections":
      socket.write(answer(`${socket.served = (socket.served ?? 0) + 1}`));
      break;
    default:
      socket.write(method === "HEAD" ? answer("hi", `${status} Status`).slice(0, -2) : answer("hi", `${status} Status`));
  }
});

for (const times of [1, 2]) {
  for (const [name, init] of Object.entries({ GET: () => ({}), POST: () => ({ body: "b" }), stream: () => ({ body: stream("s"), duplex: "half" }) })) {
    await check(`misdirected ${times} ${name}`, async () => {
      misdirected = 0;
      const response = await fetch(`${base}/misdirected?times=${times}`, { method: name === "GET" ? "GET" : "POST", ...init() });
      return [response.status, response.redirected, await response.text(), misdirected];
    });
  }
}
for (const status of [100, 102, 103, 150, 199]) {
  for (const method of ["GET", "POST"]) {
    await check(`interim ${status} ${method}`, async () => {
      const response = await fetch(`${base}/interim?status=${status}`, { method });
      return [response.status, await response.text()];
    });
  }
}
// Node's words for it are those of a failed assertion.
await check("interim 101", () => fetch(`${base}/interim?status=101`).catch((error) => [error.message, error.cause instanceof Error]));

for (const status of [200, 204, 205, 206, 226, 304, 401, 407, 416, 500]) {
  for (const method of ["GET", "HEAD"]) {
    for (const integrity of ["", "nonsense", "sha256-x", "sha256-j0NDRmSPa5bfid2pAcUXaxCm2Dlh3TwayItZstwyeqQ=", "sha256-x sha512-x sha512-FQ",
      "sha384-x sha256-j0NDRmSPa5bfid2pAcUXaxCm2Dlh3TwayItZstwyeqQ=", "SHA256-j0NDRmSPa5bfid2pAcUXaxCm2Dlh3TwayItZstwyeqQ=?opt",
      "sha256-j0NDRmSPa5bfid2pAcUXaxCm2Dlh3TwayItZstwyeqQ", "sha256-x  sha256-j0NDRmSPa5bfid2pAcUXaxCm2Dlh3TwayItZstwyeqQ=", "md5-x"]) {
      await check(`${status} ${method} ${integrity}`, async () => {
        const response = await fetch(`${base}/?status=${status}`, { method, integrity });
        return [response.status, response.body === null, await response.text(), response.bodyUsed];
      });
    }
  }
}
// Nothing comes behind a request that said close.
for (const connection of ["close", "Close", "keep-alive"]) {
  const served = await (await fetch(`${base}/connections`, { headers: { connection } })).text();
  if (connection !== "close") console.log(connection, served);
}
process.exit();

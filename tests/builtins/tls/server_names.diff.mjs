// Names that TLS has no room for, and none at all: an error of the connection at most, never of the process.
import net from "node:net";
import tls from "node:tls";

const server = net.createServer((socket) => socket.on("error", () => {}).once("data", () => socket.end("this is no TLS\r\n"))).listen(0, "127.0.0.1");
await new Promise((resolve) => { server.on("listening", resolve); });
for (const servername of ["", "127.0.0.1", "a.test", "a.test.", "\xe9.test", "x".repeat(255), "x".repeat(256), "x".repeat(70000), null]) {
  const shown = `${servername}`.slice(0, 10);
  await new Promise((resolve) => {
    try {
      const socket = tls.connect({ port: server.address().port, host: "127.0.0.1", servername });
      socket.on("error", ({ code }) => console.log(shown, "error", code.startsWith("ERR_SSL"))).on("close", resolve);
    } catch ({ code }) {
      resolve(console.log(shown, "throws", code));
    }
  });
}
process.exit();

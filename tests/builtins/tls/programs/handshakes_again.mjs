// A client that asks for handshake upon handshake: three are given, before the answer to the fourth the server has closed.
import fs from "node:fs";
import tls from "node:tls";

const file = (name) => fs.readFileSync(`${process.env.CERTIFICATES}/${name}`);
const server = tls.createServer({ key: file("good.key"), cert: file("good.pem"), maxVersion: "TLSv1.2" }, (socket) => {
  socket.on("error", ({ code, message }) => {
    console.log("server", code, message);
    socket.destroy();
  });
  socket.on("close", () => console.log("server closed"));
}).listen(0, "127.0.0.1", () => {
  const client = tls.connect({ port: server.address().port, host: "127.0.0.1", rejectUnauthorized: false });
  let asked = 0;
  const ask = () => {
    asked++;
    client.renegotiate({}, (error) => {
      console.log("again", asked, error);
      if (asked < 6) ask();
    });
  };
  client.on("secureConnect", ask).on("error", ({ code }) => console.log("client", code)).on("close", (failed) => {
    console.log("client closed", failed, asked);
    server.close(() => console.log("done"));
  });
});

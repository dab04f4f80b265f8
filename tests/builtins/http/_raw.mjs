// A server and a client of bytes, for tests of what HTTP makes of them.
import net from "node:net";
import http from "node:http";

export const listen = (server) => new Promise((resolve) => server.listen(0, "127.0.0.1", () => resolve(server.address().port)));

// Answers every connection with these bytes once a request's head is there; `end`: then closes.
export function rawServer(answer, end = true) {
  return net.createServer((socket) => {
    let head = "";
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      head += chunk.latin1Slice();
      if (!head.includes("\r\n\r\n")) return;
      head = "";
      const parts = Array.isArray(answer) ? answer : [answer];
      for (const part of parts) socket.write(part, "latin1");
      if (end) socket.end();
    });
  });
}

// What http.request makes of it: status, headers, body, errors, in the order they come.
export function ask(options, body) {
  const log = [];
  return new Promise((resolve) => {
    const request = http.request({ host: "127.0.0.1", agent: false, ...options }, (response) => {
      const { statusCode, statusMessage, httpVersion, headers, rawHeaders } = response;
      log.push([statusCode, statusMessage, httpVersion, headers, rawHeaders]);
      let text = "";
      response.setEncoding("latin1");
      response.on("data", (chunk) => { text += chunk; });
      response.on("end", () => log.push(["end", text.length > 60 ? `${text.slice(0, 60)}... ${text.length}` : text, response.complete, response.trailers]));
      response.on("error", (error) => log.push(["response error", error.code, error.message, text]));
      response.on("aborted", () => log.push("aborted"));
      response.on("close", () => log.push("response close"));
    });
    request.on("error", (error) => log.push(["error", error.code, error.message, error.reason, error.bytesParsed, error.rawPacket?.length]));
    request.on("information", ({ statusCode, headers }) => log.push(["information", statusCode, headers]));
    request.on("continue", () => log.push("continue"));
    request.on("upgrade", (response, socket, head) => {
      log.push(["upgrade", response.statusCode, response.headers, head.latin1Slice()]);
      socket.destroy();
    });
    request.on("connect", (response, socket, head) => {
      log.push(["connect", response.statusCode, head.latin1Slice()]);
      socket.destroy();
    });
    request.on("close", () => {
      log.push("close");
      setImmediate(() => resolve(log));
    });
    request.end(body);
  });
}

// Sends bytes to a server and gives all that comes back until it closes; `end`: nothing follows the bytes.
export function send(port, bytes, end = false) {
  return new Promise((resolve) => {
    let text = "";
    const socket = net.connect(port, "127.0.0.1", () => {
      for (const part of Array.isArray(bytes) ? bytes : [bytes]) socket.write(part, "latin1");
      if (end) socket.end();
    });
    socket.on("data", (chunk) => { text += chunk.latin1Slice(); });
    socket.on("error", (error) => { text += error.code; });
    socket.on("close", () => resolve(text.replace(/Date: [^\r]*/g, "Date: now")));
  });
}

// A server of scripted bytes in the program itself, and a table of cases: what each gives, or how it fails. Ports are printed by name.
import net from "node:net";

const names = new Map();

// serve(request, socket) for each request, a keep-alive connection or not; {base, at(host)}.
export function server(name, serve) {
  const listener = net.createServer((socket) => {
    let data = "";
    socket.on("error", () => {});
    socket.on("data", (chunk) => {
      data += chunk.latin1Slice();
      for (let request; (request = next(data)) !== undefined;) {
        data = data.slice(request.size);
        serve(request, socket);
      }
    });
  });
  return new Promise((resolve) => listener.listen(0, "127.0.0.1", () => {
    const { port } = listener.address();
    names.set(`${port}`, name);
    resolve({ base: `http://127.0.0.1:${port}`, at: (host) => `http://${host}:${port}` });
  }));
}

// The first whole request of these bytes: {method, url, lines: fields as they came, body}.
function next(data) {
  const end = data.indexOf("\r\n\r\n") + 4;
  if (end < 4) return undefined;
  const [start, ...lines] = data.slice(0, end - 4).split("\r\n");
  const length = Number(/^content-length: (\d+)$/im.exec(data.slice(0, end))?.[1] ?? 0);
  let size = end + length;
  if (/^transfer-encoding: chunked/im.test(data.slice(0, end))) {
    const last = data.indexOf("0\r\n\r\n", end);
    if (last < 0) return undefined;
    size = last + 5;
  }
  if (data.length < size) return undefined;
  const [method, target] = start.split(" ");
  return { method, url: new URL(target, "http://server"), target, lines, body: data.slice(end, size), size };
}

export const answer = (body = "", status = "200 OK", ...fields) =>
  `HTTP/1.1 ${status}\r\ncontent-length: ${Buffer.byteLength(body)}\r\n${fields.map((field) => `${field}\r\n`).join("")}\r\n${body}`;

export const echo = ({ method, target, lines, body }) => answer(JSON.stringify([method, target, lines, body]));

export function show(value) {
  let text = typeof value === "string" ? value : JSON.stringify(value);
  for (const [port, name] of names) text = text.replaceAll(port, name);
  return text;
}

export async function check(name, run) {
  try {
    console.log(show(name), show(await run()));
  } catch (error) {
    const { cause } = error;
    console.log(show(name), error.name, error.message, "|", cause && show(`${cause.name} ${cause.code} ${cause.message}`));
  }
}

export function stream(...chunks) {
  return new ReadableStream({
    start(controller) {
      for (const chunk of chunks) controller.enqueue(new TextEncoder().encode(chunk));
      controller.close();
    },
  });
}

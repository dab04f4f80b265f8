"""The starts that the binary is laid out for, run by its build to see what they touch: hello.js, a Lambda function until its
first response, a program with a client of its own over HTTPS, one that puts an item into DynamoDB with the SDK that is
built in, and what a bundle of a client does besides: it imports many rooms and has many names. Not here: what is made of it
(image_pages.py, image_places.py, code_order.py).
"""

import contextlib
import json
import operator
import re
import shutil
import socket
import ssl
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from . import elf

Program = Callable[..., int]
_HELLO = "console.log('hello');\n"
_HANDLER = "export const handler = async (event) => event;\n"
_EVENT = b'{"key1":"value1","key2":"value2","key3":"value3"}'
_INVOCATION = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    b"Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-2dfe598c3fcd\r\n"
    b"Lambda-Runtime-Deadline-Ms: 4102444800000\r\nLambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700\r\n"
    b"Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:123456789012:function:build\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_EVENT), _EVENT)
)
# A watched start takes a hundred times as long; on a busy machine that is minutes.
_SECONDS = 900
_PUT = """
import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
const Item = { id: "1", name: "a name", tags: ["x", "y"], count: 42 };
const answer = await client.send(new PutCommand({ TableName: "items", Item }));
console.log(answer.$metadata.httpStatusCode);
process.exit(0);
"""
_REQUEST = """
import { createHash, createHmac } from "node:crypto";
import { promises } from "node:fs";
import https from "node:https";
import { homedir, platform, release } from "node:os";
import { join } from "node:path";
import process from "node:process";
import { Readable } from "node:stream";
const body = createHmac("sha256", createHash("sha256").update(platform() + release()).digest()).update("body").digest("hex");
await promises.readFile(join(homedir(), "none")).catch(() => {});
const agent = new https.Agent({ keepAlive: true, maxSockets: 50 });
const headers = { "content-length": body.length, "content-type": "text/plain" };
const answer = await new Promise((resolve, reject) => {
  const request = https.request(process.env.AWS_ENDPOINT_URL_DYNAMODB, { method: "POST", headers, agent }, resolve);
  request.on("error", reject);
  Readable.from([body]).pipe(request);
});
answer.setEncoding("utf8");
let text = answer.statusCode + (answer.headers["content-type"] ?? "");
for await (const chunk of answer) text += chunk;
console.log(new URL("?x=1", process.env.AWS_ENDPOINT_URL_DYNAMODB).search, text);
process.exit(0);
"""
# What bundles of clients import, and a name or two of each room.
_ROOMS = """
import { exec, spawn } from "node:child_process";
import {
  createHash, createHmac, createPrivateKey, createPublicKey, getRandomValues, randomBytes, randomFillSync, randomUUID, sign,
} from "node:crypto";
import events, { EventEmitter, once } from "node:events";
import fs, { createReadStream, fstatSync, lstatSync, promises, readFileSync, ReadStream } from "node:fs";
import { readFile, readdir, stat, writeFile } from "node:fs/promises";
import http, { Agent, request } from "node:http";
import https, { Agent as SecureAgent, request as secureRequest } from "node:https";
import { createRequire } from "node:module";
import os, { homedir, platform, release } from "node:os";
import path, { dirname, join, normalize, resolve, sep } from "node:path";
import process, { env, versions } from "node:process";
import stream, { Duplex, PassThrough, Readable, Transform, Writable } from "node:stream";
import { fileURLToPath, parse, pathToFileURL, URL as Url } from "node:url";
import util, { deprecate, inspect, promisify, types } from "node:util";
import zlib, { createGunzip, gunzip } from "node:zlib";
import * as all from "node:zlib";
createRequire(import.meta.url);
class Client extends EventEmitter {
  #options;
  static #count = 0;
  constructor(options = {}) { super(); this.#options = { ...options, maxAttempts: 3 }; Client.#count++; }
  get options() { return this.#options; }
  async *pages() { for (const page of [1, 2]) yield page; }
}
class Collector extends Writable {
  chunks = [];
  _write(chunk, encoding, done) { this.chunks.push(chunk); done(); }
}
const client = new Client({ region: env.AWS_REGION ?? "us-east-1", systemClockOffset: 0 });
client.once("error", (error) => error.stack).on("data", () => {});
client.emit("data", 1);
for await (const page of client.pages()) client.emit("data", page);
const known = new Map(Object.entries({ a: 1, b: [2, { c: null }] })), seen = new Set([1, 2]);
new WeakMap([[client, known]]).has(known);
for (const [key, value] of known) seen.add(key).has(value);
const headers = Object.keys({ Host: 1, "x-amz-date": 2, Accept: 3 }).map((name) => name.toLowerCase().trim()).sort();
const text = JSON.stringify({ headers, at: new Date(1e12).toISOString().replace(/[:\\-]|\\.\\d{3}/g, "") }, null, 1);
const bytes = new TextEncoder().encode(JSON.parse(text).at), view = new DataView(new ArrayBuffer(8));
view.setUint32(0, bytes.byteLength, false);
const parts = [Buffer.from(bytes).toString("base64"), encodeURIComponent("a b/c"), `${seen.size}`];
parts.push(new TextDecoder().decode(bytes.subarray(1)));
const address = new Url(`https://localhost:${parts.length}/path?x=1#y`);
for (const [name, value] of address.searchParams) parts.push(name, value.padStart(2, "0"), parseInt(value, 10).toString(16));
const collected = new Collector();
const body = Readable.from([Buffer.concat([bytes, Buffer.alloc(4)])]);
await new Promise((done, failed) => body.pipe(collected).on("finish", done).on("error", failed));
const stopped = new AbortController(), timer = setTimeout(() => stopped.abort(), 3000);
stopped.signal.addEventListener("abort", () => {});
clearTimeout(timer);
await Promise.race([new Promise((done) => setTimeout(done, 1)), Promise.all([1, Promise.resolve(2)])]).finally(() => {});
const { AsyncLocalStorage } = await import("node:async_hooks");
await new AsyncLocalStorage().run(known, async () => promisify((done) => setImmediate(done))());
try {
  Object.defineProperty(Object.freeze({}), "x", { get: () => 1 });
} catch (error) {
  Object.assign(new Error(error.message), { $fault: "client" });
}
const { [Symbol.iterator]: iterate, ...others } = Object.assign(Object.create({ [Symbol.toStringTag]: "a" }), { a: 1, b: 2 });
[collected.chunks, others].flat().reduce((sum, { length = 1 }) => sum + length, Math.max(1, ...seen.keys().filter(Number)));
join(homedir(), ".aws", "config").split(sep).slice(1).includes("config");
createHmac("sha256", createHash("sha256").update(randomUUID()).digest("hex")).update(bytes).digest();
await readFile(join(homedir(), ".aws", "none"), "utf8").catch(({ code }) => code === "ENOENT");
readFileSync(fileURLToPath(import.meta.url), "utf8").toLocaleLowerCase();
const refused = Promise.reject(new Error("handled later"));
refused.catch(() => {});
const { subtle } = crypto, random = crypto.getRandomValues(new Uint32Array(4));
const hash = createHash("sha256", {}).update(Buffer.from(random.buffer, 0, 8)).copy().digest();
const words = new Int32Array([hash.readUInt32BE(0) | 0, subtle ? 1 : 0]), numbers = Float64Array.of(1.5, words[0]);
new DataView(hash.buffer, hash.byteOffset).setBigInt64(0, BigInt(numbers.length));
const timers = [300, 20, 1000, 5].map((delay) => setTimeout(() => {}, delay).unref());
timers.forEach((one) => clearTimeout(one));
const { protocol, hostname, port, pathname, hash: fragment } = address;
[protocol, hostname, port, pathname, fragment, fs.constants.R_OK, os.EOL, zlib.constants.Z_OK, path.sep].join();
[Blob, ReadableStream].every((one) => typeof one === "function");
function* walk(list) { for (const one of list) if (Array.isArray(one)) yield* walk(one); else yield one; }
[...walk([1, [2, [3]]]), ...Readable.name, events.defaultMaxListeners];
const kinds = [Uint8Array, ArrayBuffer, Date, Map, Error, Blob, ReadableStream, Readable, EventEmitter, URL, AbortSignal];
[bytes, bytes.buffer, body, client, known, "text", null].map((one) => kinds.filter((kind) => one instanceof kind).length);
[typeof crypto.subtle, typeof Buffer, typeof process.versions.node, typeof window, typeof navigator, typeof fetch];
const { username, password, host, href, origin, search } = address;
address.port = "8443";
[username, password, host, href, origin, search, all.gzipSync, createPublicKey, getRandomValues(new Uint8Array(2))].join();
readFileSync(fileURLToPath(import.meta.url), "latin1").indexOf("x");
for (let i = 0; i < 3; i++) client.on("end", () => {}).prependListener("end", () => {});
client.off("end", events).removeAllListeners("end");
const late = Promise.reject(new Error("handled late"));
await null;
await late.catch(() => {});
await new Promise((done) => setTimeout(done, 2));
process.exit(0);
"""
# The image does not know them.
_UNKNOWN = [f"{chr(97 + count % 26)}{count * 7919 % 1000003:x}" for count in range(12000)]
_TEXT = re.compile(rb"(?<![ -~])[ -~]{1,60}(?=\0)")
_NAME = re.compile(r"[A-Za-z_$][\w$]*", re.ASCII)
_PUT_ANSWER = (
    b"HTTP/1.1 200 OK\r\nServer: Server\r\nContent-Type: application/x-amz-json-1.0\r\nContent-Length: 2\r\n"
    b"Connection: keep-alive\r\nx-amzn-RequestId: 5O9D0QTQ3SGMP0H8FTF3MDPBFRVV4KQNSO5AEMVJF66Q9ASUAAJG\r\n"
    b"x-amz-crc32: 2745614147\r\n\r\n{}"
)


class _Served:
    """What a server of ours does `by` its client, a process; `all` is set when there is no more to answer."""

    def __init__(self) -> None:
        self._process: "subprocess.Popen[bytes] | None" = None
        self._runs = threading.Event()
        self.all = threading.Event()

    def by(self, process: "subprocess.Popen[bytes]") -> "subprocess.Popen[bytes]":
        self._process = process
        self._runs.set()
        return process

    def let_wait(self, pause: float) -> None:
        """Returns when the client has begun to wait for its answer, on a busy machine too."""
        time.sleep(pause)
        if self._runs.wait(_SECONDS) and self._process is not None:
            _wait_until_asleep(self._process)


def _wait_until_asleep(process: "subprocess.Popen[bytes]") -> None:
    """Until all its threads sleep or have ended, and it has not run for some time; at once where there is no /proc."""
    before: "list[tuple[bytes, ...]] | None" = None
    for _ in range(_SECONDS * 100):
        states = _threads(process.pid)
        if states == before and all(state in (b"S", b"Z") for state, *_ in states):
            return
        before = states
        time.sleep(0.01)


def _threads(pid: int) -> "list[tuple[bytes, ...]]":
    """State, user and system time of each thread."""
    found: "list[tuple[bytes, ...]]" = []
    with contextlib.suppress(OSError):
        for stat in sorted(Path(f"/proc/{pid}/task").glob("*/stat")):
            fields = stat.read_bytes().rpartition(b")")[2].split()
            found.append((fields[0], fields[11], fields[12]))
    return found


def _write(folder: Path, name: str, text: str) -> None:
    """A program in a package scope of its own, should there be a package.json above: a stranger's would decide how it is read."""
    (folder / name).write_text(text)
    if any((above / "package.json").exists() for above in folder.resolve().parents):
        (folder / "package.json").write_text("{}")


def hello(command: "list[str]", folder: Path, pause: float = 0, **options: object) -> int:
    """`command hello.js`; its exit status."""
    return _alone(command, folder, "hello.js", _HELLO, **options)


def _alone(command: "list[str]", folder: Path, name: str, text: str, **options: object) -> int:
    _write(folder, name, text)
    words, null, env = [*command, str(folder / name)], subprocess.DEVNULL, {"LLRT_TLS_AHEAD": "0"}
    streams = {"stdin": null, "stdout": null, "stderr": null}
    return subprocess.run(words, env=env, timeout=_SECONDS, cwd=folder, **streams, **options).returncode


def first_response(command: "list[str]", folder: Path, pause: float = 0.01, **options: object) -> int:
    """`command` as the runtime of a function, killed when it waits for a second event; 0 if it came to that. `pause`: the seconds
    that the Runtime API lets it wait for each answer, at least."""
    _write(folder, "app.mjs", _HANDLER)
    with _runtime_api(pause) as (address, served):
        env = {"AWS_LAMBDA_RUNTIME_API": address, "_HANDLER": "app.handler", "LAMBDA_TASK_ROOT": str(folder)}
        env |= {"AWS_REGION": "us-east-1", "AWS_LAMBDA_FUNCTION_NAME": "build", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128"}
        null = subprocess.DEVNULL
        process = served.by(subprocess.Popen(command, env=env, stdin=null, stdout=null, stderr=null, cwd=folder, **options))
        done = served.all.wait(_SECONDS)
        _wait_until_asleep(process)
        process.kill()
        process.wait()
    return 0 if done else 1


def first_request(command: "list[str]", folder: Path, pause: float = 0.01, **options: object) -> int:
    """`command` with a program that has a client of its own over HTTPS; its exit status. 1 without an openssl command."""
    return 1 if shutil.which("openssl") is None else _with_server(command, folder, "request.mjs", _REQUEST, pause, **options)


def first_put(command: "list[str]", folder: Path, pause: float = 0.01, **options: object) -> int:
    """`command` with a program that puts an item into DynamoDB, once; its exit status."""
    return _with_server(command, folder, "put.mjs", _PUT, pause, **options)


def rooms(command: "list[str]", folder: Path, pause: float = 0, **options: object) -> int:
    """`command` with a program that imports what bundles of clients do; its exit status."""
    return _alone(command, folder, "rooms.mjs", _ROOMS, **options)


def names(command: "list[str]", folder: Path, pause: float = 0, **options: object) -> int:
    """`command` with a program of many names; its exit status. The engine looks for each among those that the image knows, and
    comes past nearly all of them."""
    return _alone(command, folder, "names.mjs", _literal(_UNKNOWN), **options)


def texts(command: "list[str]", folder: Path, pause: float = 0, **options: object) -> int:
    """`command` with a program that has all names that the image knows, and what else looks like text there; its exit status."""
    data = Path(command[-1]).read_bytes()
    offset, _, size = max(elf.load_segments(data), key=operator.itemgetter(1))
    known = sorted({text.decode() for text in _TEXT.findall(data, offset, offset + size)})
    return _alone(command, folder, "texts.mjs", _literal(known), **options)


def _literal(names: "list[str]") -> str:
    keys = (name if _NAME.fullmatch(name) else json.dumps(name) for name in names)
    return f"({{ {', '.join(f'{key}: 0' for key in keys)} }});\n"


def _with_server(command: "list[str]", folder: Path, name: str, text: str, pause: float, **options: object) -> int:
    _write(folder, name, text)
    context, served = _certified(folder), _Served()
    with _listening(_accept, context, pause, served) as (_, port):
        env = {"AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_SESSION_TOKEN": "token"}
        scheme = "https" if context else "http"
        env |= {"AWS_REGION": "us-east-1", "AWS_ENDPOINT_URL_DYNAMODB": f"{scheme}://localhost:{port}"}
        # A thread beside the program would be watched with it: what it touches is OpenSSL's.
        env |= {"HOME": str(folder), "LLRT_TLS_AHEAD": "0"}
        env |= {"NODE_EXTRA_CA_CERTS": str(folder / "server.pem")} if context else {}
        words, null = [*command, str(folder / name)], subprocess.DEVNULL
        process = served.by(subprocess.Popen(words, env=env, stdin=null, stdout=null, stderr=null, cwd=folder, **options))
        try:
            return process.wait(_SECONDS)
        finally:
            process.kill()
            process.wait()


@contextlib.contextmanager
def _listening(serve: "Callable[..., None]", *args: object) -> "Iterator[tuple[str, int]]":
    """The address where `serve(server, *args)` accepts connections, in a thread that has ended when this has. One that went on
    waiting would take a client of a later run: a signal (a child's end, while the main thread blocks signals to begin another)
    has the system call restarted with the descriptor's number, and that is the later run's server by then."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server, *args), daemon=True)
        thread.start()
        try:
            yield server.getsockname()
        finally:
            server.shutdown(socket.SHUT_RDWR)
            thread.join()


def _certified(folder: Path) -> "ssl.SSLContext | None":
    """TLS with a certificate that is made for it; None where there is no openssl command: HTTP then shows all but TLS."""
    key, pem = folder / "server.key", folder / "server.pem"
    words = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes"]
    words += ["-keyout", str(key), "-out", str(pem)]
    words += ["-days", "30", "-subj", "/CN=localhost", "-addext", "subjectAltName=DNS:localhost"]
    if shutil.which("openssl") is None or subprocess.run(words, capture_output=True).returncode:
        return None
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem, key)
    return context


def _accept(server: socket.socket, context: "ssl.SSLContext | None", pause: float, served: _Served) -> None:
    """A client on a busy machine can give a connection up and make another: each has a thread."""
    with contextlib.suppress(OSError):
        while True:
            words = (server.accept()[0], context, pause, served)
            threading.Thread(target=_answer_puts, args=words, daemon=True).start()


def _answer_puts(connection: socket.socket, context: "ssl.SSLContext | None", pause: float, served: _Served) -> None:
    with contextlib.suppress(OSError), connection:
        served.let_wait(pause)
        if context:
            connection = context.wrap_socket(connection, server_side=True)
        waiting = b""
        while data := connection.recv(65536):
            waiting += data
            head, gap, rest = waiting.partition(b"\r\n\r\n")
            if gap and len(rest) >= int(head.lower().partition(b"content-length:")[2].split(b"\r\n")[0]):
                served.let_wait(pause)
                connection.sendall(_PUT_ANSWER)
                waiting = b""


@contextlib.contextmanager
def _runtime_api(pause: float) -> "Iterator[tuple[str, _Served]]":
    """A Runtime API with one event; its address, and what becomes of its client."""
    served = _Served()
    with _listening(_serve, pause, served) as (host, port):
        yield f"{host}:{port}", served


def _serve(server: socket.socket, pause: float, served: _Served) -> None:
    waiting = [_INVOCATION]
    with contextlib.suppress(OSError):
        while True:
            connection, _ = server.accept()
            while data := connection.recv(65536):
                # The function always has to wait for its answer, as it does in Lambda, and so always does the same.
                served.let_wait(pause)
                if data.startswith(b"GET "):
                    if waiting:
                        connection.sendall(waiting.pop())
                    else:
                        served.all.set()
                elif data.startswith(b"POST "):
                    # Whatever it posts, its body may still be on the way: nobody needs it.
                    connection.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")

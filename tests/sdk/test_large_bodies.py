"""An object of 50 MB is read and written as a stream without being held in memory."""

import http.server
import json
import threading

import pytest

from .conftest import CREDENTIALS

SIZE = 50 << 20
PROGRAM = """
import { GetObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { readFileSync } from "node:fs";
import { Readable } from "node:stream";
import { setTimeout as wait } from "node:timers/promises";
const peak = () => Number(/VmHWM:\\s*(\\d+)/.exec(readFileSync("/proc/self/status", "latin1"))[1]) / 1024;
const s3 = new S3Client({ forcePathStyle: true, requestChecksumCalculation: "WHEN_REQUIRED" });
const target = { Bucket: "b", Key: "k" };
const get = async (each) => {
  let size = 0;
  for await (const chunk of (await s3.send(new GetObjectCommand(target))).Body) {
    size += chunk.length;
    await each(size);
  }
  return size;
};
await get((size) => {});
const before = peak();
// Slower than the server: what is not read yet must not be taken from the network.
let pauses = 0;
const size = await get((read) => (read >> 20) > pauses * 5 ? wait(++pauses && 20) : undefined);
const piece = new Uint8Array(1 << 16);
const body = Readable.from((function* () { for (let i = 0; i < SIZE; i += piece.length) yield piece; })());
await s3.send(new PutObjectCommand({ ...target, Body: body, ContentLength: SIZE }));
console.log(JSON.stringify({ size, grown: peak() - before }));
""".replace("SIZE", str(SIZE))


class Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        self.send_response(200)
        self.send_header("Content-Length", str(SIZE))
        self.end_headers()
        for _ in range(50):
            self.wfile.write(bytes(1 << 20))

    def do_PUT(self):
        left = int(self.headers["Content-Length"])
        while left:
            left -= len(self.rfile.read(min(left, 1 << 16)))
        self.server.stored = int(self.headers["Content-Length"])
        self.send_response(200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


@pytest.fixture
def server():
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def test_memory_stays_flat(llrt, server, tmp_path, sdk_environment):
    (tmp_path / "main.mjs").write_text(PROGRAM)
    endpoint = {"AWS_ENDPOINT_URL": f"http://127.0.0.1:{server.server_port}"}
    result = llrt("main.mjs", cwd=tmp_path, env={**CREDENTIALS, **endpoint, **sdk_environment})
    assert result.code == 0, result
    told = json.loads(result.stdout)
    assert told["size"] == SIZE and server.stored == SIZE
    assert told["grown"] < 16, told

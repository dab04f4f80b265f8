"""What imports TLS makes OpenSSL ready in a thread: the process ends, has children and speaks TLS as if there were none."""

import os
import resource
import shutil
import tempfile
from concurrent.futures import ThreadPoolExecutor

import pytest

from tests.openssl.certificates import Authority

IMPORT = "import https from 'node:https'; import tls from 'node:tls';\n"
SPAWN = """
import { spawnSync, execFile } from "node:child_process";
const { status } = spawnSync("/bin/sh", ["-c", "exit 7"]);
execFile("/bin/sh", ["-c", "exit 8"], (error) => console.log(status, error.code));
"""
SPEAK = """
import { createHash, createHmac, pbkdf2, webcrypto } from "node:crypto";
import { readFileSync } from "node:fs";
const [cert, key, ca] = process.argv.slice(-3);
const digest = createHmac("sha256", "k").update(createHash("sha256").update("x").digest()).digest("hex");
const own = { cert: readFileSync(cert), key: readFileSync(key) };
const server = https.createServer(own, (request, response) => response.end(request.url));
server.listen(0, "127.0.0.1", () => {
  const { port } = server.address();
  const settings = { port, host: "127.0.0.1", servername: "localhost", ca: readFileSync(ca), path: "/told" };
  https.get(settings, async (response) => {
    const { socket } = response;
    let text = "";
    for await (const chunk of response) text += chunk;
    console.log(text, socket.authorized, socket.getProtocol(), digest.slice(0, 8));
    server.close();
    server.closeAllConnections();
  });
});
"""
SPOKEN = "/told true TLSv1.3 "


@pytest.fixture(scope="module")
def words(tmp_path_factory):
    folder = tmp_path_factory.mktemp("ahead")
    authority = Authority(folder)
    return (*map(str, authority.issue("localhost")), str(authority.pem))


def often(start, text, *args, times=24, **options):
    """What each of many runs gave, several at a time: the set of (stdout, stderr, status)."""
    with ThreadPoolExecutor(6) as pool:
        runs = [pool.submit(start, "--input-type=module", "-e", IMPORT + text, *args, **options) for _ in range(times)]
        return {(run.result().stdout, run.result().stderr, run.result().returncode) for run in runs}


def test_a_process_that_ends_at_once(start):
    assert often(start, "process.exit(3);") == {("", "", 3)}
    assert often(start, "process.exitCode = 4;") == {("", "", 4)}
    assert often(start, "process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);") == {("", "", -15)}
    handled = "process.once('SIGTERM', () => process.exit(5)); process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);"
    assert often(start, handled) == {("", "", 5)}


def test_children_at_once(start):
    assert often(start, SPAWN) == {("7 8\n", "", 0)}


def test_tls_at_once(start, words):
    found = often(start, SPEAK, *words)
    assert {(out.startswith(SPOKEN), error, status) for out, error, status in found} == {(True, "", 0)}
    assert len(found) == 1


def test_tls_without_a_thread(start, words):
    """Because of the variable, and of one processor."""
    expected = {(start("--input-type=module", "-e", IMPORT + SPEAK, *words).stdout, "", 0)}

    def one_processor():
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})

    assert often(start, SPEAK, *words, times=2, env={**os.environ, "LLRT_TLS_AHEAD": "0"}) == expected
    assert often(start, SPEAK, *words, times=2, preexec_fn=one_processor) == expected


@pytest.mark.skipif(os.geteuid() != 0, reason="root alone can become another user")
def test_tls_of_a_user_without_threads(start, binary, words):
    def become():
        # This process is the only one, and is to stay that.
        resource.setrlimit(resource.RLIMIT_NPROC, (1, 1))
        os.setgroups([])
        os.setgid(65534)
        os.setuid(100_000 + os.getpid() % 100_000)

    # Where that user can read them.
    with tempfile.TemporaryDirectory() as folder:
        os.chmod(folder, 0o755)
        copies = [shutil.copy(path, folder) for path in (binary, *words)]
        for path in copies:
            os.chmod(path, 0o755)
        arguments = ("--input-type=module", "-e", IMPORT + SPEAK, *copies[1:])
        done = start(*arguments, program=copies[0], preexec_fn=become, cwd=folder)
    assert (done.stdout.startswith(SPOKEN), done.stderr, done.returncode) == (True, "", 0)

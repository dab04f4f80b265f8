"""Logs on a connection to the platform's log socket (_LAMBDA_TELEMETRY_LOG_FD_PROVIDER_SOCKET): JSON lines, stdout left alone."""

import json
import socket
import threading

import pytest

from tests.lambda_runtime.fake_api import event_answer, run_runtime

HANDLER = """
console.info("at init");
export const handler = async (event) => {
  console.error("two\\nlines", event.n);
  process.stdout.write("plain\\n");
  return event.n;
};
"""


class LogServer:
    """Takes connections at `path` and keeps what each sent; closes each after `limit` bytes."""

    def __init__(self, path, limit=None):
        self.received = []
        self._limit = limit
        self._socket = socket.socket(socket.AF_UNIX, socket.SOCK_STREAM)
        self._socket.bind(path)
        self._socket.listen()
        threading.Thread(target=self._serve, daemon=True).start()

    def _serve(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            self.received.append(b"")
            threading.Thread(target=self._read, args=(connection, len(self.received) - 1), daemon=True).start()

    def _read(self, connection, index):
        while data := connection.recv(65536):
            self.received[index] += data
            if self._limit and len(self.received[index]) >= self._limit:
                break
        connection.close()

    def close(self):
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()


@pytest.fixture
def path(tmp_path_factory):
    return str(tmp_path_factory.mktemp("s") / "log")


def run(tmp_path, path, threads="1"):
    (tmp_path / "app.mjs").write_text(HANDLER)
    env = {"_LAMBDA_TELEMETRY_LOG_FD_PROVIDER_SOCKET": path, "AWS_LAMBDA_MAX_CONCURRENCY": "2", "LLRT_LAMBDA_THREADS": threads}
    events = [event_answer({"n": n}, f"id-{n}") for n in range(1, 5)]

    def all_there(api):
        # Each slot has a connection, which it makes behind its context's init.
        return len(api.outcomes()) == 4 and api.drained.is_set() and api.connections == 2

    return run_runtime(tmp_path, "app.handler", events, env=env, until=all_there)


@pytest.mark.parametrize("threads", [1, 2])
def test_each_context_has_a_connection_and_each_message_is_a_json_line(tmp_path, path, threads):
    server = LogServer(path)
    outcome = run(tmp_path, path, str(threads))
    server.close()
    assert outcome.stdout == "plain\n" * 4
    assert len(server.received) == threads
    records = [json.loads(line) for data in server.received for line in data.decode().splitlines()]
    assert [r["message"] for r in records if r["requestId"] == "-"] == ["at init"] * threads
    errors = sorted((r["requestId"], r["level"], r["message"]) for r in records if r["requestId"] != "-")
    assert errors == [(f"id-{n}", "ERROR", f"two\nlines {n}") for n in range(1, 5)]


def test_without_the_socket_logs_go_to_stdout_and_it_is_said_once(tmp_path, path):
    outcome = run(tmp_path, path)
    assert outcome.stderr.count("no log socket at") == 1
    assert next(json.loads(line)["message"] for line in outcome.lines() if line != "plain") == "at init"
    assert len(outcome.posts) == 4

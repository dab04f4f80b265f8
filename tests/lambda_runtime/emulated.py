"""Runs `llrt lambda` with the scripted runtime, once (`invoke`) or behind HTTP (`Served`)."""

import http.client
import json
import re
import signal
import subprocess
import sys
import threading
from pathlib import Path

from tests.support.programs import environment, llrt_command, run_llrt

RUNTIME = Path(__file__).with_name("scripted_runtime.py")
INVOKE = "/2015-03-31/functions/function/invocations"


def runtime(mode):
    """The option that makes the emulator start the scripted runtime in this mode."""
    return f"--runtime={sys.executable} {RUNTIME} {mode}"


def extension_file(folder, script, name):
    """A copy of one of the scripts here in the folder, as a program that the emulator can start as an extension; its path."""
    path = folder / name
    source = Path(__file__).with_name(script).read_text()
    path.write_text(f"#!{sys.executable}\n{source}")
    path.chmod(0o755)
    return path


def invoke(folder, mode, *options, event="{}", **more):
    """`llrt lambda invoke` with an event; its Result."""
    return run_llrt("lambda", "invoke", "app.handler", "-e", "-", runtime(mode), *options, cwd=folder, stdin=event, **more)


class Served:
    """`llrt lambda serve` on a free port until the end of the `with` block; then `out` and `err` are its output."""

    def __init__(self, folder, *options, handler="app.handler"):
        command = [*llrt_command(), "lambda", "serve", handler, "--port", "0", *options]
        self._process = subprocess.Popen(
            command, cwd=folder, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        line = self._process.stderr.readline()
        found = re.search(r":(\d+)/", line)
        assert found, line + self._process.stderr.read()
        self.port = int(found[1])
        self._process.stderr.readline()
        # Read all along: a full pipe would stop the emulator. `seen` is set whenever a line has come.
        self._lines, self._err = [], []
        self.seen = threading.Condition()
        self._readers = [
            threading.Thread(target=self._read, args=(stream, lines))
            for stream, lines in ((self._process.stdout, self._lines), (self._process.stderr, self._err))
        ]
        for reader in self._readers:
            reader.start()

    def _read(self, stream, lines):
        for line in stream:
            with self.seen:
                lines.append(line)
                self.seen.notify_all()

    @property
    def out(self):
        return "".join(self._lines)

    @property
    def err(self):
        return "".join(self._err)

    @property
    def pid(self):
        return self._process.pid

    def wait_for(self, text, timeout=20, count=1):
        """Until `count` lines with `text` have come on either output."""
        with self.seen:
            enough = self.seen.wait_for(lambda: sum(text in line for line in [*self._lines, *self._err]) >= count, timeout)
            assert enough, self.err

    def request(self, method, path, body=None, headers=None):
        """(the response, its body)."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        connection.request(method, path, body, headers or {})
        answer = connection.getresponse()
        data = answer.read()
        connection.close()
        return answer, data

    def invoke(self, event=None, **headers):
        """The result of an invocation, from JSON."""
        given = {name.replace("_", "-"): value for name, value in headers.items()}
        return json.loads(self.request("POST", INVOKE, json.dumps(event or {}), given)[1])

    def invoke_all(self, events):
        """The results of invocations that are asked for at once."""
        results = [None] * len(events)

        def one(number):
            results[number] = self.invoke(events[number])

        threads = [threading.Thread(target=one, args=(number,)) for number in range(len(events))]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return results

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._process.send_signal(signal.SIGTERM)
        assert self._process.wait(20) == 0
        for reader in self._readers:
            reader.join()
        self._process.stdout.close()
        self._process.stderr.close()
        assert "Traceback" not in self.err

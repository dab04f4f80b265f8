"""How requests are shown: one neat line each on a terminal, a JSON object each for machines, Lambda's lines in text and JSON;
and `--watch`."""

import http.client
import json
import os
import pty
import re
import signal
import subprocess
import threading

from tests.lambda_runtime.emulated import Served, invoke, runtime
from tests.support.programs import environment, llrt_command

HANDLER = """
export const handler = async (event) => { console.log('seen'); if (event.rawPath === '/no') throw new TypeError('no'); %s };
"""


def test_serve_json_is_one_object_a_request(tmp_path):
    (tmp_path / "app.mjs").write_text(HANDLER % "return { statusCode: 404 }")
    with Served(tmp_path, "--json") as served:
        served.request("GET", "/yes?x=1")
        served.request("GET", "/no")
        served.invoke({})
    first, second, third = map(json.loads, served.out.splitlines())
    assert (first["request"], first["httpStatus"], first["status"], first["error"]) == ("GET /yes?x=1", 404, "success", None)
    assert first["initDurationMs"] > 0
    assert second["initDurationMs"] is None
    assert (second["httpStatus"], second["status"], second["errorType"]) == (500, "error", "TypeError")
    assert (third["request"], third["httpStatus"], third["responseBytes"]) == ("invoke", 200, len('{"statusCode":404}'))
    assert re.findall(r"START|seen|END|REPORT", first["logs"]) == ["START", "seen", "END", "REPORT"]
    assert "seen" not in served.err


def test_a_terminal_shows_one_neat_line_a_request(tmp_path):
    (tmp_path / "app.mjs").write_text(HANDLER % "return 'ok'")
    controller, terminal = pty.openpty()
    command = [*llrt_command(), "lambda", "serve", "app.handler", "--port", "0"]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=terminal, stderr=terminal, start_new_session=True)
    os.close(terminal)
    with os.fdopen(controller, "r", newline="", buffering=1) as screen:
        port = int(re.search(r":(\d+)/", screen.readline())[1])
        screen.readline()
        for path in ("/yes", "/no"):
            connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
            connection.request("GET", path)
            connection.getresponse().read()
            connection.close()
        lines = [screen.readline().strip()]
        while " GET /no " not in lines[-1]:
            lines.append(screen.readline().strip())
        process.send_signal(signal.SIGTERM)
        assert process.wait(20) == 0
    neat = [line for line in lines if "GET /" in line]
    assert re.fullmatch(r"\d\d:\d\d:\d\d GET /yes 200 [\d.]+ ms, \d+ MB, 4 B, cold start \d+ ms", neat[0])
    assert re.fullmatch(r"\d\d:\d\d:\d\d GET /no 500 [\d.]+ ms, \d+ MB, \d+ B, TypeError", neat[1])
    # The function's own lines are there, Lambda's are not.
    assert sum("\tINFO\tseen" in line for line in lines) == 2
    assert not any(line.startswith(("START", "END", "REPORT")) for line in lines)


def test_the_log_format_json_makes_lambdas_lines_json(tmp_path):
    (tmp_path / "app.mjs").write_text(HANDLER % "console.debug('hidden')")
    result = subprocess.run(
        [*llrt_command(), "lambda", "invoke", "app.handler", "--log-format", "JSON", "--log-level", "INFO"],
        cwd=tmp_path, env=environment(), capture_output=True, text=True,
    )  # fmt: skip
    start, line, report = map(json.loads, result.stderr.splitlines())
    assert (start["type"], start["record"]["version"]) == ("platform.start", "$LATEST")
    assert (line["level"], line["message"], line["requestId"]) == ("INFO", "seen", start["record"]["requestId"])
    assert (report["type"], report["record"]["status"]) == ("platform.report", "success")
    assert report["record"]["metrics"]["initDurationMs"] > 0


def test_a_changed_file_means_fresh_processes(tmp_path):
    (tmp_path / "app.mjs").write_text(HANDLER % "return 1")
    (tmp_path / "lib").mkdir()
    (tmp_path / "node_modules").mkdir()
    with Served(tmp_path, "--watch") as served:
        assert served.invoke() == 1
        (tmp_path / "node_modules" / "x.js").write_text("")
        (tmp_path / "app.mjs").write_text(HANDLER % "return 2")
        served.wait_for("app.mjs has changed")
        assert served.invoke() == 2
        (tmp_path / "lib" / "x.js").write_text("")
        served.wait_for("lib/x.js has changed")
    assert "node_modules" not in served.err


def test_a_busy_process_finishes_before_it_is_replaced(tmp_path):
    with Served(tmp_path, runtime("plain"), "--watch", "--timeout", "20") as served:
        results = []
        thread = threading.Thread(target=lambda: results.append(served.invoke({"sleep": 1})))
        thread.start()
        served.wait_for("handling")
        (tmp_path / "new").write_text("")
        served.wait_for("has changed")
        after = served.invoke()
        thread.join()
    assert results[0]["event"] == {"sleep": 1}
    assert after["pid"] != results[0]["pid"]


def test_invoke_watch_invokes_again(tmp_path):
    (tmp_path / "app.mjs").write_text(HANDLER % "return 1")
    command = [*llrt_command(), "lambda", "invoke", "app.handler", "--watch"]
    process = subprocess.Popen(command, cwd=tmp_path, env=environment(), stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
    assert process.stdout.readline() == b"1\n"
    (tmp_path / "app.mjs").write_text(HANDLER % "return 2")
    assert process.stdout.readline() == b"2\n"
    process.send_signal(signal.SIGINT)
    assert process.wait(20) == 130
    process.stdout.close()


def test_a_command_that_is_not_there_is_wrong_usage(tmp_path):
    result = invoke(tmp_path, "plain", "--runtime", "no-such-runtime {handler}")
    assert (result.code, "--runtime: there is no program 'no-such-runtime'" in result.stderr) == (2, True)


def test_a_record_keeps_the_beginning_of_an_endless_log(tmp_path):
    code = "export const handler = async () => { for (let i = 0; i < 60; i++) console.log('x'.repeat(100_000)); };"
    (tmp_path / "app.mjs").write_text(code)
    with Served(tmp_path, "--json", "--timeout", "20") as served:
        served.invoke()
    record = json.loads(served.out)
    assert record["logsCut"] is True
    assert 3_000_000 < len(record["logs"]) <= 4 << 20

"""`llrt lambda invoke`: each way an invocation can end, as Lambda words it, and what the next one gets."""

import json
import os
import re
import subprocess

import pytest

from tests.support.programs import llrt_command

HANDLER = """
if (process.env.INIT === 'throw') throw new TypeError('init failed');
if (process.env.INIT === 'exit') process.exit(3);
if (process.env.INIT === 'slow') await new Promise((r) => setTimeout(r, 300));
let calls = 0;
export const handler = async (event, context) => {
  calls += 1;
  switch (process.env.CASE ?? event.case) {
    case 'log': console.log('a line'); console.error('an error line'); process.stdout.write('no line feed'); return calls;
    case 'throw': throw new RangeError('thrown');
    case 'exit0': process.exit(0);
    case 'exit1': process.exit(1);
    case 'kill': process.kill(process.pid, 'SIGKILL'); await new Promise(() => setTimeout(() => {}, 1000));
    case 'sleep': await new Promise((r) => setTimeout(r, 60_000)); return;
    case 'spin': for (;;) {}
    case 'never': return new Promise(() => {});
    case 'uncaught': setTimeout(() => { throw new Error('uncaught'); }, 1); return new Promise((r) => setTimeout(r, 5000));
    case 'big': return 'x'.repeat(6 * 1024 * 1024 + 200);
    case 'nearlyBig': return 'x'.repeat(6 * 1024 * 1024 - 2);
    case 'calls': return calls;
    case 'env': return Object.fromEntries(Object.entries(process.env).filter(([k]) => event.names.includes(k)));
    case 'remaining': return context.getRemainingTimeInMillis();
    case 'context': return context;
    default: return event;
  }
};
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    root = tmp_path_factory.mktemp("function")
    (root / "app.mjs").write_text(HANDLER)
    return root


class Result:
    def __init__(self, done):
        self.code = done.returncode
        self.out = done.stdout.decode()
        self.err = done.stderr.decode()

    @property
    def json(self):
        return json.loads(self.out)


@pytest.fixture
def invoke(folder):
    def run(event, *options, handler="app.handler"):
        command = [*llrt_command(), "lambda", "invoke", handler, "--event", "-", *options]
        data = event if isinstance(event, bytes) else json.dumps(event).encode()
        return Result(subprocess.run(command, cwd=folder, input=data, capture_output=True, timeout=30))

    return run


UUID = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}"


def test_a_result_goes_to_stdout_and_the_logs_to_stderr(invoke):
    result = invoke({"case": "log"})
    assert (result.code, result.out) == (0, "1\n")
    lines = result.err.splitlines()
    request_id = re.fullmatch(f"START RequestId: ({UUID}) Version: \\$LATEST", lines[0])[1]
    assert re.fullmatch(rf"\S+Z\t{request_id}\tINFO\ta line", lines[1])
    assert re.fullmatch(rf"\S+Z\t{request_id}\tERROR\tan error line", lines[2])
    assert lines[3:5] == ["no line feed", f"END RequestId: {request_id}"]
    number = r"(\d+(?:\.\d\d)?)"
    pattern = (
        rf"REPORT RequestId: {request_id}\tDuration: {number} ms\tBilled Duration: {number} ms\tMemory Size: 128 MB\t"
        rf"Max Memory Used: {number} MB\tInit Duration: {number} ms"
    )
    duration, billed, memory, init = map(float, re.fullmatch(pattern, lines[5]).groups())
    assert 0 < duration < 1000
    assert billed >= duration + init > billed - 1.02
    assert 5 < memory < 128


def test_later_invocations_are_warm(invoke):
    result = invoke({"case": "calls"}, "-n", "3")
    assert (result.code, result.out) == (0, "1\n2\n3\n")
    assert result.err.count("Init Duration") == 1


EXIT = "Runtime.ExitError"


@pytest.mark.parametrize(
    ("case", "error_type", "message", "report"),
    [
        ("exit0", EXIT, "RequestId: {id} Error: Runtime exited without providing a reason", f"Status: error\tError Type: {EXIT}"),
        ("exit1", EXIT, "RequestId: {id} Error: Runtime exited with error: exit status 1", f"Status: error\tError Type: {EXIT}"),
        ("kill", EXIT, "RequestId: {id} Error: Runtime exited with error: signal: killed", f"Status: error\tError Type: {EXIT}"),
        ("sleep", "Sandbox.Timedout", "RequestId: {id} Error: Task timed out after 0.50 seconds", "Status: timeout"),
        ("spin", "Sandbox.Timedout", "RequestId: {id} Error: Task timed out after 0.50 seconds", "Status: timeout"),
        (
            "big",
            "Function.ResponseSizeTooLarge",
            "Response payload size (6291658 bytes) exceeded maximum allowed payload size (6291556 bytes).",
            "Status: error\tError Type: Function.ResponseSizeTooLarge",
        ),
        ("throw", "RangeError", "thrown", None),
        ("never", "Runtime.NodeJsExit", "The Lambda runtime client detected", None),
        ("uncaught", "Error", "uncaught", None),
    ],
)
def test_each_failure_has_lambdas_words(invoke, case, error_type, message, report):
    result = invoke({"case": case}, "--timeout", "0.5" if case in ("sleep", "spin") else "10")
    assert result.code == 1
    request_id = re.search(f"START RequestId: ({UUID})", result.err)[1]
    assert result.json["errorType"] == error_type
    assert result.json["errorMessage"].startswith(message.format(id=request_id))
    (line,) = [line for line in result.err.splitlines() if line.startswith("REPORT")]
    assert line.endswith(report) if report else "Status" not in line
    if error_type == EXIT:
        assert f"{message.format(id=request_id)}\nRuntime.ExitError\n" in result.err
    if case in ("sleep", "spin"):
        assert re.search(rf"\S+Z {request_id} Task timed out after 0.50 seconds\n\n", result.err)
        assert "Duration: 500.00 ms" in line


@pytest.mark.parametrize(
    ("case", "fresh"), [("throw", False), ("exit1", True), ("sleep", True), ("big", False), ("uncaught", True)]
)
def test_the_next_invocation_gets_a_fresh_process_only_when_the_last_one_died(invoke, case, fresh):
    result = invoke({"case": case}, "-n", "2", "--timeout", "0.5" if case == "sleep" else "5", "--json")
    records = [json.loads(line) for line in result.out.splitlines()]
    assert [record["error"] for record in records] == ["Unhandled", "Unhandled"]
    assert (records[1]["initDurationMs"] is not None) is fresh


def test_a_response_at_the_limit_passes(invoke):
    result = invoke({"case": "nearlyBig"})
    assert (result.code, len(result.out)) == (0, 6 * 1024 * 1024 + 1)


@pytest.mark.parametrize(
    ("mode", "error_type", "message", "status"),
    [
        ("throw", "TypeError", "init failed", "Function.TypeError"),
        ("exit", EXIT, "RequestId: {id} Error: Runtime exited with error: exit status 3", EXIT),
    ],
)
def test_failed_inits_are_reported_and_the_next_invocation_tries_again(invoke, mode, error_type, message, status):
    result = invoke({}, "-n", "2", "--env", f"INIT={mode}")
    first, second = map(json.loads, result.out.splitlines())
    request_id = re.search(f"START RequestId: ({UUID})", result.err)[1]
    assert (first["errorType"], second["errorType"]) == (error_type, error_type)
    assert first["errorMessage"] == message.format(id=request_id)
    assert re.search(rf"INIT_REPORT Init Duration: [\d.]+ ms\tPhase: init\tStatus: error\tError Type: {status}\n", result.err)
    # Each invocation finds no process: init fails by itself, and once more on the invocation's time.
    assert re.findall(r"INIT_REPORT .*?Phase: (\w+)", result.err) == ["init", "invoke"] * 2
    assert result.code == 1


def test_init_time_does_not_count_against_the_time_out(invoke):
    result = invoke({"case": "remaining"}, "--env", "INIT=slow", "--timeout", "0.25", "--json")
    record = result.json
    assert (result.code, record["error"]) == (0, None)
    assert record["initDurationMs"] > 300
    assert 0 < record["payload"] <= 250


def test_a_missing_handler_is_an_import_error(invoke):
    result = invoke({}, handler="nothing.here")
    assert (result.code, result.json["errorType"]) == (1, "Runtime.ImportModuleError")


def test_the_environment_is_lambdas_and_clean(invoke, folder, monkeypatch):
    monkeypatch.setenv("SECRET_OF_THE_CALLER", "x")
    names = [
        "_HANDLER", "LAMBDA_TASK_ROOT", "AWS_LAMBDA_FUNCTION_NAME", "AWS_LAMBDA_FUNCTION_VERSION",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE", "TZ", "AWS_LAMBDA_LOG_GROUP_NAME", "AWS_LAMBDA_LOG_STREAM_NAME",
        "AWS_LAMBDA_INITIALIZATION_TYPE", "AWS_REGION",
        "LANG", "MINE", "SECRET_OF_THE_CALLER",
    ]  # fmt: skip
    got = invoke(
        {"case": "env", "names": names}, "--env", "MINE=a=b", "--memory", "512", "--name", "fn", "--env", "AWS_REGION=eu-west-3"
    ).json
    assert re.fullmatch(r"\d{4}/\d\d/\d\d/\[\$LATEST\][0-9a-f]{32}", got.pop("AWS_LAMBDA_LOG_STREAM_NAME"))
    assert got == {
        "_HANDLER": "app.handler",
        "LAMBDA_TASK_ROOT": str(folder),
        "AWS_LAMBDA_FUNCTION_NAME": "fn",
        "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
        "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "512",
        "TZ": ":UTC",
        "LANG": "en_US.UTF-8",
        "AWS_LAMBDA_LOG_GROUP_NAME": "/aws/lambda/fn",
        "AWS_LAMBDA_INITIALIZATION_TYPE": "on-demand",
        "AWS_REGION": "eu-west-3",
        "MINE": "a=b",
    }


def test_json_output_is_for_machines(invoke):
    record = invoke({"case": "log"}, "--json").json
    assert (record["payload"], record["error"], record["status"], record["memorySizeMB"]) == (1, None, "success", 128)
    assert record["logs"].startswith("START RequestId: " + record["requestId"])
    assert record["billedDurationMs"] >= record["durationMs"] > 0
    assert record["maxMemoryUsedMB"] > 0


def test_events_come_from_a_file_or_stdin_or_are_empty(invoke, tmp_path):
    (tmp_path / "e.json").write_text('{"from":"file"}')
    assert invoke(b"", "--event", str(tmp_path / "e.json")).json == {"from": "file"}
    assert invoke({"from": "stdin"}).json == {"from": "stdin"}
    assert invoke(b"").json == {}


@pytest.mark.parametrize(
    ("event", "message"),
    [
        (b"{nope", "InvalidRequestContentException: Could not parse request body into json: "),
        (b"\xff", "InvalidRequestContentException: Could not parse request body into json: "),
        (
            b'"' + b"x" * (6 << 20) + b'"',
            "RequestTooLargeException: Request must be smaller than 6291456 bytes for the InvokeFunction operation",
        ),
    ],
)
def test_events_lambda_would_refuse_are_refused(invoke, event, message):
    result = invoke(event)
    assert (result.code, result.out) == (2, "")
    assert result.err.startswith(f"llrt lambda invoke: {message}")
    assert len(result.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (["--event", "/nowhere/e.json"], "cannot read the event: No such file or directory: /nowhere/e.json"),
        (["--env", "NOVALUE"], "--env takes NAME=VALUE, not 'NOVALUE'"),
        (["--memory", "1"], "--memory is from 128 to 10240 MB, not 1"),
        (["--timeout", "0"], "--timeout is from 1 to 900 seconds, not 0"),
        (["-n", "0"], "-n takes a number from 1, not 0"),
        (["--task-root", "/nowhere"], "--task-root: there is no folder '/nowhere'"),
        (["--memory", "many"], "argument --memory: invalid int value: 'many'"),
        (["--unknown"], "unrecognized arguments: --unknown"),
    ],
)
def test_wrong_usage_is_one_clear_sentence(invoke, options, message):
    result = invoke({}, *options)
    assert (result.code, result.out) == (2, "")
    assert message in result.err
    assert "Traceback" not in result.err


def test_a_file_instead_of_a_handler_is_wrong_usage(invoke):
    result = invoke({}, handler="app.mjs")
    assert (result.code, "for its export `handler` write app.handler" in result.err) == (2, True)


def test_a_handler_without_a_dot_is_wrong_usage(invoke):
    result = invoke({}, handler="app")
    assert (result.code, "HANDLER is module.function" in result.err) == (2, True)


@pytest.mark.parametrize("words", [[], ["nonsense"], ["invoke"]])
def test_the_command_explains_itself(words):
    done = subprocess.run([*llrt_command(), "lambda", *words], capture_output=True, text=True)
    assert done.returncode == 2
    assert "usage: llrt lambda" in done.stderr
    assert subprocess.run([*llrt_command(), "lambda", "--help"], capture_output=True).returncode == 0


def test_ctrl_c_ends_the_function_too(folder):
    import signal
    import time

    command = [*llrt_command(), "lambda", "invoke", "app.handler", "--env", "CASE=sleep", "--timeout", "30"]
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stderr.readline().startswith(b"START")
    children = children_of(process.pid)
    assert children
    process.send_signal(signal.SIGINT)
    assert process.wait(10) == 130
    process.communicate()
    end = time.monotonic() + 5
    while any(os.path.exists(f"/proc/{pid}") for pid in children) and time.monotonic() < end:
        time.sleep(0.01)
    assert not any(os.path.exists(f"/proc/{pid}") for pid in children)


def children_of(pid):
    with open(f"/proc/{pid}/task/{pid}/children") as file:
        return file.read().split()

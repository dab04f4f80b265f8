"""Our runtime and AWS's own Node clients do the same with the same handlers: what the Runtime API sees, what is logged.

The measure is the client of Node 24 (4.0); that of Node 22 (3.3) where 4.0 dropped something: callbacks, and what it does at
init and when a process ends. What differs is listed below with its reason, and only that.

Two differences are left out everywhere: the header Lambda-Runtime-Function-Error-Type, where ours has the form that Lambda
records (Function.TypeError) and AWS's clients send a bare name or nothing; and an own property `name` that the errors of 4.0
itself show in the log.
"""

import functools
import json
import os

import pytest

from tests.lambda_runtime.fake_api import event_answer, run_runtime
from tests.lambda_runtime.handler_table import cases, view
from tests.lambda_runtime.peers.official import node_client
from tests.support.programs import node_command

_UNSERIALISABLE = "Ours logs the cause: which property it was."
_NO_JSON = "Theirs refuses what has no JSON with a TypeError of its native half; ours answers null, as for undefined."
# name -> (what of the view differs, why)
DIFFERENT = {
    "returns: symbol": ({"posts", "log"}, _NO_JSON),
    "returns: function": ({"posts", "log"}, _NO_JSON),
    "returns: context": ({"posts"}, "Ours still has done, succeed, fail, callbackWaitsForEmptyEventLoop."),
    "throws: error-like object": ({"posts"}, "As in 3.3, errors of another realm and look-alikes count as errors."),
    "throws: circular": ({"log"}, _UNSERIALISABLE),
    "throws: bigint": ({"log"}, _UNSERIALISABLE),
    "throws: toJSON throws": ({"log"}, _UNSERIALISABLE),
    "legacy: plain value": ({"posts"}, "As in 4.0, a value that is no promise is the result; in 3.3 it was lost."),
    "ends: never settled": ({"posts", "log"}, "A promise that can't settle any more is an error, not the result null."),
    "init: syntax error": ({"posts", "log"}, "As in 4.0, the stack is the original error's, with its place."),
    "streams: error first": ({"posts"}, "Before the first byte it is an ordinary error; theirs is an empty stream."),
}
for _level in ("", " from TRACE", " from DEBUG", " from INFO", " from WARN", " from ERROR"):
    DIFFERENT[f"logs: JSON{_level}"] = ({"log"}, "As in 3.3, an error that is the first of several arguments is described, too.")

CASES = {name: rest for name, *rest in cases()}


def peer_of(name):
    return "3.3" if name.split(":")[0] in ("legacy", "ends", "init") else "4.0"


def aws(version):
    """The client's command; that of Node 24 with its native half where $AWS_LAMBDA_RIC names an installed package."""
    native = os.environ.get("AWS_LAMBDA_RIC")
    if version == "4.0" and native:
        return [*node_command(), os.path.join(native, "index.mjs")]
    return node_client(version, "app.handler")


def run(folder, name, command, variables=None):
    source, events, env = CASES[name]
    env = {**env, **(variables or {})}
    (folder / "app.mjs").write_text(source)
    trace = ("Lambda-Runtime-Trace-Id", "Root=1-5759e988-bd862e3fe1be46a994272793;Parent=53995c3f42cd8ad8;Sampled=1")
    answers = [event_answer(event, f"id-{number}", [trace]) for number, event in enumerate(events, 1)]
    return run_runtime(folder, "app.handler", answers, env=env, command=command, until=functools.partial(_over, len(events)))


def _over(count, api):
    # Not at the last GET next alone: a client may ask for more before its post has arrived.
    return len(api.outcomes()) >= count and api.drained.is_set()


def normal(found):
    """Without what the docstring leaves out."""
    for post in found["posts"]:
        post.pop("error type", None)
        if "trailers" in post:
            post["trailers"] = post["trailers"][1]
    log = []
    for line in found["log"]:
        if line.startswith("Executing 'app.handler' in function directory"):
            continue
        start = line.find('{"errorType": "Runtime.')
        if start >= 0 and "\t" in line:
            error = json.loads(line[start:])
            error.pop("name", None)
            line = line[:start] + json.dumps(error)
        elif '"message": {"errorType"' in line:
            record = json.loads(line)
            if str(record["message"].get("name")).startswith("Runtime."):
                del record["message"]["name"]
            line = json.dumps(record)
        log.append(line)
    return {**found, "log": log}


@pytest.mark.parametrize("name", CASES)
def test_the_same_handler_does_the_same(tmp_path, name):
    ours = normal(view(run(tmp_path, name, None)))
    theirs = normal(view(run(tmp_path, name, aws(peer_of(name)))))
    expected, _ = DIFFERENT.get(name, (set(), ""))
    differing = {key for key in ours if ours[key] != theirs[key]}
    if not expected:
        assert ours == theirs
    assert differing == expected


# A managed instance, whose logs are JSON: AWS's client with one worker, which is what one context of ours is.
CONCURRENT = {"AWS_LAMBDA_MAX_CONCURRENCY": "4", "AWS_LAMBDA_NODEJS_WORKER_COUNT": "1", "AWS_LAMBDA_LOG_FORMAT": "JSON"}
# What differs there in place of what differs anyway.
DIFFERENT_AT_ONCE = {"throws: throwing getter": ({"log"}, "Ours says which log line it is of, theirs '[object Error]'.")}
AT_ONCE = [name for name in CASES if name.split(":")[0] in ("returns", "throws", "streams") or name.startswith("logs: JSON")]


def by_id(found):
    """Invocations at once end in any order, and what is theirs is told apart by its id."""
    found["posts"].sort(key=lambda post: post["id"])
    found["log"].sort(key=lambda line: [n for n in "12" if f"id-{n}" in line])
    return found


@pytest.mark.parametrize("name", AT_ONCE)
def test_the_same_handler_does_the_same_on_a_managed_instance(tmp_path, name):
    ours = by_id(normal(view(run(tmp_path, name, None, CONCURRENT))))
    theirs = by_id(normal(view(run(tmp_path, name, aws("4.0"), CONCURRENT))))
    expected, _ = DIFFERENT_AT_ONCE.get(name, DIFFERENT.get(name, (set(), "")))
    differing = {key for key in ours if ours[key] != theirs[key]}
    if not expected:
        assert ours == theirs
    assert differing == expected


def test_only_handlers_of_the_table_are_listed_as_different():
    assert set(DIFFERENT) <= set(CASES)
    assert len(CASES) > 80

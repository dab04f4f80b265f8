"""A runtime that does what it is told, to see what the emulator makes of it: `python scripted_runtime.py MODE`. A client of the
Runtime API that knows nothing of llrt. Its handler returns {"event", "pid", "tenant", "calls"}; its event may say `sleep`, or
`until`, a file that it waits for."""

import http.client
import json
import os
import signal
import sys
import threading
import time

MODE = sys.argv[1]
RUNTIME = "/2018-06-01/runtime"
calls = 0


def call(method, path, body=None, headers=None, connection=None):
    connection = connection or http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer, answer.read()


def fail(path, kind, message):
    call("POST", RUNTIME + path, json.dumps({"errorType": kind, "errorMessage": message, "stackTrace": []}),
         {"Lambda-Runtime-Function-Error-Type": kind})  # fmt: skip


def serve_one():
    global calls
    answer, body = call("GET", f"{RUNTIME}/invocation/next")
    if answer.status != 200:
        print(f"next was answered {answer.status}", flush=True)
        sys.exit(7)
    calls += 1
    event = json.loads(body)
    request_id = answer.headers["Lambda-Runtime-Aws-Request-Id"]
    print(f"handling {request_id}", flush=True)
    given = event if isinstance(event, dict) else {}
    time.sleep(given.get("sleep", 0))
    while not os.path.exists(given.get("until", ".")):
        time.sleep(0.01)
    tenant = answer.headers["Lambda-Runtime-Aws-Tenant-Id"]
    result = {"event": event, "pid": os.getpid(), "tenant": tenant, "calls": calls}
    answer, body = call("POST", f"{RUNTIME}/invocation/{request_id}/response", json.dumps(result))
    if answer.status != 202:
        print(f"response was answered {answer.status} {json.loads(body)['errorType']}", flush=True)


def serve_for_ever():
    while True:
        serve_one()


def snapstart():
    print(os.environ["AWS_LAMBDA_INITIALIZATION_TYPE"], "before the snapshot", flush=True)
    answer, _ = call("GET", f"{RUNTIME}/restore/next")
    print("restored", answer.status, flush=True)
    if MODE == "restore-error":
        fail("/restore/error", "Runtime.AfterRestoreError", "the hook failed")
        sys.exit(65)
    if MODE == "restore-exit":
        sys.exit(3)
    serve_for_ever()


def concurrent():
    workers = [threading.Thread(target=serve_for_ever) for _ in range(int(os.environ["AWS_LAMBDA_MAX_CONCURRENCY"]))]
    for worker in workers:
        worker.start()


def extension():
    def on_sigterm(signum, frame):
        print("SIGTERM has come", flush=True)
        os._exit(0)

    signal.signal(signal.SIGTERM, on_sigterm)
    base = "/2020-01-01/extension"
    refused, _ = call("POST", f"{base}/register", '{"events":["SHUTDOWN"]}', {"Lambda-Extension-Name": "x"})
    answer, body = call("POST", f"{base}/register", '{"events":["INVOKE"]}', {"Lambda-Extension-Name": "inside"})
    print("SHUTDOWN:", refused.status, "INVOKE:", answer.status, json.loads(body)["functionName"], flush=True)
    identifier = {"Lambda-Extension-Identifier": answer.headers["Lambda-Extension-Identifier"]}

    def listen():
        while True:
            event = json.loads(call("GET", f"{base}/event/next", None, identifier)[1])
            print("event", event["eventType"], event["requestId"], flush=True)

    threading.Thread(target=listen, daemon=True).start()
    serve_for_ever()


def init():
    """Fails in its first process, as a file remembers, and works in its second."""
    first = not os.path.exists("second")
    open("second", "w").close()
    if first and MODE == "init-slow":
        time.sleep(60)
    if first and MODE == "init-error":
        fail("/init/error", "Runtime.ImportModuleError", "no such module")
        sys.exit(1)
    if first and MODE == "init-exit":
        sys.exit(2)
    serve_for_ever()


def ticking():
    """Counts time while it runs; the count is in the log before each answer."""
    ticks = [0]

    def tick():
        while True:
            time.sleep(0.01)
            ticks[0] += 1

    threading.Thread(target=tick, daemon=True).start()
    while True:
        before = ticks[0]
        answer, _ = call("GET", f"{RUNTIME}/invocation/next")
        request_id = answer.headers["Lambda-Runtime-Aws-Request-Id"]
        call("POST", f"{RUNTIME}/invocation/{request_id}/response", json.dumps(ticks[0] - before))


def endless():
    """A response of 201 MB, streamed; tells how much of it the API took within a second when nobody reads."""
    answer, body = call("GET", f"{RUNTIME}/invocation/next")
    request_id = answer.headers["Lambda-Runtime-Aws-Request-Id"]
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    connection.putrequest("POST", f"{RUNTIME}/invocation/{request_id}/response")
    connection.putheader("Lambda-Runtime-Function-Response-Mode", "streaming")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders()
    piece = b"x" * (1 << 20)
    sent = 0
    if json.loads(body).get("measure"):
        connection.sock.settimeout(1)
    try:
        for _ in range(201):
            connection.send(b"%x\r\n%b\r\n" % (len(piece), piece))
            sent += 1
    except OSError as error:
        print(f"stopped after {sent} MB: {type(error).__name__}", flush=True)
    serve_for_ever()


def truncated():
    answer, _ = call("GET", f"{RUNTIME}/invocation/next")
    request_id = answer.headers["Lambda-Runtime-Aws-Request-Id"]
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    connection.putrequest("POST", f"{RUNTIME}/invocation/{request_id}/response")
    connection.putheader("Lambda-Runtime-Function-Response-Mode", "streaming")
    connection.putheader("Transfer-Encoding", "chunked")
    connection.endheaders(b"4\r\nsome\r\n")
    connection.close()
    serve_for_ever()


if MODE.startswith("init"):
    init()
elif MODE.startswith(("snapstart", "restore")):
    snapstart()
else:
    {"plain": serve_for_ever, "concurrent": concurrent, "extension": extension, "ticking": ticking, "endless": endless,
     "truncated": truncated}[MODE]()  # fmt: skip

"""An external extension that says what it hears; SCRIPTED_EXTENSION tells what else: "crash" at the second INVOKE, or "late"."""

import http.client
import json
import os
import sys
import time

BASE = "/2020-01-01/extension"


def call(method, path, body=None, headers=None):
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    connection.request(method, BASE + path, body, headers or {})
    answer = connection.getresponse()
    return answer, answer.read()


mode = os.environ.get("SCRIPTED_EXTENSION")
if mode == "late":
    time.sleep(0.5)
name = {"Lambda-Extension-Name": os.path.basename(sys.argv[0])}
answer, _ = call("POST", "/register", '{"events":["INVOKE","SHUTDOWN"]}', name)
identifier = {"Lambda-Extension-Identifier": answer.headers["Lambda-Extension-Identifier"]}
print("extension registered", answer.status, flush=True)
invocations = 0
while True:
    event = json.loads(call("GET", "/event/next", None, identifier)[1])
    print("extension", event["eventType"], event.get("requestId", event.get("shutdownReason")), flush=True)
    invocations += event["eventType"] == "INVOKE"
    if event["eventType"] == "SHUTDOWN":
        sys.exit(0)
    if mode == "crash" and invocations == 2:
        sys.exit(5)

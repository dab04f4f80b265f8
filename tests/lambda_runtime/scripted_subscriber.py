"""An external extension that subscribes to the Telemetry API as the JSON in SUBSCRIPTION says, and appends what it is told to the
file TELEMETRY, a line a batch. It refuses as many batches as REFUSES says, and registers for the EVENTS (a JSON list)."""

import http.client
import http.server
import json
import os
import sys
import threading

refuse = int(os.environ.get("REFUSES", "0"))


class Receiver(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_POST(self):
        global refuse
        body = self.rfile.read(int(self.headers["Content-Length"]))
        refuse -= 1
        if refuse < 0:
            batch = {"path": self.path, "type": self.headers["Content-Type"], "events": json.loads(body)}
            with open(os.environ["TELEMETRY"], "a") as file:
                file.write(json.dumps(batch) + "\n")
        self.send_response(500 if refuse >= 0 else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


def call(method, path, body=None, headers=None):
    connection = http.client.HTTPConnection(os.environ["AWS_LAMBDA_RUNTIME_API"])
    connection.request(method, path, body, headers or {})
    answer = connection.getresponse()
    return answer, answer.read()


server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Receiver)
threading.Thread(target=server.serve_forever, daemon=True).start()
name = {"Lambda-Extension-Name": os.path.basename(sys.argv[0])}
events = json.loads(os.environ.get("EVENTS", '["INVOKE","SHUTDOWN"]'))
answer, body = call("POST", "/2020-01-01/extension/register", json.dumps({"events": events}), name)
if answer.status != 200:
    print("registered", answer.status, json.loads(body)["errorType"], flush=True)
    sys.exit(1)
identifier = {"Lambda-Extension-Identifier": answer.headers["Lambda-Extension-Identifier"]}
given = os.environ["SUBSCRIPTION"].replace("PORT", str(server.server_port))
answer, body = call("PUT", "/2022-07-01/telemetry", given, identifier)
print("subscribed", answer.status, body.decode(), flush=True)
while True:
    event = json.loads(call("GET", "/2020-01-01/extension/event/next", None, identifier)[1])
    if event["eventType"] == "SHUTDOWN":
        sys.exit(0)
    if os.environ.get("AGAIN"):
        answer, body = call("PUT", "/2022-07-01/telemetry", given, identifier)
        print("again", answer.status, json.loads(body)["errorType"], flush=True)
    print("heard", event["requestId"], flush=True)

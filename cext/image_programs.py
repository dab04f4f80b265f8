"""The two starts that the binary is laid out for, run by its build to see what they touch: hello.js, and a Lambda function until
its first response. Not here: what is made of it (image_pages.py, code_order.py).
"""

import contextlib
import socket
import subprocess
import threading
import time
from collections.abc import Iterator
from pathlib import Path

_HELLO = "console.log('hello');\n"
_HANDLER = "export const handler = async (event) => event;\n"
_EVENT = b'{"key1":"value1","key2":"value2","key3":"value3"}'
_INVOCATION = (
    b"HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n"
    b"Lambda-Runtime-Aws-Request-Id: 8476a536-e9f4-11e8-9739-2dfe598c3fcd\r\n"
    b"Lambda-Runtime-Deadline-Ms: 4102444800000\r\nLambda-Runtime-Trace-Id: Root=1-5bef4de7-ad49b0e87f6ef6c87fc2e700\r\n"
    b"Lambda-Runtime-Invoked-Function-Arn: arn:aws:lambda:us-east-1:123456789012:function:build\r\n"
    b"Content-Length: %d\r\n\r\n%s" % (len(_EVENT), _EVENT)
)
_SECONDS = 60
_ANSWER_AFTER = 0.01


def _write(folder: Path, name: str, text: str) -> None:
    """A program in a package scope of its own, should there be a package.json above: a stranger's would decide how it is read."""
    (folder / name).write_text(text)
    if any((above / "package.json").exists() for above in folder.resolve().parents):
        (folder / "package.json").write_text("{}")


def hello(command: "list[str]", folder: Path, **options: object) -> int:
    """`command hello.js`; its exit status."""
    _write(folder, "hello.js", _HELLO)
    words, null = [*command, str(folder / "hello.js")], subprocess.DEVNULL
    return subprocess.run(words, env={}, stdin=null, stdout=null, stderr=null, timeout=_SECONDS, cwd=folder, **options).returncode


def first_response(command: "list[str]", folder: Path, **options: object) -> int:
    """`command` as the runtime of a function, killed after its first response; 0 if there was one."""
    _write(folder, "app.mjs", _HANDLER)
    with _runtime_api() as (address, answered):
        env = {"AWS_LAMBDA_RUNTIME_API": address, "_HANDLER": "app.handler", "LAMBDA_TASK_ROOT": str(folder)}
        env |= {"AWS_REGION": "us-east-1", "AWS_LAMBDA_FUNCTION_NAME": "build", "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": "128"}
        null = subprocess.DEVNULL
        process = subprocess.Popen(command, env=env, stdin=null, stdout=null, stderr=null, cwd=folder, **options)
        done = answered.wait(_SECONDS)
        process.kill()
        process.wait()
    return 0 if done else 1


@contextlib.contextmanager
def _runtime_api() -> "Iterator[tuple[str, threading.Event]]":
    """A Runtime API with one event; its address, and what is set when the response has come."""
    answered = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as server:
        threading.Thread(target=_serve, args=(server, answered), daemon=True).start()
        yield "{}:{}".format(*server.getsockname()), answered


def _serve(server: socket.socket, answered: threading.Event) -> None:
    waiting = [_INVOCATION]
    with contextlib.suppress(OSError):
        while True:
            connection, _ = server.accept()
            while data := connection.recv(65536):
                # The function always has to wait for its answer, as it does in Lambda, and so always does the same.
                time.sleep(_ANSWER_AFTER)
                if data.startswith(b"GET ") and waiting:
                    connection.sendall(waiting.pop())
                elif data.startswith(b"POST "):
                    # Whatever it posts, its body may still be on the way: nobody needs it.
                    connection.sendall(b"HTTP/1.1 202 Accepted\r\nContent-Length: 0\r\n\r\n")
                    if b"/response" in data.partition(b"\r\n")[0]:
                        answered.set()

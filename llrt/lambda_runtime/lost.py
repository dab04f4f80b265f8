"""What a context leaves behind that ended in the middle of invocations (process.exit, a failure of the runtime itself) while the
process lives on: answers that are half sent are sent to their end, invocations without one get an error. Blocking, for a
moment: nothing else is left for this thread to do.
"""

import _socket

from llrt.lambda_runtime.address import parse_address, resolve
from llrt.lambda_runtime.client import quote
from llrt.lambda_runtime.concurrent import LOST_BODY, LOST_TYPE

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

    from llrt.lambda_runtime.concurrent import Slot

# For each step, in seconds: the API is on this machine.
_PATIENCE = 5.0


def report(api: str, left: "Mapping[str, Slot]") -> None:
    """`left`: request id -> slot. What the API does not take is lost, as with the death of a process."""
    for request_id, slot in left.items():
        try:
            # An answer that has begun is the only one: never a second one beside it.
            if slot.posting:
                slot.flush(_PATIENCE)
            else:
                _post(api, f"/2018-06-01/runtime/invocation/{quote(request_id)}/error")
        except OSError:
            continue


def _post(api: str, path: str) -> None:
    family, address = resolve(*parse_address(api))
    head = (
        f"POST {path} HTTP/1.1\r\nHost: {api}\r\nUser-Agent: llrt\r\nContent-Type: application/json\r\nConnection: close\r\n"
        f"Content-Length: {len(LOST_BODY)}\r\nLambda-Runtime-Function-Error-Type: {LOST_TYPE}\r\n\r\n"
    )
    sock = _socket.socket(family, _socket.SOCK_STREAM)
    try:
        sock.settimeout(_PATIENCE)
        sock.connect(address)
        sock.sendall(head.encode("latin-1") + LOST_BODY)
        # The first bytes of the answer say that it has been read.
        sock.recv(4096)
    finally:
        sock.close()

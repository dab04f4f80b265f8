"""HTTP in, HTTP out, as API Gateway's HTTP API (payload format 2.0) and function URLs do it: a request becomes an event,
the handler's answer a response. Not here: sockets, running the handler."""

import base64
import json
import os
import time
from collections.abc import Iterable
from typing import Any
from urllib.parse import parse_qsl

from llrt.lambda_runtime.emulator.http_messages import Request

_TEXT_TYPES = ("application/json", "application/javascript", "application/xml")
_HOP_BY_HOP = frozenset(("connection", "keep-alive", "proxy-connection", "transfer-encoding", "upgrade", "content-length"))
_MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]


class MalformedAnswer(ValueError):
    """The handler's answer can't become an HTTP response; API Gateway says "Internal Server Error" then."""


def to_event(request: Request) -> "dict[str, Any]":
    """A Request of http_server -> an event, as a dict."""
    path, _, query = request.target.partition("?")
    if not path.startswith("/"):
        # Absolute form (a proxy's request) and OPTIONS *.
        path = "/" + path.partition("://")[2].partition("/")[2] if "://" in path else "/"
    headers, cookies = _headers(request.head.headers)
    event: "dict[str, Any]" = {"version": "2.0", "routeKey": "$default", "rawPath": path, "rawQueryString": query}
    if cookies:
        event["cookies"] = cookies
    event["headers"] = headers
    parameters = _joined(parse_qsl(query, keep_blank_values=True))
    if parameters:
        event["queryStringParameters"] = parameters
    event["requestContext"] = _context(request, path, headers)
    if request.body:
        event["body"], event["isBase64Encoded"] = _body(request.body, headers.get("content-type"))
    else:
        event["isBase64Encoded"] = False
    return event


PRELUDE_TYPE = "application/vnd.awslambda.http-integration-response"
_DELIMITER = bytes(8)
# Prelude and delimiter must lie within the first bytes of the stream.
_MAX_PRELUDE = 16 * 1024


def from_stream(payload: bytes, content_type: str) -> "tuple[int, list[tuple[str, str]], bytes]":
    """A streamed response -> (status, [(name, value)], body bytes): as a function URL does it. Raises MalformedAnswer."""
    if content_type != PRELUDE_TYPE:
        return 200, [("content-type", content_type)], payload
    found = split_prelude(payload)
    if found is None:
        raise MalformedAnswer("the prelude of the stream has no end within its first 16 KB")
    return (*from_prelude(found[0]), found[1])


def split_prelude(data: bytes) -> "tuple[bytes, bytes] | None":
    """The beginning of a stream -> (prelude, what of the body is there), None: more is needed. Raises MalformedAnswer."""
    prelude, found, _ = data[: _MAX_PRELUDE + 1].partition(_DELIMITER)
    if found and len(prelude) + len(_DELIMITER) <= _MAX_PRELUDE:
        return prelude, data[len(prelude) + len(_DELIMITER) :]
    if len(data) > _MAX_PRELUDE:
        raise MalformedAnswer("the prelude of the stream has no end within its first 16 KB")
    return None


def from_prelude(prelude: bytes) -> "tuple[int, list[tuple[str, str]]]":
    """The JSON before a stream's body -> (status, [(name, value)]). Raises MalformedAnswer."""
    try:
        answer = json.loads(prelude)
    except ValueError:
        raise MalformedAnswer("the prelude of the stream is not JSON") from None
    if not isinstance(answer, dict):
        raise MalformedAnswer("the prelude of the stream is not an object")
    answer.setdefault("statusCode", 200)
    if not any(name.lower() == "content-type" for name in answer.get("headers") or {}):
        answer["headers"] = {**(answer.get("headers") or {}), "content-type": "application/octet-stream"}
    status, headers, _ = to_response(json.dumps({**answer, "body": None}).encode())
    return status, headers


def to_response(payload: bytes) -> "tuple[int, list[tuple[str, str]], bytes]":
    """The handler's result (JSON bytes) -> (status, [(name, value)], body bytes). Raises MalformedAnswer."""
    try:
        answer = json.loads(payload)
    except ValueError:
        raise MalformedAnswer("the answer is not JSON") from None
    if not isinstance(answer, dict) or "statusCode" not in answer:
        # Format 2.0 infers the response: what was returned is the body.
        body = answer if isinstance(answer, str) else json.dumps(answer, ensure_ascii=False, separators=(",", ":"))
        return 200, [("content-type", "application/json")], body.encode("utf-8", "replace")
    headers = []
    given = answer.get("headers")
    if given is not None and not isinstance(given, dict):
        raise MalformedAnswer("headers must be an object")
    for name, value in (given or {}).items():
        if name.lower() not in _HOP_BY_HOP:
            headers.append((_safe(name), _safe(_text(value))))
    for cookie in answer.get("cookies") or ():
        headers.append(("set-cookie", _safe(_text(cookie))))
    if not any(name.lower() == "content-type" for name, _ in headers):
        headers.append(("content-type", "text/plain; charset=utf-8"))
    return _status(answer["statusCode"]), headers, _answer_body(answer)


def _headers(pairs: "Iterable[tuple[str, str]]") -> "tuple[dict[str, str], list[str]]":
    cookies: "list[str]" = []
    rest: "list[tuple[str, str]]" = []
    for name, value in pairs:
        name = name.lower()
        # Latin-1 is how the parser keeps bytes; what was sent is UTF-8 more often than not.
        value = value.encode("latin-1").decode("utf-8", "replace")
        if name == "cookie":
            cookies += [part.strip() for part in value.split(";") if part.strip()]
        else:
            rest.append((name, value))
    return _joined(rest), cookies


def _joined(pairs: "Iterable[tuple[str, str]]") -> "dict[str, str]":
    out: "dict[str, str]" = {}
    for name, value in pairs:
        out[name] = f"{out[name]},{value}" if name in out else value
    return out


def _context(request: Request, path: str, headers: "dict[str, str]") -> "dict[str, Any]":
    now = time.time()
    utc = time.gmtime(now)
    host = headers.get("host", "localhost").partition(":")[0]
    return {
        "accountId": "anonymous",
        "apiId": "local",
        "domainName": host,
        "domainPrefix": host.partition(".")[0],
        "http": {
            "method": request.method,
            "path": path,
            "protocol": f"HTTP/{request.head.major}.{request.head.minor}",
            "sourceIp": request.peer[0],
            "userAgent": headers.get("user-agent", ""),
        },
        "requestId": base64.b64encode(os.urandom(11)).decode(),
        "routeKey": "$default",
        "stage": "$default",
        "time": f"{utc.tm_mday:02d}/{_MONTHS[utc.tm_mon - 1]}/{time.strftime('%Y:%H:%M:%S +0000', utc)}",
        "timeEpoch": int(now * 1000),
    }


def _body(body: bytes, content_type: "str | None") -> "tuple[str, bool]":
    kind = (content_type or "text/plain").partition(";")[0].strip().lower()
    if kind.startswith("text/") or kind in _TEXT_TYPES or kind.endswith(("+json", "+xml")):
        try:
            return body.decode("utf-8"), False
        except UnicodeDecodeError:
            pass
    return base64.b64encode(body).decode(), True


def _answer_body(answer: "dict[str, Any]") -> bytes:
    body = answer.get("body")
    if body is None:
        return b""
    if not isinstance(body, str):
        body = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    if answer.get("isBase64Encoded") is True:
        try:
            return base64.b64decode(body)
        except ValueError:
            raise MalformedAnswer("isBase64Encoded is true but the body is not base64") from None
    return body.encode("utf-8", "replace")


def _status(value: object) -> int:
    if isinstance(value, str) and value.isascii() and value.isdigit():
        value = int(value)
    if isinstance(value, bool) or not isinstance(value, int) or not 200 <= value <= 599:
        raise MalformedAnswer(f"statusCode must be a number from 200 to 599, not {value!r}")
    return value


def _text(value: object) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, str) else json.dumps(value)


def _safe(text: str) -> str:
    # A line break would let a handler's data write headers of its own.
    return text.replace("\r", " ").replace("\n", " ")

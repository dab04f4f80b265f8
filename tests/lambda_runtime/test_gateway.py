"""HTTP requests become API Gateway v2 events and answers become responses."""

import base64
import json
import re

import pytest

from llrt._http import Parser
from llrt.lambda_runtime.emulator.gateway import MalformedAnswer, to_event, to_response
from llrt.lambda_runtime.emulator.http_messages import Request


def event(data):
    head, *pieces, _ = Parser("request").feed(data)
    body = b"".join(pieces)
    return to_event(Request(head, body, len(body), ("203.0.113.9", 5)))


def test_a_plain_request():
    got = event(
        b"GET /my/path?a=1&a=2&b=x%20y&c= HTTP/1.1\r\nHost: api.example:80\r\nUser-Agent: t/1\r\n"
        b"X-A: 1\r\nx-a: 2\r\nCookie: k=v; l=w\r\n\r\n"
    )
    context = got.pop("requestContext")
    assert got == {
        "version": "2.0",
        "routeKey": "$default",
        "rawPath": "/my/path",
        "rawQueryString": "a=1&a=2&b=x%20y&c=",
        "cookies": ["k=v", "l=w"],
        "headers": {"host": "api.example:80", "user-agent": "t/1", "x-a": "1,2"},
        "queryStringParameters": {"a": "1,2", "b": "x y", "c": ""},
        "isBase64Encoded": False,
    }
    assert context["http"] == {
        "method": "GET",
        "path": "/my/path",
        "protocol": "HTTP/1.1",
        "sourceIp": "203.0.113.9",
        "userAgent": "t/1",
    }
    assert (context["domainName"], context["domainPrefix"], context["stage"]) == ("api.example", "api", "$default")
    assert re.fullmatch(r"\d\d/[A-Z][a-z][a-z]/\d{4}:\d\d:\d\d:\d\d \+0000", context["time"])
    assert context["timeEpoch"] > 1_700_000_000_000


@pytest.mark.parametrize(
    ("content_type", "body", "text"),
    [
        (b"application/json; charset=utf-8", b'{"a":"\xc3\xa9"}', True),
        (b"text/plain", b"hi", True),
        (b"application/vnd.api+json", b"{}", True),
        (b"image/svg+xml", b"<svg/>", True),
        (b"application/octet-stream", b"hi", False),
        (b"application/x-www-form-urlencoded", b"a=b", False),
        (b"text/plain", b"\xff\xfe", False),
        (None, b"hi", True),
    ],
)
def test_bodies_are_text_or_base64(content_type, body, text):
    header = b"" if content_type is None else b"Content-Type: %s\r\n" % content_type
    got = event(b"POST / HTTP/1.1\r\nHost: x\r\n%sContent-Length: %d\r\n\r\n%s" % (header, len(body), body))
    assert got["isBase64Encoded"] is not text
    assert got["body"] == (body.decode() if text else base64.b64encode(body).decode())


def test_odd_targets():
    assert event(b"GET http://proxy.example/a/b?c HTTP/1.1\r\nHost: x\r\n\r\n")["rawPath"] == "/a/b"
    assert event(b"OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n")["rawPath"] == "/"
    assert "queryStringParameters" not in event(b"GET / HTTP/1.1\r\nHost: x\r\n\r\n")


@pytest.mark.parametrize(
    ("answer", "status", "headers", "body"),
    [
        (
            {"statusCode": 201, "headers": {"X-A": "b", "content-type": "text/html"}, "body": "<p>"},
            201,
            {"X-A": "b", "content-type": "text/html"},
            b"<p>",
        ),
        ({"statusCode": "204"}, 204, {"content-type": "text/plain; charset=utf-8"}, b""),
        ({"statusCode": 200, "body": "aGk=", "isBase64Encoded": True}, 200, {"content-type": "text/plain; charset=utf-8"}, b"hi"),
        (
            {"statusCode": 200, "headers": {"n": 1, "b": True}},
            200,
            {"n": "1", "b": "true", "content-type": "text/plain; charset=utf-8"},
            b"",
        ),
        ({"message": "h\u00e9"}, 200, {"content-type": "application/json"}, '{"message":"h\u00e9"}'.encode()),
        ("Hello", 200, {"content-type": "application/json"}, b"Hello"),
        ([1, 2], 200, {"content-type": "application/json"}, b"[1,2]"),
        (None, 200, {"content-type": "application/json"}, b"null"),
    ],
)
def test_answers_become_responses(answer, status, headers, body):
    got_status, got_headers, got_body = to_response(json.dumps(answer).encode())
    assert (got_status, dict(got_headers), got_body) == (status, headers, body)


def test_cookies_become_headers_and_line_breaks_do_not():
    _, headers, _ = to_response(
        json.dumps(
            {"statusCode": 200, "cookies": ["a=1", "b=2"], "headers": {"x": "1\r\nEvil: 2", "Content-Length": "9"}}
        ).encode()
    )
    assert headers == [
        ("x", "1  Evil: 2"),
        ("set-cookie", "a=1"),
        ("set-cookie", "b=2"),
        ("content-type", "text/plain; charset=utf-8"),
    ]


@pytest.mark.parametrize(
    "answer", [b"nope", b'{"statusCode":"x"}', b'{"statusCode":true}', b'{"statusCode":99}', b'{"statusCode":200,"headers":[]}']
)
def test_malformed_answers_are_refused(answer):
    with pytest.raises(MalformedAnswer):
        to_response(answer)

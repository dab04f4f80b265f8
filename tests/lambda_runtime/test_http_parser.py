"""llrt._http: events in order, whatever the pieces; what is not HTTP is refused."""

import random
import socket

import pytest

from llrt._http import End, Head, ParseError, Parser, answer_of, is_quiet

REQUESTS = (
    b"POST /a?b=c HTTP/1.1\r\nHost: x\r\nX-Empty:\r\nX-Space:   v \t \r\nContent-Length: 3\r\n\r\nabc"
    b"GET /%C3%A9 HTTP/1.1\r\nHost: x\r\n\r\n"
    b"PUT /t HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nX-Sum: 1\r\n\r\n"
)


def flat(events):
    """Events as plain values, with neighbouring pieces of a body joined."""
    out = []
    for event in events:
        if isinstance(event, Head):
            out.append(
                (
                    event.method,
                    event.target,
                    event.status,
                    event.reason,
                    event.headers,
                    event.keep_alive,
                    event.chunked,
                    event.content_length,
                )
            )
        elif isinstance(event, End):
            out.append(("end", event.trailers, event.keep_alive))
        elif out and isinstance(out[-1], bytes):
            out[-1] += bytes(event)
        else:
            out.append(bytes(event))
    return out


def test_requests_become_heads_bodies_and_ends():
    post, body, end, get, end2, put, body2, end3 = flat(Parser("request").feed(REQUESTS))
    assert post == (
        "POST",
        "/a?b=c",
        0,
        None,
        [("Host", "x"), ("X-Empty", ""), ("X-Space", "v"), ("Content-Length", "3")],
        True,
        False,
        3,
    )
    assert (body, end) == (b"abc", ("end", [], True))
    assert get[:2] == ("GET", "/%C3%A9")
    assert end2 == ("end", [], True)
    assert (put[0], put[6], put[7], body2) == ("PUT", True, None, b"abcde")
    assert end3 == ("end", [("X-Sum", "1")], True)


@pytest.mark.parametrize("seed", range(40))
def test_pieces_make_no_difference(seed):
    rng = random.Random(seed)
    whole = flat(Parser("request").feed(REQUESTS))
    parser, events, at = Parser("request"), [], 0
    while at < len(REQUESTS):
        size = rng.choice((1, 2, 3, 7, 40))
        events += parser.feed(REQUESTS[at : at + size])
        at += size
    assert flat(events) == whole


def test_a_body_refers_to_the_bytes_fed():
    data = b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc"
    piece = Parser("request").feed(data)[1]
    assert isinstance(piece, memoryview)
    assert piece.obj is data


def test_a_response_without_length_lasts_until_the_end():
    parser = Parser("response")
    head, piece = parser.feed(b"HTTP/1.1 200 OK\r\n\r\nabc")
    assert (head.status, head.reason, head.keep_alive, bytes(piece)) == (200, "OK", False, b"abc")
    assert parser.needs_eof
    assert flat(parser.finish()) == [("end", [], False)]


def test_a_response_to_head_has_no_body():
    parser = Parser("response")
    parser.skip_body = True
    events = parser.feed(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n")
    assert flat(events)[1] == ("end", [], True)


def test_a_switch_of_protocols_leaves_the_rest():
    parser = Parser("request")
    head, _ = parser.feed(b"GET / HTTP/1.1\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\nraw bytes")
    assert (head.upgrade, parser.upgraded, bytes(parser.rest)) == (True, True, b"raw bytes")
    with pytest.raises(ValueError, match="switched protocols"):
        parser.feed(b"more")


def test_header_lookup_ignores_case():
    head = Parser("request").feed(b"GET / HTTP/1.1\r\nA: 1\r\na: 2\r\nB: 3\r\n\r\n")[0]
    assert (head.get("b"), head.get("A"), head.get("c"), head.get("c", "x")) == ("3", "1", None, "x")
    assert head.get_all("a") == ["1", "2"]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"NONSENSE / HTTP/1.1\r\n\r\n", "HPE_INVALID_METHOD"),
        (b"GET / HTTP/9.9\r\n\r\n", "HPE_INVALID_VERSION"),
        (b"GET / HTTP/1.1\r\nContent-Length: x\r\n\r\n", "HPE_INVALID_CONTENT_LENGTH"),
        (b"GET / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n", "HPE_INVALID_TRANSFER_ENCODING"),
        (b"GET / HTTP/1.1\r\nA\x00B: 1\r\n\r\n", "HPE_INVALID_HEADER_TOKEN"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "HPE_INVALID_CHUNK_SIZE"),
        (b"GET / HTTP/1.1\r\nA: " + b"x" * 20000, "HPE_HEADER_OVERFLOW"),
        (b"GET /" + b"x" * 20000, "HPE_HEADER_OVERFLOW"),
    ],
)
def test_what_is_not_http_is_refused(data, code):
    parser = Parser("request")
    with pytest.raises(ParseError) as caught:
        parser.feed(data)
    assert caught.value.code in (code, "HPE_UNEXPECTED_CONTENT_LENGTH") if "TRANSFER" in code else caught.value.code == code
    with pytest.raises(ValueError, match="ended"):
        parser.feed(b"GET / HTTP/1.1\r\n\r\n")


def test_messages_before_an_error_are_not_lost():
    with pytest.raises(ParseError) as caught:
        Parser("request").feed(b"GET / HTTP/1.1\r\n\r\nGARBAGE\r\n\r\n")
    assert [type(e) for e in caught.value.events] == [Head, End]


def test_an_end_inside_a_message_is_an_error():
    parser = Parser("request")
    parser.feed(b"GET / HTTP/1.1\r\nHos")
    with pytest.raises(ParseError):
        parser.finish()


def test_random_bytes_only_ever_raise_parse_errors():
    rng = random.Random(7)
    for _ in range(3000):
        kind = rng.choice(("request", "response"))
        data = bytearray(REQUESTS if kind == "request" else b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nA: b\r\n\r\nabc")
        for _ in range(rng.randrange(1, 6)):
            data[rng.randrange(len(data))] = rng.randrange(256)
        parser = Parser(kind)
        try:
            cut = rng.randrange(len(data))
            parser.feed(bytes(data[:cut]))
            if not parser.upgraded:
                parser.feed(bytes(data[cut:]))
            parser.finish()
        except ParseError:
            pass


@pytest.mark.parametrize("kind", ["", "Request", "both"])
def test_a_parser_is_for_requests_or_responses(kind):
    with pytest.raises(ValueError, match="kind must be"):
        Parser(kind)


# Answers that answer_of() reads by itself, with what it finds; and what it leaves to the parser.
PLAIN = [
    b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc",
    b"HTTP/1.1 202 \r\ncontent-length:16\r\nX-A: 1\r\nx-a: \t2 \t\r\nConnection: Keep-Alive\r\n\r\n",
    b"HTTP/1.1 500 Internal \xe9rror\r\nX-Empty:\r\nX-Text: \xe9 \xff\r\nContent-Length: 0\r\n\r\n",
]
UNUSUAL = [
    b"",
    b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r",
    b"HTTP/1.0 200 OK\r\nContent-Length: 3\r\n\r\nabc",
    b"HTTP/1.1 200\r\nContent-Length: 3\r\n\r\nabc",
    b"HTTP/1.1 100 Continue\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 204 No Content\r\nContent-Length: 0\r\n\r\n",
    b"HTTP/1.1 304 Not Modified\r\nContent-Length: 3\r\n\r\n",
    b"HTTP/1.1 200 OK\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n",
    b"HTTP/1.1 200 OK\r\nContent-Length: +3\r\n\r\nabc",
    b"HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc",
    b"HTTP/1.1 200 OK\r\nContent-Length: 1234567890123456\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
    b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\nabc",
    b"HTTP/1.1 200 OK\r\nConnection: close\r\nContent-Length: 3\r\n\r\nabc",
    b"HTTP/1.1 200 OK\r\nConnection: keep-alive, x\r\nContent-Length: 3\r\n\r\nabc",
    b"HTTP/1.1 200 OK\r\nUpgrade: x\r\nContent-Length: 3\r\n\r\nabc",
    b"HTTP/1.1 200 OK\nContent-Length: 3\n\nabc",
    b"HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 3\r\n\r\nabc",
    b"HTTP/1.1 200 OK\r\nX : a\r\nContent-Length: 3\r\n\r\nabc",
    b"HTTP/1.1 200 OK\r\n: a\r\nContent-Length: 3\r\n\r\nabc",
    b"HTTP/1.1 200 OK\r\nX: a\x00b\r\nContent-Length: 3\r\n\r\nabc",
    b"HTTP/1.1 200 O\x01K\r\nContent-Length: 3\r\n\r\nabc",
    b"HTTP/1.1 2x0 OK\r\nContent-Length: 3\r\n\r\nabc",
    b"GET / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc",
]


def as_parsed(data):
    """What the parser finds at the start of `data`: as described(), or None where it finds no whole head."""
    try:
        events = Parser("response", max_head=1 << 20).feed(data)
    except ParseError as error:
        events = error.events
    head = next((event for event in events if isinstance(event, Head)), None)
    return head and (head.status, head.reason, head.fields(), head.content_length, head.keep_alive, head.chunked)


def described(answer):
    return (answer.status, answer.reason, answer.fields(), answer.content_length, True, False)


@pytest.mark.parametrize("data", PLAIN)
def test_a_plain_answer_is_read_as_the_parser_reads_it(data):
    answer = answer_of(data)
    assert described(answer) == as_parsed(data)
    assert data[: answer.body].endswith(b"\r\n\r\n")


@pytest.mark.parametrize("data", UNUSUAL)
def test_what_is_unusual_is_left_to_the_parser(data):
    assert answer_of(data) is None


def test_what_is_read_without_the_parser_is_what_the_parser_finds():
    chance = random.Random(7)
    pieces = [*PLAIN, *UNUSUAL]
    read = 0
    for _ in range(20_000):
        data = bytearray(chance.choice(pieces))
        for _ in range(chance.randrange(3)):
            if data:
                place = chance.randrange(len(data))
                odd = [b"\r", b"\n", b":", b" ", b"\t", b"0", b"\x00", b"\xff", b"a", b""]
                data[place : place + chance.randrange(2)] = chance.choice(odd)
        answer = answer_of(bytes(data))
        if answer is not None:
            read += 1
            assert described(answer) == as_parsed(bytes(data)), bytes(data)
    assert read > 500


def test_a_connection_is_quiet_until_something_comes():
    ours, theirs = socket.socketpair()
    with ours, theirs:
        assert is_quiet(ours.fileno())
        theirs.send(b"x")
        assert not is_quiet(ours.fileno())
        ours.recv(1)
        assert is_quiet(ours.fileno())
        theirs.close()
        assert not is_quiet(ours.fileno())
    assert not is_quiet(-1)

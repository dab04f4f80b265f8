"""The codecs of llrt._buffer give what Python's codecs give, on random input (law 9)."""

import base64
import random

import pytest

from tests.buffer.fastop import OpError, Wide, call

ASCII, UTF8, BASE64, UCS2, LATIN1, HEX, _, BASE64URL = range(8)
ROUNDS = 400


def pieces(rng):
    """Bytes that are partly well-formed UTF-8, partly not."""
    pool = [
        lambda: bytes(rng.choices(range(128), k=rng.randrange(40))),
        lambda: rng.choice("éß€漢😀\u07ff\u0800\uffff\U0010ffff").encode(),
        lambda: bytes(rng.choices(range(256), k=rng.randrange(6))),
        lambda: bytes([rng.choice([0xC0, 0xC2, 0xDF, 0xE0, 0xED, 0xEF, 0xF0, 0xF4, 0xF5])]),
        lambda: bytes(rng.choices(range(0x80, 0xC0), k=rng.randrange(4))),
    ]
    return b"".join(rng.choice(pool)() for _ in range(rng.randrange(12)))


def strings(rng):
    """Strings of either width, lone surrogates among them."""
    pool = [
        lambda: "".join(rng.choices("abc xyz09", k=rng.randrange(40))),
        lambda: rng.choice(["é", "ÿ", "€", "漢", "😀", "\ud800", "\udfff", "\udbff\ud800"]),
    ]
    text = "".join(rng.choice(pool)() for _ in range(rng.randrange(12)))
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "surrogatepass")
    return Wide(text) if rng.random() < 0.3 else text


def python_utf8(text):
    return "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text).encode()


@pytest.fixture
def rng(request):
    return random.Random(request.node.name)


def test_utf8_decoding(rng):
    for _ in range(ROUNDS):
        data = pieces(rng)
        assert call("decode", UTF8, data, 0, len(data)) == data.decode("utf-8", "replace"), data


def test_utf8_validity(rng):
    for _ in range(ROUNDS):
        data = pieces(rng)
        try:
            data.decode()
            valid = True
        except UnicodeDecodeError:
            valid = False
        assert call("isUtf8", data) is valid
        assert call("isAscii", data) is data.isascii()


def test_utf8_encoding_and_its_length(rng):
    for _ in range(ROUNDS):
        text = strings(rng)
        expected = python_utf8(text)
        assert call("utf8Encode", text) == expected
        assert call("byteLength", UTF8, text) == len(expected)


def test_utf8_writing_keeps_characters_whole(rng):
    for _ in range(ROUNDS):
        text = strings(rng)
        expected = python_utf8(text)
        room = rng.randrange(len(expected) + 3)
        target, counts = bytearray(b"\xaa" * room), bytearray(8)
        call("encodeInto", text, target, counts)
        read = int.from_bytes(counts[:4], "little")
        wrote = int.from_bytes(counts[4:], "little")
        fits = expected[:room].decode("utf-8", "ignore").encode()
        assert target[:wrote] == fits and target[wrote:] == b"\xaa" * (room - wrote)
        units = text.encode("utf-16-le", "surrogatepass")[: read * 2]
        assert python_utf8(units.decode("utf-16-le", "surrogatepass")) == fits


@pytest.mark.parametrize("size", [0, 1, 2, 3, 63, 64, 65, 127, 128, 129, 1000])
def test_bytes_to_text(rng, size):
    for _ in range(20):
        data = rng.randbytes(size)
        start, end = sorted((rng.randrange(size + 1), rng.randrange(size + 1)))
        part = data[start:end]
        assert call("decode", LATIN1, data, start, end) == part.decode("latin-1")
        assert call("decode", ASCII, data, start, end) == bytes(byte & 127 for byte in part).decode()
        assert call("decode", HEX, data, start, end) == part.hex()
        assert call("decode", BASE64, data, start, end) == base64.b64encode(part).decode()
        assert call("decode", BASE64URL, data, start, end) == base64.urlsafe_b64encode(part).decode().rstrip("=")
        even = part[: len(part) // 2 * 2]
        assert call("decode", UCS2, data, start, end) == even.decode("utf-16-le", "surrogatepass")


def test_text_to_bytes_and_back(rng):
    for _ in range(ROUNDS):
        data = rng.randbytes(rng.randrange(200))
        for encoding, text in [
            (LATIN1, data.decode("latin-1")),
            (HEX, data.hex()),
            (HEX, data.hex().upper()),
            (BASE64, base64.b64encode(data).decode()),
            (BASE64URL, base64.urlsafe_b64encode(data).decode()),
            (BASE64, "\r\n".join(base64.encodebytes(data).decode().split("\n"))),
        ]:
            for given in (text, Wide(text)):
                target = bytearray(len(data) + 4)
                assert call("write", encoding, target, given, 2, len(data) + 1) == len(data)
                assert target == b"\0\0" + data + b"\0\0"


def test_atob_is_strict_base64(rng):
    for _ in range(ROUNDS):
        data = rng.randbytes(rng.randrange(60))
        text = base64.b64encode(data).decode()
        assert call("btoa", data.decode("latin-1")) == text
        assert call("atob", rng.choice([str, Wide])(text)) == data.decode("latin-1")
        assert call("atob", " ".join(text.rstrip("="))) == data.decode("latin-1")
        assert call("atob", text + "!") == -2
    assert call("atob", "A") == -1
    assert call("btoa", "\u0100") == -1


def test_search(rng):
    for _ in range(ROUNDS * 3):
        hay = bytes(rng.choices(b"ab", k=rng.randrange(60)))
        needle = bytes(rng.choices(b"ab", k=rng.randrange(1, 6)))
        offset = rng.randrange(-70, 70)
        start = offset if offset >= 0 else max(len(hay) + offset, 0)
        assert call("indexOf", hay, needle, offset, LATIN1, True) == hay.find(needle, start)
        if offset >= 0:
            assert call("indexOf", hay, needle, offset, LATIN1, False) == hay.rfind(needle, 0, offset + len(needle))


def test_crafted_needles_take_linear_time():
    hay = b"a" * 400_000
    needle = b"a" * 100_000 + b"b" + b"a" * 100_000
    assert call("indexOf", hay, needle, 0, LATIN1, True) == -1
    assert call("indexOf", hay, needle, len(hay), LATIN1, False) == -1


def test_fill_may_end_inside_a_character():
    for text, encoding, whole in [("€é", UTF8, "€é".encode()), ("a€", UCS2, "a€".encode("utf-16-le"))]:
        for room in range(1, 12):
            target = bytearray(room)
            assert call("fill", target, text, 0, room, encoding) == 0
            assert target == (whole * 12)[:room]


def test_wrong_arguments_are_refused():
    for name, values in [("decode", (UTF8, "text", 0, 1)), ("isUtf8", ("text",)), ("utf8Encode", (b"bytes",))]:
        with pytest.raises(OpError):
            call(name, *values)

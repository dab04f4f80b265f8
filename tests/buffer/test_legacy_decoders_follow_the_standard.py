"""The multi-byte decoders give what the WHATWG Encoding standard says, for every sequence of two bytes (and for every third of
EUC-JP, every escaped pair of ISO-2022-JP). The digests were taken from an independent decoder written from the standard's
text over its published indexes; Node's ICU differs (see cext/buffer/README.md)."""

import hashlib
import random

import pytest

from tests.buffer.fastop import call

GBK, GB18030, BIG5, EUC_JP, ISO_2022_JP, SHIFT_JIS, EUC_KR = range(3, 10)
FATAL, STREAM = 1, 4


def digest(encoding, prefix=b"", suffix=b""):
    sha = hashlib.sha256()
    for lead in range(256):
        for trail in range(256):
            text = call("textDecode", encoding, prefix + bytes([lead, trail]) + suffix, 0, None)
            sha.update(text.encode("utf-8", "surrogatepass") + b"\n")
    return sha.hexdigest()[:16]


@pytest.mark.parametrize(
    "encoding, prefix, suffix, expected",
    [
        (GBK, b"", b"", "d987acdcefa81d83"),
        (GB18030, b"", b"", "d987acdcefa81d83"),
        (BIG5, b"", b"", "eb37b683bc3b8d41"),
        (EUC_JP, b"", b"", "729da9b1379c2dbd"),
        (EUC_JP, b"\x8f", b"", "322c5fe92caac1cf"),
        (ISO_2022_JP, b"", b"", "116e013d696819a5"),
        (ISO_2022_JP, b"\x1b$B", b"\x1b(B", "5e5bb4d34f71e8cc"),
        (SHIFT_JIS, b"", b"", "06eef6314f687274"),
        (EUC_KR, b"", b"", "42e8e5e2b5646caf"),
    ],
)
def test_every_sequence(encoding, prefix, suffix, expected):
    assert digest(encoding, prefix, suffix) == expected


@pytest.mark.parametrize("encoding", range(GBK, EUC_KR + 1))
def test_chunks_make_no_difference(encoding):
    rng = random.Random(encoding)
    choice = [0x41, 0x1B, 0x24, 0x28, 0x42, 0x4A, 0x30, 0x39, 0x81, 0x8E, 0x8F, 0xA1, 0xDF, 0xE0, 0xFE, 0xFF]
    for _ in range(500):
        data = bytes(rng.choice(choice) if rng.random() < 0.7 else rng.randrange(256) for _ in range(rng.randrange(16)))
        whole = call("textDecode", encoding, data, 0, None)
        state, pieces, at = bytearray(12), "", 0
        while at < len(data):
            size = rng.randrange(1, 5)
            pieces += call("textDecode", encoding, data[at : at + size], STREAM, state)
            at += size
        pieces += call("textDecode", encoding, None, 0, state)
        assert pieces == whole, data.hex()
        assert state == bytearray(12)


def test_any_state_is_survived():
    rng = random.Random(1)
    for _ in range(3000):
        state = bytearray(rng.randbytes(12))
        for flags in (STREAM, STREAM | FATAL, 0):
            call("textDecode", rng.randrange(39), rng.randbytes(rng.randrange(9)), flags, state)
        decoder = bytearray(rng.randbytes(7))
        try:
            call("stringDecoderWrite", decoder, rng.randbytes(rng.randrange(9)))
            call("stringDecoderEnd", decoder)
        except Exception as error:
            assert "not the state" in str(error)

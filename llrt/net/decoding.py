"""Content codings of HTTP answers, undone as they stream in, a bounded piece at a time: who does not read is not flooded by
a small answer that expands. RFC 9110 8.4.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt._http import Head

CODINGS = ("gzip", "x-gzip", "deflate", "br", "zstd")
# A sender has no use for more than this many codings upon each other.
_MOST_CODINGS = 5
_PIECE = 65536


class Decoding:
    """A chain of decoders; feed() bytes, then take() until it gives nothing."""

    def __init__(self, codings: "list[str]"):
        """`codings` in the order in which they were applied."""
        self._stages = [_Stage(coding) for coding in reversed(codings)]

    def feed(self, data: memoryview) -> None:
        """`data` is copied: what it lies in is used again."""
        self._stages[0].waiting += bytes(data)

    def take(self) -> bytes:
        """The next decoded piece; b"" when more has to be fed. Raises DecodeError (a ValueError)."""
        return self._pull(len(self._stages) - 1)

    def _pull(self, index: int) -> bytes:
        stage = self._stages[index]
        while True:
            piece = stage.step()
            if piece or not index:
                return piece
            more = self._pull(index - 1)
            if not more:
                return b""
            stage.waiting += more


class _Stage:
    def __init__(self, coding: str):
        from llrt._zlib import Decoder

        self.waiting = b""
        self._decoder = Decoder(coding)
        self._full = False

    def step(self) -> bytes:
        """At most one piece; what lies behind the end of the data is left alone, as in Node."""
        while (self.waiting or self._full) and not (self._decoder.done and not self._full):
            piece, used = self._decoder.decode(self.waiting, _PIECE)
            self.waiting = self.waiting[used:]
            self._full = len(piece) == _PIECE
            if piece:
                return piece
            if not used:
                break
        return b""


def for_response(head: "Head") -> "Decoding | None":
    """What undoes the codings of this answer; None where there are none, or one that is not known. Raises ValueError: too many.

    Data that ends too early is not an error, as little as in Node and in browsers: what has come is the body.
    """
    if head.status in (101, 103, 204, 205, 304):
        return None
    text = ", ".join(head.get_all("content-encoding")).lower()
    codings = [word.strip() for word in text.split(",")] if text else []
    if len(codings) > _MOST_CODINGS:
        raise ValueError(f"too many content-encodings in response: {len(codings)}, maximum allowed is {_MOST_CODINGS}")
    if not codings or any(coding not in CODINGS for coding in codings):
        return None
    return Decoding(codings)

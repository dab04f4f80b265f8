"""What stands in for `io` and `encodings` in the binary becomes the whole when somebody asks for more than a start does."""

import marshal
import sys
import types
from pathlib import Path

import pytest

from cext.launcher import freeze


@pytest.fixture
def stand_in(monkeypatch):
    """`stand_in(name)`: the module as the binary has it, and the list of what has been unpacked since."""

    def make(name):
        unpacked = []

        def unpack(asked):
            unpacked.append(asked)
            return marshal.dumps(compile(freeze._standard(asked).read_bytes(), f"<frozen {asked}>", "exec"))

        binary = types.ModuleType("_llrt_binary")
        binary.unpack = unpack
        monkeypatch.setitem(sys.modules, "_llrt_binary", binary)
        module = types.ModuleType(name)
        real = sys.modules[name]
        module.__dict__.update(__package__=real.__package__, __spec__=real.__spec__, __path__=getattr(real, "__path__", None))
        path = Path(freeze.__file__).with_name(freeze._STAND_INS[name])
        monkeypatch.setitem(sys.modules, name, module)
        exec(compile(path.read_bytes(), path.name, "exec"), module.__dict__)
        return module, unpacked

    return make


def test_io_is_open_and_at_need_the_whole(stand_in):
    io, unpacked = stand_in("io")
    assert io.open is open
    assert unpacked == []
    text = io.StringIO("a\nb")
    assert isinstance(text, io.IOBase)
    assert issubclass(io.FileIO, io.RawIOBase)
    assert [*text] == ["a\n", "b"]
    with pytest.raises(AttributeError, match="module 'io' has no attribute 'nothing'"):
        io.nothing  # noqa: B018
    assert unpacked == ["io"]


def test_encodings_are_utf_8_and_at_need_the_whole(stand_in):
    encodings, unpacked = stand_in("encodings")
    info = encodings._search("utf_8")
    assert (info.name, len(info), info[0]("ä"), info[1](b"\xc3\xa4")) == ("utf-8", 4, (b"\xc3\xa4", 1), ("ä", 2))
    with pytest.raises(UnicodeDecodeError):
        info[1](b"\xc3")
    assert info.incrementaldecoder("replace").decode(b"\xc3\xa4\xff") == "ä\ufffd"
    assert unpacked == []
    assert encodings._search("latin_1").encode("ä") == (b"\xe4", 1)
    assert encodings._search("u16").name == "utf-16"
    assert encodings._search("nothing") is None
    assert encodings.normalize_encoding("UTF 16-le") == "UTF_16_le"
    with pytest.raises(AttributeError, match="module 'encodings' has no attribute 'nothing'"):
        encodings.nothing  # noqa: B018
    assert unpacked == ["encodings"]

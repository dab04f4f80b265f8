"""The AWS SDK that is built in: packages that are found where a program's own node_modules have none. docs/sdk.md

Its modules are builtins named `sdk:PACKAGE`: part of the program (the flavours of the native binary), or bytecode in a file of
an installed distribution, llrt-sdk-full or llrt-sdk-std, read when a module is first imported. cext/sdk_data.py writes it.
"""

import posix

from llrt.errors import CodedError
from llrt.modules import ahead
from llrt.restore import getenv

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator

    from llrt.runtime.environment import Environment

# The builtin with the names of the packages, where they are part of the program.
LIST = "node:internal/sdk/packages"
MAGIC = b"llrt-sdk"
FORMAT = 1
HEAD = 20
FILE = "sdk.llrt"
_DISTRIBUTIONS = ("llrt_sdk_full", "llrt_sdk_std")
_MODES = ("fallback", "first", "off")


class Sdk:
    """What one Environment has of it."""

    def __init__(self, env: "Environment") -> None:
        self._env = env
        self._data: "DataFile | None" = None
        mode = getenv("LLRT_SDK") or "fallback"
        if mode not in _MODES:
            raise CodedError("ERR_INVALID_ARG_VALUE", f"LLRT_SDK is '{mode}', expected one of {', '.join(_MODES)}", "TypeError")
        # Whether it comes before node_modules.
        self.is_first = mode == "first"
        self.packages: "frozenset[str]" = frozenset() if mode == "off" else frozenset(self._find())

    def _find(self) -> "list[str]":
        env = self._env
        if env.context.builtin(LIST) is not None:
            return list(env.builtin(LIST).get("default"))
        path = getenv("LLRT_SDK_FILE") or next((path for path in _candidates(env) if _is_file(path)), None)
        if path is None:
            return []
        self._data = data = DataFile(path, env)
        env.context.set_sdk_loader(data.bytecode)
        return data.packages

    def name(self, specifier: "str") -> "str | None":
        """The builtin that a bare specifier means: "@aws-sdk/client-s3" -> "sdk:@aws-sdk/client-s3"."""
        if specifier not in self.packages:
            return None
        ahead.sdk()
        return f"sdk:{specifier}"


class DataFile:
    """The file of a data distribution: head, index (JSON), deflated bytecode."""

    def __init__(self, path: "str", env: "Environment") -> None:
        from llrt._quickjs import bytecode_edition

        self.path = path
        head = self._read(0, HEAD)
        if len(head) < HEAD or head[:8] != MAGIC:
            raise self._error("is no SDK of llrt")
        version, edition, length = (int.from_bytes(head[at : at + 4], "little") for at in (8, 12, 16))
        if version != FORMAT or edition != bytecode_edition():
            raise self._error("belongs to another version of llrt: install the distribution of this one")
        index = env.context.parse_json(self._read(HEAD, length).decode())
        self.packages: "list[str]" = index["packages"]
        self._modules: "dict[str, list[int]]" = index["modules"]
        self._base = HEAD + length

    def bytecode(self, name: "str") -> "bytes | None":
        """What jsc made of the module; None: there is none of that name."""
        place = self._modules.get(name)
        if place is None:
            return None
        from llrt._zlib import Decoder

        offset, packed, size = place
        try:
            code, _ = Decoder("deflate").decode(self._read(self._base + offset, packed), size)
        except ValueError:
            code = b""
        if len(code) != size:
            raise self._error("is damaged")
        return code

    def _read(self, offset: "int", length: "int") -> "bytes":
        fd = posix.open(self.path, posix.O_RDONLY | posix.O_CLOEXEC)
        try:
            return posix.pread(fd, length, offset)
        finally:
            posix.close(fd)

    def _error(self, what: "str") -> "CodedError":
        return CodedError("ERR_LLRT_SDK", f"{self.path} {what}")


def _candidates(env: "Environment") -> "Iterator[str]":
    """Where distributions are installed: the interpreter's own folders, or those of the prefix that the native command is in."""
    import sys

    folders = list(sys.path)
    command = env.options.exec_path
    if not folders and command:
        prefix = command.rpartition("/")[0].rpartition("/")[0]
        try:
            versions = [name for name in posix.listdir(f"{prefix}/lib") if name.startswith("python3")]
        except OSError:
            versions = []
        # Debian's own Python installs into dist-packages.
        kinds = ("site-packages", "dist-packages")
        folders = [prefix, *(f"{prefix}/lib/{name}/{kind}" for name in sorted(versions) for kind in kinds)]
    for distribution in _DISTRIBUTIONS:
        for folder in folders:
            yield f"{folder}/{distribution}/{FILE}"


def _is_file(path: "str") -> "bool":
    try:
        return posix.stat(path).st_mode & 0o170000 == 0o100000
    except (OSError, ValueError):
        return False

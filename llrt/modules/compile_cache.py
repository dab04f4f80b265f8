"""The compile cache of node:module: bytecode of larger modules in a folder, one file each, written when a module is compiled for
the first time. Loaded when NODE_COMPILE_CACHE or module.enableCompileCache() asks for it. https://nodejs.org/api/module.html#module-compile-cache

Bytecode can harm the process, so it is read only from a folder that is this user's and nobody else may write to; and only
from files that carry the checksum of the engine's own writer.
"""

import posix
from binascii import crc32

from llrt.modules import paths
from llrt.restore import getenv
from llrt.version import VERSION

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable

    from llrt._quickjs import Context, Module, Script, Value

_MAGIC = b"llrt-cc1"
# Compiling less is faster than looking for it.
_SMALL = 4096
_BEFORE, _AFTER = b"(function (exports, require, module, __filename, __dirname) {\n", b"\n})"


def disabled() -> "bool":
    return bool(getenv("NODE_DISABLE_COMPILE_CACHE"))


def open_cache(context: "Context", directory: "str | None") -> "CompileCache | str":
    """The cache below `directory` (None: the default place), or why it cannot be used."""
    base = directory or getenv("NODE_COMPILE_CACHE") or _default()
    user = posix.geteuid()
    folder = f"{paths.absolute(base)}/llrt-{VERSION}-{posix.uname().machine}-{user}"
    try:
        _make(folder)
        found = posix.stat(folder)
    except OSError as exc:
        return f"Cannot create cache directory: {folder}: {exc.strerror}"
    if found.st_uid != user or found.st_mode & 0o022:
        return f"Cannot use cache directory: {folder} can be written to by others"
    return CompileCache(context, folder)


def _default() -> "str":
    base = getenv("TMPDIR") or getenv("TMP") or getenv("TEMP") or "/tmp"
    return base.rstrip("/") + "/node-compile-cache"


def _make(folder: "str") -> None:
    if paths.kind(folder):
        return
    parent = paths.dirname(folder)
    if parent != folder:
        _make(parent)
    try:
        posix.mkdir(folder, 0o700)
    except FileExistsError:
        pass


def _wrapped(source: "bytes") -> "bytes":
    """The script whose value is the function that a CommonJS file is."""
    return _BEFORE + (b"//" if source.startswith(b"#!") else b"") + source + _AFTER


class CompileCache:
    """The files below `folder`, named by what they were compiled from."""

    def __init__(self, context: "Context", folder: "str") -> None:
        self.folder = folder
        self._context = context

    def module(self, source: "str | bytes", url: "str") -> "Module":
        """The compiled ES module."""
        if len(source) < _SMALL:
            return self._context.compile(source, url, module=True)
        data = source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")
        found = self._read(data, url)
        if found is not None:
            return found  # type: ignore[return-value]
        module = self._context.compile(source, url, module=True)
        self._write(data, url, module.bytecode(data))
        return module

    def function(self, source: "str", filename: "str") -> "Value | None":
        """The function of a CommonJS file; None when it is not in the cache yet, which it is the next time."""
        if len(source) < _SMALL:
            return None
        data = source.encode("utf-8", "surrogatepass")
        found = self._read(data, filename, _wrapped)
        if found is not None:
            function: "Value" = found.run(mode="raw")  # type: ignore[union-attr]
            return function
        return None

    def add_function(self, source: "str", filename: "str") -> None:
        """Called for a text that has been compiled as the body of a function, so the wrapped text is well-formed, too."""
        if len(source) < _SMALL:
            return
        data = source.encode("utf-8", "surrogatepass")
        text = _wrapped(data)
        self._write(data, filename, self._context.compile(text, filename, 0).bytecode(text))

    def _path(self, name: "bytes") -> "str":
        return f"{self.folder}/{crc32(name):08x}{len(name):x}"

    def _head(self, source: "bytes", name: "bytes") -> "bytes":
        numbers = b"".join(value.to_bytes(8, "little") for value in (len(name), len(source), crc32(source)))
        return _MAGIC + numbers + name

    def _read(
        self, source: "bytes", name: "str", text: "Callable[[bytes], bytes] | None" = None
    ) -> "Module | Script | None":
        """`text(source)`: what was compiled, which has the sources of the functions; None: the source itself."""
        from llrt.modules.sources import read_file

        raw = name.encode("utf-8", "surrogatepass")
        head = self._head(source, raw)
        try:
            data = read_file(self._path(raw))
            if not data.startswith(head):
                return None
            # Not a copy: functions are read from it when they are first called.
            return self._context.read_bytecode(memoryview(data)[len(head) :], text(source) if text else source)
        except (OSError, ValueError):
            # Not there, or of another version.
            return None

    def _write(self, source: "bytes", name: "str", bytecode: "bytes") -> None:
        """Whole or not at all: another process may be reading. A full disk is no reason to fail."""
        raw = name.encode("utf-8", "surrogatepass")
        path = self._path(raw)
        scratch = f"{path}.{posix.getpid()}"
        try:
            fd = posix.open(scratch, posix.O_WRONLY | posix.O_CREAT | posix.O_TRUNC | posix.O_CLOEXEC, 0o600)
            try:
                data = memoryview(self._head(source, raw) + bytecode)
                while data:
                    data = data[posix.write(fd, data) :]
            finally:
                posix.close(fd)
            posix.rename(scratch, path)
        except OSError:
            try:
                posix.unlink(scratch)
            except OSError:
                pass

"""Sources of modules: reading, decoding, which format a URL has, and the synthetic modules for what is no ES module.

Formats as Node's ES module loader tells them: https://nodejs.org/api/packages.html#determining-module-system
"""

import posix

from llrt._quickjs import is_ascii
from llrt.modules import paths

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from typing import Any

    from llrt._quickjs import Module
    from llrt.errors import CodedError
    from llrt.modules.loader import Loader
    from llrt.runtime.environment import Environment

# llrt.errors is imported where an error is made: this file is on the start path.

_BY_EXTENSION = {".mjs": "module", ".cjs": "commonjs", ".json": "json"}
_BY_MIME = {"text/javascript": "module", "application/javascript": "module", "application/json": "json"}
# Of the native binary (ahead.py): told the size of a file that is to be read and compiled, then given its text.
on_size: "Callable[[int, str], None] | None" = None
on_text: "Callable[[str | bytes, str], None] | None" = None
TYPESCRIPT = (".ts", ".mts", ".cts", ".tsx")


class Source:
    """`text` is str, or bytes that are valid UTF-8. `module` is set where telling the format has compiled it already."""

    __slots__ = ("format", "given", "module", "path", "text")

    def __init__(
        self,
        format_: "str",
        text: "str | bytes",
        path: "str | None" = None,
        module: "Module | None" = None,
        given: "bool" = False,
    ) -> None:
        """`given`: the text is a hook's; CommonJS then runs it instead of reading the file."""
        self.format = format_
        self.text = text
        self.path = path
        self.module = module
        self.given = given

    def string(self) -> "str":
        """The text for JavaScript, where bytes would be a Uint8Array."""
        return self.text if isinstance(self.text, str) else self.text.decode()


def read_source(path: "str") -> "str | bytes":
    """The text of a file that is to be compiled."""
    text = decode(read_file(path, on_size))
    if on_text is not None:
        on_text(text, path)
    return text


def read_file(path: "str", before: "Callable[[int, str], None] | None" = None) -> "bytes":
    """The bytes of a file; an OSError that names the call. `before` is told its size before it is read."""
    call = "open"
    try:
        fd = posix.open(path, posix.O_RDONLY | posix.O_CLOEXEC)
        call = "read"
        try:
            size = posix.fstat(fd).st_size
            if before is not None:
                before(size, path)
            chunks = [posix.read(fd, size + 1)]
            # A file that gives what it said it has is at its end; what has no size (a pipe, /proc) is read to it.
            while chunks[-1] and (len(chunks) > 1 or len(chunks[0]) != size):
                chunks.append(posix.read(fd, 65536))
        finally:
            posix.close(fd)
    except OSError as exc:
        from llrt.errors import os_error

        raise os_error(exc, call, path if call == "open" else None) from None
    return chunks[0] if len(chunks) == 1 else b"".join(chunks)


def decode(data: "bytes") -> "str | bytes":
    """Source text for the engine: without BOM and "#!" line, invalid UTF-8 replaced, valid bytes as they are."""
    if data.startswith(b"\xef\xbb\xbf"):
        data = data[3:]
    if data.startswith(b"#!"):
        end = data.find(b"\n")
        data = b"" if end < 0 else data[end:]
    if is_ascii(data):
        return data
    try:
        data.decode()
    except UnicodeDecodeError:
        return data.decode("utf-8", "replace")
    return data


def check_names(attributes: "Mapping[str, str]", url: "str") -> None:
    for name, value in attributes.items():
        if name != "type":
            raise _unsupported(name, value, url)


def check_attributes(format_: "str", attributes: "Mapping[str, str] | None", url: "str") -> None:
    """Whether a module of this format may be imported with these attributes."""
    if attributes:
        check_names(attributes, url)
    kind = attributes.get("type") if attributes else None
    if format_ == "json" and kind is None:
        message = f'Module "{url}" needs an import attribute of "type: json"'
        raise error("ERR_IMPORT_ATTRIBUTE_MISSING", message, "TypeError")
    if kind is None or (kind == "json" and format_ == "json"):
        return
    if kind != "json":
        raise _unsupported("type", kind, url)
    raise error("ERR_IMPORT_ATTRIBUTE_TYPE_INCOMPATIBLE", f'Module "{url}" is not of type "json"', "TypeError")


def _unsupported(name: "str", value: "str", url: "str") -> "CodedError":
    message = f'Import attribute "{name}" with value "{value}" is not supported in {url}'
    return error("ERR_IMPORT_ATTRIBUTE_UNSUPPORTED", message, "TypeError")


def fetch(loader: "Loader", url: "str", format_: "str | None" = None) -> "Source":
    """The Source behind a URL; `format_` is a hook's."""
    host = loader.env.options.load_module
    if host is not None:
        text = host(url)
        if text is None:
            raise error("ERR_MODULE_NOT_FOUND", f"Cannot find module '{url}'", url=url)
        return Source("json" if url.endswith(".json") else "module", text)
    if url.startswith("data:"):
        return _data(url)
    if not url.startswith("file:"):
        from llrt.modules.resolver import unsupported_scheme

        scheme = url.partition(":")[0]
        raise error(
            "ERR_UNSUPPORTED_ESM_URL_SCHEME",
            unsupported_scheme("file and data" if scheme in ("http", "https") else "file, data, and node", scheme),
        )
    if loader.env.profile != "node":
        raise error("ERR_ACCESS_DENIED", "Access to the file system is not granted to this context", permission="fs")
    path = paths.url_to_path(url)
    end = paths.extension(path)
    if format_ not in ("module", "commonjs", "json"):
        format_ = _BY_EXTENSION.get(end)
    if format_ is None:
        format_ = _by_package(loader, path, end)
    text = read_source(path)
    if format_ == "none":
        return _detect(loader, url, path, text)
    return Source(format_, text, path)


def no_typescript(end: "str", path: "str") -> "str":
    return f'Unknown file extension "{end}" for {path}: TypeScript is not supported'


def _by_package(loader: "Loader", path: "str", end: "str") -> "str":
    if end in (".js", ""):
        return loader.packages.type_of(path)
    if end in TYPESCRIPT:
        raise error("ERR_UNKNOWN_FILE_EXTENSION", no_typescript(end, path), "TypeError")
    if end == ".wasm":
        message = f'Unknown file extension ".wasm" for {path}: WebAssembly is not supported'
        raise error("ERR_UNKNOWN_FILE_EXTENSION", message, "TypeError")
    raise error("ERR_UNKNOWN_FILE_EXTENSION", f'Unknown file extension "{end}" for {path}', "TypeError")


def format_hint(loader: "Loader", url: "str") -> "str | None":
    """The format a URL says by itself, None where the source must be looked at or nothing is known."""
    if not url.startswith("file:"):
        return "builtin" if url in loader.resolver.builtins else None
    path = paths.url_to_path(url)
    end = paths.extension(path)
    if end in (".js", ""):
        type_ = loader.packages.type_of(path)
        return None if type_ == "none" else type_
    return _BY_EXTENSION.get(end)


def _detect(loader: "Loader", url: "str", path: "str", text: "str | bytes") -> "Source":
    """No extension, no "type": CommonJS if it parses as that, else an ES module if it parses as that."""
    room = loader.env.builtin("node:internal/module/cjs_import")
    source = Source("commonjs", text, path)
    if loader.context.enter_nested(room.get("parses"), path, source.string()):
        return source
    return Source("module", text, path, loader.context.compile(text, url, module=True))


def _data(url: "str") -> "Source":
    kind, comma, body = url[5:].partition("#")[0].partition(",")
    parameters = kind.split(";")
    mime = parameters[0].strip().lower()
    format_ = _BY_MIME.get(mime)
    if not comma:
        raise error("ERR_INVALID_URL", "Invalid URL", "TypeError", input=url)
    if format_ is None:
        message = f"Unknown module format: {mime if '/' in mime else 'null'} for URL {url}"
        raise error("ERR_UNKNOWN_MODULE_FORMAT", message, "RangeError")
    text = paths.percent_decode(body)
    if len(parameters) > 1 and parameters[-1].strip().lower() == "base64":
        return Source(format_, decode(_base64(text, url)))
    return Source(format_, decode(text.encode("utf-8", "surrogateescape")))


def _base64(text: "str", url: "str") -> "bytes":
    """https://infra.spec.whatwg.org/#forgiving-base64-decode"""
    from binascii import Error, a2b_base64

    text = "".join(text.split())
    if len(text) % 4 == 0:
        text = text[:-2] if text.endswith("==") else text[:-1] if text.endswith("=") else text
    plain = text.isascii() and text.replace("+", "a").replace("/", "a").isalnum()
    try:
        if text and not plain:
            raise ValueError
        return a2b_base64(text + "=" * (-len(text) % 4))
    except (Error, ValueError):
        raise error("ERR_INVALID_URL", "Invalid URL", "TypeError", input=url) from None


# -- synthetic modules


def json_module(loader: "Loader", url: "str", source: "Source") -> "Module":
    room = loader.env.builtin("node:internal/module/json")
    # Parsed now: a syntax error is an error of loading, before anything is evaluated.
    if source.path is None or "?" in url or "#" in url:
        value = loader.context.enter_nested(room.get("parse"), source.string(), source.path or url)
    else:
        value = loader.context.enter_nested(room.get("importFile"), source.string(), source.path)
    return loader.context.synthetic_module(url, ["default"], lambda module: module.set_export("default", value))


def commonjs_module(loader: "Loader", url: "str", source: "Source") -> "Module":
    """`import` of CommonJS: default is module.exports; names are those a static look at the source finds."""
    from llrt.modules.commonjs_names import export_names

    context = loader.context
    path = source.path or url
    names = [name for name in export_names(loader, path, source.text) if name not in ("default", "module.exports")]
    wanted = [*names, "default", "module.exports"]

    def evaluate(module: "Module") -> None:
        room = loader.env.builtin("node:internal/module/cjs_import")
        if source.given:
            values = context.enter_nested(room.get("importSource"), path, source.string(), wanted)
        else:
            values = context.enter_nested(room.get("importFile"), path, wanted)
        for position, name in enumerate(wanted):
            module.set_export(name, values.get(position, mode="raw"))

    return context.synthetic_module(url, wanted, evaluate)


def text_for_report(env: "Environment", name: "str") -> "str | None":
    """The text of a file that an error points into, None when it is none or cannot be read."""
    if env.profile != "node":
        return None
    try:
        path = paths.url_to_path(name) if name.startswith("file:") else name
        return read_file(path).decode("utf-8", "replace") if path.startswith("/") else None
    except Exception:
        return None


def error(code: "str", message: "str", name: "str" = "Error", **props: "Any") -> "CodedError":
    from llrt.errors import CodedError

    return CodedError(code, message, name, **props)

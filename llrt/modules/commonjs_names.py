"""The names an `import` of CommonJS finds: those its text exports (cext/lexer) and those of what it re-exports, which Node
finds in the same way. Loaded when a CommonJS file is imported.
"""

from llrt._lexer import commonjs
from llrt.modules import paths, sources

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.modules.loader import Loader


def export_names(loader: "Loader", path: "str", text: "str | bytes") -> "list[str]":
    """In source order, each once; `default` may be among them."""
    names: "dict[str, None]" = {}
    seen = {path}
    # The innermost first: what is re-exported is read when it is met, without recursion.
    waiting: "list[tuple[str, str | bytes | None]]" = [(path, text)]
    while waiting:
        path, source = waiting.pop()
        source = _read(path) if source is None else source
        own, reexports = commonjs(_bytes(source))
        names.update(dict.fromkeys(own))
        for request in reversed(reexports):
            target = _target(loader, request, path)
            if target is not None and target not in seen:
                seen.add(target)
                waiting.append((target, None))
    return list(names)


def _target(loader: "Loader", request: "str", parent: "str") -> "str | None":
    """The CommonJS file a re-export means, None where there is none that can be scanned."""
    try:
        found = loader.require.resolve(request, paths.dirname(parent))
    except Exception:
        return None
    if not found.startswith("/") or paths.extension(found) in (".json", ".node", ".mjs"):
        return None
    return found


def _read(path: "str") -> "str | bytes":
    try:
        return sources.decode(sources.read_file(path))
    except OSError:
        return b""


def _bytes(source: "str | bytes") -> "bytes":
    return source if isinstance(source, bytes) else source.encode("utf-8", "surrogatepass")

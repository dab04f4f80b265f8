"""A missing export, told as Node does: the requested module as the importer wrote it, and the line of the import.

The engine says which specifier lacks which name; who asked for it is found in the graph. Loaded when linking fails.
"""

from llrt._quickjs import JSSyntaxError

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.modules.loader import Loader, Record

_START, _MIDDLE = "The requested module '", "' does not provide an export named '"


def explained(loader: "Loader", root: "Record", error: "JSSyntaxError") -> "JSSyntaxError":
    """The error to raise instead of `error`; itself when it is about something else."""
    specifier, name = _parts(error.message)
    if specifier is None or name is None:
        return error
    importer, target = _importer(loader, root, specifier, name)
    if importer is None or target is None:
        return error
    line, text, column = _place(loader, importer, specifier, name)
    message = _commonjs(name, specifier, text) if target.format == "commonjs" else error.message
    excerpt = f"{importer.url}:{line}\n{text}\n{' ' * column}{'^' * len(name)}" if text is not None else ""
    make = loader.env.builtin("node:internal/module/link_error").get("linkError")
    value = loader.context.enter_nested(make, message, excerpt)
    return JSSyntaxError("SyntaxError", message, None, value)


def _parts(message: "str") -> "tuple[str, str] | tuple[None, None]":
    if not message.startswith(_START) or _MIDDLE not in message:
        return None, None
    specifier, _, rest = message[len(_START) :].partition(_MIDDLE)
    return specifier, rest.rstrip("'")


def _importer(loader: "Loader", root: "Record", specifier: "str", name: "str") -> "tuple[Record, Record] | tuple[None, None]":
    """(record, target) of the first module that requests `specifier` and has `name` in its text."""
    fallback: "tuple[Record, Record] | tuple[None, None]" = (None, None)
    seen, waiting = set(), [root]
    for record in waiting:
        if id(record) in seen:
            continue
        seen.add(id(record))
        for written, child in record.children:
            if written == specifier:
                if _place(loader, record, specifier, name)[1] is not None:
                    return record, child
                fallback = fallback if fallback[0] else (record, child)
            waiting.append(child)
    return fallback


def _place(loader: "Loader", record: "Record", specifier: "str", name: "str") -> "tuple[int, str | None, int]":
    """(line number, its text, column) of the import of `name`; the text is None when it is not found."""
    number = 0
    while True:
        number += 1
        text = loader.source_line(record.url, number)
        if text is None:
            return 0, None, 0
        column = text.find(name)
        if column >= 0 and ("import" in text or "export" in text or specifier in text):
            return number, text, column


def _commonjs(name: "str", specifier: "str", text: "str | None") -> "str":
    message = (
        f"Named export '{name}' not found. The requested module '{specifier}' is a CommonJS module, which may not support all "
        "module.exports as named exports.\nCommonJS modules can always be imported via the default export, for example using:"
        f"\n\nimport pkg from '{specifier}';\n"
    )
    text = text or ""
    start, end = text.find("{"), text.rfind("}")
    if 0 <= start < end:
        names = " ".join(text[start : end + 1].replace(" as ", ": ").split(" "))
        message += f"const {names} = pkg;\n"
    return message

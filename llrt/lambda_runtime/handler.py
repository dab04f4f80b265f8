"""Handler strings: splitting `folder/module.property.path`, and which file that module is.

Not here: loading the file and picking the function (JS, llrt/builtins/_lambda). On the start path.
Specification: AWS's Node runtime; the module ends at the FIRST dot of the base name.
"""

from llrt.modules.paths import kind, resolve

# The order in which the managed runtime looks for the module; .lrt is bytecode made by `llrt compile`.
_SUFFIXES = ("", ".js", ".mjs", ".cjs", ".lrt")
_TYPESCRIPT = (".ts", ".mts", ".cts")


class MalformedHandlerName(ValueError):
    """A handler string that can't name a function."""


def split(handler: str) -> "tuple[str, str, str]":
    """`"lib/app.api.get"` -> `("lib/", "app", "api.get")`. Raises MalformedHandlerName."""
    if ".." in handler:
        raise MalformedHandlerName(
            f"'{handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names."
        )
    folder, slash, base = handler.rpartition("/")
    root = folder + slash
    module, dot, path = base.partition(".")
    if not dot:
        raise MalformedHandlerName("Bad handler")
    return root, module, path


def unready(folder: str, module: str, found: "str | None") -> "str | None":
    """Why the module can't be loaded though a file for it is there; None: nothing of that kind."""
    if found is not None and found.endswith(".lrt"):
        return f"{found} is bytecode, which can't be made or loaded yet (llrt compile): ship its JavaScript"
    if found is None:
        base = resolve(folder, module)
        for suffix in _TYPESCRIPT:
            if kind(base + suffix) == 1:
                return f"{base}{suffix} is TypeScript: compile it to JavaScript and ship that"
    return None


def locate(folder: str, module: str) -> "str | None":
    """The path of the module's file in `folder`, or None: the managed runtime then asks require.resolve for it."""
    base = resolve(folder, module)
    for suffix in _SUFFIXES:
        if kind(base + suffix) == 1:
            return base + suffix
    return None

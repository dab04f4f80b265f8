"""Handler strings: splitting `folder/module.property.path`, and which file that module is.

Not here: loading the file and picking the function (JS, llrt/builtins/_lambda). On the start path.
Specification: AWS's Node runtime; the module ends at the FIRST dot of the base name.
"""

from posix import stat

from llrt.modules.paths import resolve

# The `stat` module costs more than these two numbers.
_S_IFMT, _S_IFREG = 0o170000, 0o100000
# The order in which the managed runtime looks for the module; .lrt is bytecode made by `llrt compile`.
_SUFFIXES = ("", ".js", ".mjs", ".cjs", ".lrt")


class MalformedHandlerName(ValueError):
    """A handler string that can't name a function."""


def split(handler):
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


def locate(task_root, root, module):
    """The path of the module's file, or None: the managed runtime then asks require.resolve for `module`."""
    base = resolve(resolve(task_root, root), module)
    for suffix in _SUFFIXES:
        if is_file(base + suffix):
            return base + suffix
    return None


def is_file(path):
    """True for a regular file, through links; False for anything else and for a path that can't be looked up."""
    try:
        return stat(path).st_mode & _S_IFMT == _S_IFREG
    except (OSError, ValueError):
        return False

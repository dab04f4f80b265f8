"""The exceptions that cross from Python into JavaScript, and the one function that says what they become there.

Not here: the engine's own exception tree for Python callers (llrt._quickjs.JSError), and Node's table of JS-side
messages (builtins/_errors.js). On the start path: imports nothing.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any, Protocol

    # A name of the file system, as the system or JavaScript gave it.
    Path = str | bytes

    class Numbered(Protocol):
        """An OSError that has its errno."""

        @property
        def errno(self) -> int: ...


class CodedError(Exception):
    """An error JavaScript sees as `name` with a `code` and further own properties, in the order given."""

    def __init__(self, code: "str | None", message: "str", name: "str" = "Error", **props: "Any") -> None:
        super().__init__(message)
        self.code = code
        self.message = message
        self.name = name
        self.props = props


class SyscallError(OSError):
    """An OSError that knows which call failed on what; made by `os_error`."""

    syscall: "str | None" = None
    path: "Path | None" = None
    dest: "Path | None" = None


class ProcessExit(BaseException):
    """An uncatchable end of the JavaScript that is running; the process (or the Environment) leaves with `code`."""

    def __init__(self, code: "int") -> None:
        super().__init__(code)
        self.code = code


def os_error(exc: "OSError | int", syscall: "str", path: "Path | None" = None, dest: "Path | None" = None) -> "SyscallError":
    """The error to raise instead of `exc`, naming the system call and what it was applied to.

    `exc` is an OSError or an errno. Usage: `raise os_error(exc, "open", path) from exc`.
    """
    number: "int | None"
    text: "str | None"
    if isinstance(exc, int):
        number, text = exc, None
    else:
        number, text = exc.errno, exc.strerror
    error = SyscallError(number if number is not None else 0, text or "")
    error.syscall = syscall
    error.path = path
    error.dest = dest
    return error


def errno_name(number: "int") -> "tuple[str, str]":
    """`2` -> ("ENOENT", "no such file or directory"), libuv's name and wording, which are Node's."""
    from llrt import _errno

    return _errno.lookup(number)


def js_form(exc: "BaseException") -> "tuple[str, str | None, str, dict[str, Any]]":
    """What `exc` is in JavaScript: (class name, `name` property or None, message, {own properties}).

    The class name is that of a built-in error constructor; a `name` is given only where it differs from the class.
    The engine binding calls this for every Python exception that leaves an op.
    """
    if isinstance(exc, CodedError):
        known = exc.name if exc.name in _CONSTRUCTORS else "Error"
        props = dict(exc.props)
        if exc.code is not None:
            # Node's system errors carry errno before code; its other errors have code first.
            head = {"errno": props.pop("errno")} if "errno" in props else {}
            props = {**head, "code": exc.code, **props}
        return known, (None if known == exc.name else exc.name), exc.message, props
    if isinstance(exc, OSError) and exc.errno:
        return "Error", None, *_system_form(exc)  # type: ignore[arg-type]
    for python_class, constructor in _MAPPING:
        if isinstance(exc, python_class):
            return constructor, None, str(exc) or constructor, {}
    return "Error", type(exc).__name__, str(exc), {}


def _system_form(exc: "Numbered") -> "tuple[str, dict[str, Any]]":
    code, text = errno_name(exc.errno)
    message = f"{code}: {text}"
    props = {"errno": -exc.errno, "code": code}
    syscall = getattr(exc, "syscall", None)
    path = getattr(exc, "path", None)
    dest = getattr(exc, "dest", None)
    if syscall is not None:
        props["syscall"] = syscall
        message += f", {syscall}"
    if path is not None:
        props["path"] = path = _text(path)
        message += f" '{path}'"
    if dest is not None:
        props["dest"] = dest = _text(dest)
        message += f" -> '{dest}'"
    return message, props


def _text(path: "Path | int") -> "str":
    return path.decode("utf-8", "replace") if isinstance(path, bytes) else str(path)


_CONSTRUCTORS = frozenset(("Error", "TypeError", "RangeError", "SyntaxError", "ReferenceError", "EvalError", "URIError"))

_MAPPING = (
    (TypeError, "TypeError"),
    (ValueError, "RangeError"),
    (OverflowError, "RangeError"),
    (MemoryError, "RangeError"),
)

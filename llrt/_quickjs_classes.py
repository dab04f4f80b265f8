"""The classes of llrt._quickjs that are plain Python: its errors, BigInt, undefined. Everybody takes them from there.

Their own module because creating them costs a tenth of what a start costs: the extension loads it when one is first
needed. What raises and catches them is in cext/quickjs/errors.pxi.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

__all__ = [
    "BigInt",
    "HostError",
    "JSError",
    "JSInterrupted",
    "JSMemoryError",
    "JSStackOverflow",
    "JSSyntaxError",
    "JSTimeout",
    "_Undefined",
    "undefined",
]

# Where users find them: what repr, tracebacks and pickle say.
_HOME = "llrt._quickjs"


class JSError(Exception):
    """An exception that JavaScript threw.

    name, message: strings; of a thrown value that is no Error, "" and the value as a string.
    stack: the text of `error.stack`, read when first asked for, "" if there is none.
    frames: [(function, file, line, column)] of the stack; line and column are 0 where unknown.
    value: the thrown value: a Value for an object, else the Python form of the primitive.
    cause: `error.cause` as a Python value or exception, None if there is none.
    """

    __module__ = _HOME
    _threw_primitive = False

    def __init__(
        self, name: str = "", message: "str | None" = None, stack: "str | None" = None, value: "Any" = None, cause: "Any" = None
    ) -> None:
        if message is None:  # JSError("text")
            name, message = "", name
        self.args = (message,)
        self.name = name
        self.message = message
        self._stack = stack
        self.value = value
        self.cause = cause

    def __str__(self) -> str:
        return f"{self.name}: {self.message}" if self.name and self.message else self.name or self.message

    @property
    def stack(self) -> str:
        if self._stack is None:
            self._stack = _read_stack(self.value)
        return self._stack

    @property
    def frames(self) -> "list[tuple[str, str, int, int]]":
        return _parse_frames(self.stack)

    def __reduce__(self) -> "tuple[Any, ...]":
        from llrt._quickjs import Value

        value = None if isinstance(self.value, Value) else self.value
        return type(self), (self.name, self.message, self.stack, value, self.cause)


class JSSyntaxError(JSError):
    """Source that does not parse, or a module graph that does not link. filename, line, column (from 1) where known."""

    __module__ = _HOME
    filename: "str | None" = None
    line = column = 0


class JSTimeout(JSError, TimeoutError):
    """JavaScript was stopped at its deadline."""

    __module__ = _HOME


class JSMemoryError(JSError, MemoryError):
    """JavaScript ran into the Runtime's memory limit, or memory is exhausted."""

    __module__ = _HOME


class JSStackOverflow(JSError, RecursionError):
    """JavaScript recursed too deep."""

    __module__ = _HOME


class JSInterrupted(JSError):
    """JavaScript was stopped by Runtime.interrupt()."""

    __module__ = _HOME


class HostError(JSError):
    """An exception of a Python callable went through JavaScript uncaught; `__cause__` is that exception."""

    __module__ = _HOME


def _read_stack(value: object) -> str:
    """error.stack; never raises: a getter or prepareStackTrace of the user may throw."""
    from llrt._quickjs import Value

    if not isinstance(value, Value) or value.closed:
        return ""
    try:
        stack = value.get("stack")
    except Exception:
        return ""
    return stack if isinstance(stack, str) else ""


def _parse_frames(stack: str) -> "list[tuple[str, str, int, int]]":
    """Node's form: lines "    at function (file:line:column)" or "    at file:line:column"."""
    frames = []
    for line in stack.splitlines():
        text = line.strip()
        if not text.startswith("at "):
            continue
        function, _, place = text[3:].rpartition(" (") if text.endswith(")") else ("", "", text[3:])
        head, _, column = place.rstrip(")").rpartition(":")
        file, _, number = head.rpartition(":")
        if number.isdigit() and column.isdigit():
            frames.append((function, file, int(number), int(column)))
        else:
            frames.append((function, place.rstrip(")"), 0, 0))
    return frames


class BigInt(int):
    """An int that becomes a JS BigInt, whatever its size."""

    __module__ = _HOME
    __slots__ = ()


class _Undefined:
    """The type of `undefined`: JavaScript's undefined where None is its null. There is one, and it is false."""

    __module__ = _HOME
    __slots__ = ()

    def __repr__(self) -> str:
        return "undefined"

    def __bool__(self) -> bool:
        return False

    def __reduce__(self) -> str:
        return "undefined"

    def __copy__(self) -> "_Undefined":
        return self

    def __deepcopy__(self, memo: object) -> "_Undefined":
        return self

    def __new__(cls) -> "_Undefined":
        return undefined


undefined: "_Undefined" = object.__new__(_Undefined)

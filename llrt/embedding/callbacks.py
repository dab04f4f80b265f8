"""Python callables as JS functions. Plain functions are called at once; coroutine functions give JS a promise and run as
tasks of the hosting call (hosting.py).
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any

    from .._quickjs import Value
    from .context import Context


class Calls:
    """Wraps the callables of one Context."""

    __slots__ = ("_context",)

    def __init__(self, context: "Context") -> None:
        self._context = context

    def wrap(self, function: "Callable[..., Any]", name: str) -> "Value":
        """A JS function that calls `function`; a coroutine it returns is run by the host and becomes a promise."""
        return self._context._engine.function(_bridge(self._context, function), name)


def _bridge(context: "Context", function: "Callable[..., Any]") -> "Callable[..., Any]":
    if not _may_be_async(function):
        return function

    def start(*args: "Any") -> "Any":
        result = function(*args)
        if hasattr(result, "__await__"):
            from .hosting import start_coroutine

            return start_coroutine(context, result)
        return result

    return start


def _may_be_async(function: "Callable[..., Any]") -> bool:
    """False for what can be seen to be a plain function: it is bound without a wrapper, which is twice as quick."""
    code = getattr(function, "__code__", None)
    if code is None:
        call = getattr(type(function), "__call__", None)  # noqa: B004 (the method itself is wanted)
        code = getattr(call, "__code__", None)
        if code is None:
            return not isinstance(function, type(len))
    coroutine_flags = 0x80 | 0x100 | 0x200  # inspect.CO_COROUTINE, CO_ITERABLE_COROUTINE, CO_ASYNC_GENERATOR
    return bool(code.co_flags & coroutine_flags) or bool(getattr(function, "_is_coroutine_mark", None))

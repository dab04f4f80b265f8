"""Waiting for a promise without an event loop of Python's: turns the context's own loop until it is settled."""

from time import monotonic

from .._quickjs import JSError, JSTimeout, Value

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from .context import Context


class UnsettledError(JSError):
    """A promise was waited for that nothing can settle any more: no timer, no operation and no callback is pending."""


def is_promise(value: "Any") -> bool:
    """Whether a converted value is a handle of a promise."""
    return isinstance(value, Value) and value.promise_state is not None


def is_pending(promise: Value) -> bool:
    """Whether a promise is still pending."""
    return promise.promise_state == "pending"


def settled(context: "Context", promise: Value) -> "Any":
    """What a settled promise holds: its value, or its reason raised."""
    if promise.promise_state == "rejected":
        raise promise.rejection_error()
    return promise.promise_result


def wait(context: "Context", promise: Value, until: "float | None") -> "Any":
    """Turn the loop until `promise` is settled; `until` is a time.monotonic() at which JSTimeout is raised."""
    environment = context._environment
    while is_pending(promise):
        left = None if until is None else until - monotonic()
        if left is not None and left <= 0:
            raise JSTimeout(f"the promise was not settled in time ({promise.class_name} is pending)")
        alive = environment.turn(left)
        context._raise_uncaught()
        if not alive and is_pending(promise):
            raise UnsettledError("the promise can never be settled: nothing is pending that could do it")
    return settled(context, promise)


def drain(context: "Context", until: "float | None") -> None:
    """Turn the loop until nothing is pending, or JSTimeout at `until`."""
    environment = context._environment
    environment.drain()
    while environment.alive():
        left = None if until is None else until - monotonic()
        if left is not None and left <= 0:
            raise JSTimeout("the context's loop was not idle in time")
        environment.turn(left)
        context._raise_uncaught()

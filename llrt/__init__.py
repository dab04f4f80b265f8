"""llrt: a JavaScript runtime for serverless functions that is also a Python library.

    >>> import llrt
    >>> llrt.eval("[1, 2, 3].map(n => n * 2)")
    [2, 4, 6]

`Runtime` and `Context` for more than one expression; `await context.eval_async(...)` under asyncio or trio. Names are
loaded when first used: `import llrt` itself costs next to nothing.
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from ._quickjs import (
        HostError,
        JSError,
        JSInterrupted,
        JSMemoryError,
        JSStackOverflow,
        JSSyntaxError,
        JSTimeout,
        Value,
        undefined,
    )
    from .embedding.context import Context
    from .embedding.oneshot import eval, run
    from .embedding.runtime import Runtime
    from .embedding.waiting import UnsettledError

__version__ = "0.1.0"

_HOMES = {
    "eval": "llrt.embedding.oneshot",
    "run": "llrt.embedding.oneshot",
    "Runtime": "llrt.embedding.runtime",
    "Context": "llrt.embedding.context",
    "UnsettledError": "llrt.embedding.waiting",
    "Value": "llrt._quickjs",
    "undefined": "llrt._quickjs",
    "JSError": "llrt._quickjs",
    "JSSyntaxError": "llrt._quickjs",
    "JSTimeout": "llrt._quickjs",
    "JSMemoryError": "llrt._quickjs",
    "JSStackOverflow": "llrt._quickjs",
    "JSInterrupted": "llrt._quickjs",
    "HostError": "llrt._quickjs",
}

__all__ = [
    "Context",
    "HostError",
    "JSError",
    "JSInterrupted",
    "JSMemoryError",
    "JSStackOverflow",
    "JSSyntaxError",
    "JSTimeout",
    "Runtime",
    "UnsettledError",
    "Value",
    "eval",
    "run",
    "undefined",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module 'llrt' has no attribute {name!r}")
    import importlib

    value = getattr(importlib.import_module(home), name)
    globals()[name] = value
    return value


def __dir__() -> "list[str]":
    return sorted([*globals(), *_HOMES])

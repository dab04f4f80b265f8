"""`native:<room>`: finds the Python half of a builtin, llrt/builtins/<room>/native.py, when a builtin first imports it.

In the embedded profile a room that reaches the operating system is refused unless the host granted it.
"""

import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterable
    from types import ModuleType

    from llrt.runtime.environment import Environment

    # What `native:<room>` exports: callables, fast-op capsules, plain values.
    Ops = dict[str, object]

# Rooms without access to anything outside of the Environment; `boot` and `console` write to stderr and stdout through
# env.write, which the host can redirect.
_HARMLESS_ROOMS = (
    "boot", "console", "util", "timers", "buffer", "url", "string_decoder", "web", "perf_hooks", "events", "errors", "crypto",
    "intl", "llrt",
)  # fmt: skip
_HARMLESS = frozenset(_HARMLESS_ROOMS)


# Private rooms are named without their underscore: native:web is llrt/builtins/_web/native.py.
_PRIVATE = frozenset(("boot", "lambda", "web", "errors", "validators", "intl", "fetch", "sdk_http"))


class Natives:
    def __init__(self, env: "Environment") -> None:
        self._env = env
        self._loaded: "dict[str, Ops]" = {}
        self.allowed: "frozenset[str] | None" = None if env.profile == "node" else _HARMLESS

    def allow(self, rooms: "Iterable[str]") -> None:
        """Grants further rooms to an embedded Environment."""
        if self.allowed is not None:
            self.allowed = self.allowed | frozenset(rooms)

    def load(self, room: "str") -> "Ops":
        """The exports of `native:<room>`: name -> callable, fast-op capsule or plain value."""
        ops = self._loaded.get(room)
        if ops is None:
            if self.allowed is not None and room.split("/")[0] not in self.allowed:
                from llrt.errors import CodedError

                message = f"Access to this API has been restricted: '{room}' is not granted to this context"
                raise CodedError("ERR_ACCESS_DENIED", message, permission=room)
            ops = self._loaded[room] = _module_of(room).ops(self._env)
        return ops


def _module_of(room: "str") -> "ModuleType":
    parts = room.split("/")
    if parts[0] in _PRIVATE:
        parts[0] = "_" + parts[0]
    package = _package(["builtins", *parts])
    name = package + ".native"
    __import__(name)
    return sys.modules[name]


def _package(parts: "list[str]") -> "str":
    """The package llrt.<parts>, made here: finding a folder without __init__.py costs the importer dozens of system calls."""
    import llrt

    name, parent = "llrt", llrt
    for part in parts:
        name = f"{name}.{part}"
        package = sys.modules.get(name)
        if package is None:
            package = type(sys)(name)
            package.__path__ = [f"{folder}/{part}" for folder in parent.__path__]
            sys.modules[name] = package
            setattr(parent, part, package)
        parent = package
    return name

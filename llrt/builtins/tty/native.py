"""The Python half of node:tty: whether a descriptor is a terminal, and its raw mode (raw_mode.py)."""

import posix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops


def ops(env: "Environment") -> "Ops":
    def set_raw_mode(fd: "int", raw: "bool") -> "int | None":
        """The negative errno when the system refuses."""
        from llrt.builtins.tty import raw_mode

        try:
            raw_mode.set_raw(fd, raw)
        except OSError as exc:
            return -exc.errno  # type: ignore[operator]
        return None

    return {"isatty": posix.isatty, "setRawMode": set_raw_mode}

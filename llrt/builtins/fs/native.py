"""The Python half of node:fs: the system calls of llrt._fs, directly and through the thread pool; watches."""

from llrt import _fs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt._quickjs import Value
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops


def ops(env: "Environment") -> "Ops":
    loop, run = env.loop, _fs.run

    def submit(op: "int", on_done: "Value", *args: "Any") -> None:
        """`on_done(result)` in the loop with what op number `op` gives for these arguments; `on_done()` without memory."""

        def finish(result: "Any", error: "BaseException | None") -> None:
            if not env.closed:
                env.enter(on_done, None if error is not None else result)

        loop.submit(run, (op, args), finish)

    def watch(name: "str") -> "Any":
        def op(*args: "Any") -> "Any":
            from llrt.builtins.fs import watches

            return getattr(watches, name)(env, *args)

        return op

    return {
        **_fs.fastops,
        "numbers": _fs.numbers,
        "submit": submit,
        "constants": _constants,
        "watchOpen": watch("open_watches"),
        "watchAdd": watch("add_watch"),
        "watchRemove": watch("remove_watch"),
        "watchRef": watch("set_ref"),
        "watchClose": watch("close_watches"),
    }


def _constants() -> "dict[str, int]":
    """What the system's headers name so."""
    import posix

    names = (
        "O_RDONLY O_WRONLY O_RDWR O_CREAT O_EXCL O_NOCTTY O_TRUNC O_APPEND O_DIRECTORY O_NOATIME O_NOFOLLOW O_SYNC O_DSYNC O_SYMLINK "
        "O_DIRECT O_NONBLOCK"
    )
    return {name: getattr(posix, name) for name in names.split() if hasattr(posix, name)}

"""The Python half of node:fs: the system calls of llrt._fs, directly and through the thread pool; watches."""

from errno import ENOENT

from llrt import _fs

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import Any

    from llrt._quickjs import Value
    from llrt.builtins.fs.watches import Watches
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops

_MISSING = -ENOENT


def ops(env: "Environment") -> "Ops":
    loop, run, known_missing = env.loop, _fs.run, _fs.known_missing
    whole = (_fs.numbers["readFile"], _fs.numbers["readText"])

    def submit(op: "int", on_done: "Value", *args: "Any") -> None:
        """`on_done(result)` in the loop with what op number `op` gives for these arguments; `on_done()` without memory."""

        def finish(result: "Any", error: "BaseException | None") -> None:
            if not env.closed:
                env.enter(on_done, None if error is not None else result)

        # Clients look for files of configuration that are not there: two threads were started for that answer.
        if op in whole and args[1] == 0 and type(args[0]) is str and known_missing(args[0]):
            loop.answer(finish, _MISSING)
        else:
            loop.submit(run, (op, args), finish)

    return {
        **_fs.fastops,
        "numbers": _fs.numbers,
        "submit": submit,
        "constants": _constants,
        "watchOpen": lambda on_event: _watches(env).open(on_event),
        "watchAdd": lambda number, path, mask: _watches(env).add(number, path, mask),
        "watchRemove": lambda number, watch: _watches(env).remove(number, watch),
        "watchRef": lambda number, ref: _watches(env).set_ref(number, ref),
        "watchClose": lambda number: _watches(env).close(number),
    }


def _watches(env: "Environment") -> "Watches":
    from llrt.builtins.fs.watches import Watches

    return Watches(env)


def _constants() -> "dict[str, int]":
    """What the system's headers name so."""
    import posix

    names = (
        "O_RDONLY O_WRONLY O_RDWR O_CREAT O_EXCL O_NOCTTY O_TRUNC O_APPEND "
        "O_DIRECTORY O_NOATIME O_NOFOLLOW O_SYNC O_DSYNC O_SYMLINK O_DIRECT O_NONBLOCK"
    )
    return {name: getattr(posix, name) for name in names.split() if hasattr(posix, name)}

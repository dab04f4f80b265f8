"""Ops of node:child_process: programs started (llrt._os), their ends of the pipes, and their exits through the loop."""

import posix

from llrt.builtins.child_process.exchange import shut_down
from llrt.runtime.output import encode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt._quickjs import Value
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops
    from llrt.runtime.pending import Pending

# What JS says of a descriptor that is no number of its own.
IGNORE = -1
PIPE = -2
# So many polls after a program's end its exit is told.
_POLLS = 3


class Child:
    """A program that runs. `on_exit(code, signal number)` once; the loop lives until then unless `ref` is taken off."""

    resource_name = "ProcessWrap"

    def __init__(self, env: "Environment", pid: "int", on_exit: "Value") -> None:
        self.env, self.pid, self.on_exit = env, pid, on_exit
        self.referenced = True
        self.polls = 0
        self.number = env.handles.add(self)
        env.loop.ref()
        try:
            self.pidfd = posix.pidfd_open(pid)
        except (AttributeError, OSError):
            self.pidfd = -1
            try:
                env.loop.submit(posix.waitpid, (pid, 0), self._waited)
            except OSError:
                self.close()
                raise
        else:
            env.loop.add_reader(self.pidfd, self._ended)

    def _ended(self) -> None:
        # Told at each poll: what it wrote before its end, and the end of its pipes, come first.
        self.polls += 1
        if self.polls >= _POLLS:
            self._finish(posix.waitpid(self.pid, 0)[1])

    def _waited(self, result: "tuple[int, int] | None", error: "BaseException | None") -> None:
        self._finish(0 if result is None else result[1])

    def _finish(self, status: "int") -> None:
        self.close()
        self.env.enter(self.on_exit, *_outcome(status))

    def set_ref(self, on: "bool") -> None:
        if on != self.referenced and self.number >= 0:
            self.env.loop.ref() if on else self.env.loop.unref()
            self.referenced = on

    def close(self) -> None:
        if self.number < 0:
            return
        self.set_ref(False)
        self.env.handles.remove(self.number)
        self.number = -1
        if self.pidfd >= 0:
            self.env.loop.remove_reader(self.pidfd)
            posix.close(self.pidfd)


def _outcome(status: "int") -> "tuple[int, int]":
    """(exit code, number of the signal that ended it)."""
    if posix.WIFSIGNALED(status):
        return 0, posix.WTERMSIG(status)
    return posix.WEXITSTATUS(status), 0


def _pipe() -> "tuple[int, int]":
    """(ours, the child's): connected sockets, as libuv gives a child."""
    from _socket import AF_UNIX, SOCK_STREAM, socketpair

    ours, theirs = socketpair(AF_UNIX, SOCK_STREAM)
    ours.setblocking(False)
    return ours.detach(), theirs.detach()


def _start(
    file: "str", argv: "list[str]", env: "list[str]", cwd: "str | None", stdio: "list[int]", ids: "list[int]"
) -> "tuple[int, list[int]]":
    """(process id or negative errno, our end for each PIPE, else -1). ids: uid, gid, detached."""
    from llrt._os import spawn

    ours, theirs, given = [], [], []
    for fd in stdio:
        if fd == PIPE:
            end, fd = _pipe()
            ours.append(end)
            given.append(fd)
        else:
            ours.append(-1)
        theirs.append(fd)
    where = None if cwd is None else encode(cwd)
    texts = [encode(one) for one in argv], [encode(one) for one in env]
    pid = spawn(encode(file), *texts, where, theirs, ids[0], ids[1], bool(ids[2]))
    for fd in given:
        posix.close(fd)
    if pid < 0:
        for fd in ours:
            if fd >= 0:
                posix.close(fd)
        ours = [-1] * len(ours)
    return pid, ours


class Writer:
    """Writes to a descriptor that does not block, as much as it takes; one write at a time."""

    def __init__(self, env: "Environment") -> None:
        self.env = env
        self.waiting: "dict[int, tuple[memoryview, Pending]]" = {}

    def write(self, fd: "int", data: "memoryview") -> "Pending | int | None":
        """None when all is written, a negative errno, or a promise."""
        try:
            rest = data[_write(fd, data) :]
        except OSError as exc:
            return -exc.errno  # type: ignore[operator]
        if not rest:
            return None
        pending = self.env.deferred()
        self.waiting[fd] = (rest, pending)
        self.env.loop.add_writer(fd, self._more, fd)
        return pending

    def _more(self, fd: "int") -> None:
        data, pending = self.waiting[fd]
        try:
            data = data[_write(fd, data) :]
        except OSError as exc:
            self._done(fd, -exc.errno)  # type: ignore[operator]
            return
        if data:
            self.waiting[fd] = (data, pending)
        else:
            self._done(fd, None)

    def _done(self, fd: "int", errno: "int | None") -> None:
        self.env.loop.remove_writer(fd)
        self.waiting.pop(fd)[1].settle_now(errno, None)

    def forget(self, fd: "int") -> None:
        if fd in self.waiting:
            self._done(fd, -125)  # ECANCELED


def _write(fd: "int", data: "memoryview") -> "int":
    try:
        return posix.write(fd, data)
    except (BlockingIOError, InterruptedError):
        return 0


def ops(env: "Environment") -> "Ops":
    children: "dict[int, Child]" = {}
    writer = Writer(env)

    def spawn(
        file: "str",
        argv: "list[str]",
        variables: "list[str]",
        cwd: "str | None",
        stdio: "list[int]",
        ids: "list[int]",
        on_exit: "Value",
    ) -> "list[int]":
        """[process id or negative errno, our ends of the pipes or -1...]."""
        pid, ours = _start(file, argv, variables, cwd, stdio, ids)
        if pid > 0:
            children[pid] = Child(env, pid, on_exit)
        return [pid, *ours]

    def child_ref(pid: "int", on: "bool") -> None:
        if pid in children:
            children[pid].set_ref(on)

    def close(fd: "int") -> None:
        writer.forget(fd)
        posix.close(fd)

    return {
        "spawn": spawn,
        "childRef": child_ref,
        "write": writer.write,
        "shutDown": shut_down,
        "close": close,
        "runSync": run_sync,
    }


def run_sync(
    file: "str",
    argv: "list[str]",
    variables: "list[str]",
    cwd: "str | None",
    stdio: "list[int]",
    ids: "list[int]",
    inputs: "list[memoryview | None]",
    limits: "list[float]",
) -> "list[object]":
    """Runs a program to its end: [pid or negative errno, exit code, signal, why it was ended: 0, 1 time, 2 output, outputs...].
    limits: milliseconds or 0, bytes of output or -1, the signal to end it with."""
    pid, ours = _start(file, argv, variables, cwd, stdio, ids)
    if pid < 0:
        return [pid]
    from llrt.builtins.child_process.exchange import exchange

    status, reason, outputs = exchange(pid, ours, inputs, limits)
    return [pid, *_outcome(status), reason, *outputs]

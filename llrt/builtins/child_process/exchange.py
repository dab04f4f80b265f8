"""Feeds and reads a child's pipes until it has ended, within limits: spawnSync. Blocks the thread."""

import posix
import select
from time import monotonic

ENDED, TIME, OUTPUT = 0, 1, 2
_CHUNK = 65536


def shut_down(fd: "int") -> None:
    """No more input for the other side."""
    from _socket import AF_UNIX, SHUT_WR, SOCK_STREAM, socket

    end = socket(AF_UNIX, SOCK_STREAM, 0, fileno=fd)
    try:
        end.shutdown(SHUT_WR)
    except OSError:
        pass  # it closed its end
    finally:
        end.detach()


class Exchange:
    def __init__(self, ours: "list[int]", inputs: "list[memoryview | None]", most: "float") -> None:
        self.poll = select.poll()
        self.fds = {fd: index for index, fd in enumerate(ours) if fd >= 0}
        self.rest: "dict[int, memoryview]" = {}
        for fd, index in self.fds.items():
            given = inputs[index] if index < len(inputs) else None
            if given:
                self.rest[fd] = given
        self.outputs: "dict[int, bytearray]" = {index: bytearray() for index in self.fds.values()}
        self.most = most
        self.open = set(self.fds)
        for fd in list(self.fds):
            if fd in self.rest:
                self.poll.register(fd, select.POLLIN | select.POLLOUT)
            else:
                self._end_input(fd)
                self.poll.register(fd, select.POLLIN)

    def _end_input(self, fd: "int") -> None:
        self.rest.pop(fd, None)
        shut_down(fd)

    def turn(self, timeout: "float | None") -> "bool":
        """Waits for something, at most `timeout` seconds. False: there was more output than allowed."""
        for fd, events in self.poll.poll(None if timeout is None else max(0, timeout * 1000)):
            if events & select.POLLOUT and fd in self.rest:
                self._write(fd)
            if events & (select.POLLIN | select.POLLHUP | select.POLLERR) and not self._read(fd):
                return False
        return True

    def _write(self, fd: "int") -> None:
        data = self.rest[fd]
        try:
            rest = data[posix.write(fd, data) :]
        except BlockingIOError:
            return
        except OSError:
            rest = memoryview(b"")  # the child closed its end
        if rest:
            self.rest[fd] = rest
        else:
            self._end_input(fd)
            self.poll.modify(fd, select.POLLIN)

    def _read(self, fd: "int") -> "bool":
        try:
            data = posix.read(fd, _CHUNK)
        except BlockingIOError:
            return True
        except OSError:
            data = b""
        if not data:
            self.poll.unregister(fd)
            self.open.discard(fd)
            return True
        output = self.outputs[self.fds[fd]]
        output += data
        return not 0 <= self.most < len(output)


def exchange(
    pid: "int", ours: "list[int]", inputs: "list[memoryview | None]", limits: "list[float]"
) -> "tuple[int, int, list[bytearray | None]]":
    """(wait status, reason, output for each of the child's descriptors or None)."""
    milliseconds, most, number = limits
    deadline = monotonic() + milliseconds / 1000 if milliseconds > 0 else None
    work = Exchange(ours, inputs, most)
    reason = ENDED
    while work.open and reason == ENDED:
        left = None if deadline is None else deadline - monotonic()
        if left is not None and left <= 0:
            reason = TIME
        elif not work.turn(left):
            reason = OUTPUT
    status = _wait(pid, deadline if reason == ENDED else 0, int(number))
    if status is None:
        reason, status = reason or TIME, _killed(pid, int(number))
    for fd in work.fds:
        posix.close(fd)
    return status, reason, [work.outputs.get(index) for index in range(len(ours))]


def _wait(pid: "int", deadline: "float | None", number: "int") -> "int | None":
    """The status of a child that has closed its pipes; None when it has not ended by the deadline."""
    if deadline is None:
        return posix.waitpid(pid, 0)[1]
    try:
        pidfd = posix.pidfd_open(pid)
    except (AttributeError, OSError):
        return posix.waitpid(pid, 0)[1] if deadline else None
    try:
        poll = select.poll()
        poll.register(pidfd, select.POLLIN)
        ended = poll.poll(max(0, (deadline - monotonic()) * 1000) if deadline else 0)
        return posix.waitpid(pid, 0)[1] if ended else None
    finally:
        posix.close(pidfd)


def _killed(pid: "int", number: "int") -> "int":
    posix.kill(pid, number)
    return posix.waitpid(pid, 0)[1]

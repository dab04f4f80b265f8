"""Watches of Linux (inotify) for fs.watch: one descriptor each, read through the loop. Imported at the first watch."""

import posix

from llrt import _fs
from llrt._quickjs import Value
from llrt.runtime.output import encode

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.environment import Environment

_ROOM = 65536


class _Watcher:
    """One inotify descriptor. It keeps the loop alive while it is referenced."""

    resource_name = "FSEvent"

    def __init__(self, env: "Environment", fd: "int", on_event: "Value") -> None:
        self._env = env
        self.fd = fd
        self._on_event = on_event
        self._ref = False
        env.loop.add_reader(fd, self._read)
        self.set_ref(True)

    def set_ref(self, ref: "bool") -> None:
        if ref != self._ref:
            self._env.loop.ref() if ref else self._env.loop.unref()
        self._ref = ref

    def close(self) -> None:
        if self.fd < 0:
            return
        self.set_ref(False)
        self._env.loop.remove_reader(self.fd)
        posix.close(self.fd)
        self.fd = -1

    def _read(self) -> None:
        try:
            data = posix.read(self.fd, _ROOM)
        except (BlockingIOError, InterruptedError):
            return
        at = 0
        # struct inotify_event { int wd; uint32_t mask, cookie, len; char name[len]; }
        while at + 16 <= len(data) and self.fd >= 0:
            watch = int.from_bytes(data[at : at + 4], "little", signed=True)
            mask = int.from_bytes(data[at + 4 : at + 8], "little")
            size = int.from_bytes(data[at + 12 : at + 16], "little")
            name = data[at + 16 : at + 16 + size].split(b"\0", 1)[0]
            at += 16 + size
            self._env.enter(self._on_event, watch, mask, name)


class Watches:
    def __init__(self, env: "Environment") -> None:
        self._env = env

    def open(self, on_event: "Value") -> "int":
        """The id of a new watcher, or the negative errno. `on_event(watch, mask, name as bytes)` in the loop."""
        fd = _fs.inotify_open()
        return fd if fd < 0 else self._env.handles.add(_Watcher(self._env, fd, on_event))

    def _get(self, number: "int") -> "_Watcher | None":
        watcher = self._env.handles.get(number)
        return watcher if isinstance(watcher, _Watcher) else None

    def add(self, number: "int", path: "str | memoryview", mask: "int") -> "int":
        """The number of the watch in this watcher, or the negative errno."""
        watcher = self._get(number)
        data = encode(path) if isinstance(path, str) else bytes(path)
        return -9 if watcher is None else _fs.inotify_add(watcher.fd, data, mask)

    def remove(self, number: "int", watch: "int") -> None:
        watcher = self._get(number)
        if watcher is not None:
            _fs.inotify_remove(watcher.fd, watch)

    def set_ref(self, number: "int", ref: "bool") -> None:
        watcher = self._get(number)
        if watcher is not None:
            watcher.set_ref(ref)

    def close(self, number: "int") -> None:
        watcher = self._env.handles.remove(number)
        if watcher is not None:
            watcher.close()

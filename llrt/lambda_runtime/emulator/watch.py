"""Tells when a file below a folder changes. inotify where there is one, on folders, with a pause for the rest of a burst;
elsewhere modification times are compared every second. Packages (node_modules) and hidden folders are left out."""

import os
from collections.abc import Callable

from llrt import _fs
from llrt.loop.loop import Loop

# Seconds after a change in which more of the same burst (an editor's, a bundler's) is expected.
_PAUSE = 0.1
_PERIOD = 1.0
# IN_MODIFY would come for each write; a file is whole when it is closed or moved there.
_CLOSE_WRITE, _MOVED_FROM, _MOVED_TO, _CREATE, _DELETE = 0x8, 0x40, 0x80, 0x100, 0x200
_MASK = _CLOSE_WRITE | _MOVED_FROM | _MOVED_TO | _CREATE | _DELETE
_IS_FOLDER = 0x40000000
_LEFT_OUT = ("node_modules", "__pycache__")
# More folders than that are not watched one by one.
_MOST = 4096


class Watch:
    """Calls `changed(name)` in the loop, once for a burst of changes."""

    def __init__(self, loop: Loop, folder: str, changed: "Callable[[str], object]"):
        self._loop = loop
        self._folder = folder
        self._changed = changed
        self._names: "list[str]" = []
        self._folders: "dict[int, str]" = {}
        self._fd = _fs.inotify_open()
        if self._fd >= 0 and self._add(folder):
            loop.add_reader(self._fd, self._read)
        else:
            self._close_descriptor()
            self._state = self._times()
            loop.call_later(_PERIOD, self._compare)

    def close(self) -> None:
        """No more calls."""
        self._changed = lambda name: None
        if self._fd >= 0:
            self._loop.remove_reader(self._fd)
        self._close_descriptor()

    def _close_descriptor(self) -> None:
        if self._fd >= 0:
            os.close(self._fd)
            self._fd = -1

    def _add(self, folder: str) -> bool:
        """Watches a folder and those in it; False when the system has no room for them all."""
        for path, folders, _ in os.walk(folder):
            folders[:] = [name for name in folders if _counts(name)]
            watch = _fs.inotify_add(self._fd, os.fsencode(path), _MASK)
            if len(self._folders) >= _MOST or (watch < 0 and path == self._folder):
                return False
            if watch >= 0:
                self._folders[watch] = path
        return True

    def _read(self) -> None:
        try:
            data = os.read(self._fd, 65536)
        except (BlockingIOError, InterruptedError):
            return
        at = 0
        # struct inotify_event { int wd; uint32_t mask, cookie, len; char name[len]; }
        while at + 16 <= len(data):
            watch = int.from_bytes(data[at : at + 4], "little", signed=True)
            mask = int.from_bytes(data[at + 4 : at + 8], "little")
            size = int.from_bytes(data[at + 12 : at + 16], "little")
            name = os.fsdecode(data[at + 16 : at + 16 + size].split(b"\0", 1)[0])
            at += 16 + size
            path = os.path.join(self._folders.get(watch, self._folder), name)
            if mask & _IS_FOLDER and mask & (_CREATE | _MOVED_TO) and _counts(name):
                self._add(path)
            # A file that was created is told of again when it is closed.
            if _counts(name) and (mask & _IS_FOLDER or not mask & _CREATE):
                self._note(path)

    def _note(self, path: str) -> None:
        if not self._names:
            self._loop.call_later(_PAUSE, self._tell)
        self._names.append(os.path.relpath(path, self._folder))

    def _tell(self) -> None:
        names, self._names = self._names, []
        self._changed(names[0])

    def _times(self) -> "dict[str, tuple[int, int]]":
        found = {}
        for path, folders, files in os.walk(self._folder):
            folders[:] = [name for name in folders if _counts(name)]
            for name in filter(_counts, files):
                try:
                    status = os.stat(os.path.join(path, name))
                except OSError:
                    continue
                found[os.path.join(path, name)] = (status.st_mtime_ns, status.st_size)
        return found

    def _compare(self) -> None:
        before, self._state = self._state, self._times()
        for path in {**before, **self._state}:
            if before.get(path) != self._state.get(path):
                self._note(path)
                break
        self._loop.call_later(_PERIOD, self._compare)


def _counts(name: str) -> bool:
    return bool(name) and not name.startswith(".") and name not in _LEFT_OUT and not name.endswith(("~", ".swp"))

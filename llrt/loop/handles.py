"""What is open on behalf of JavaScript: integer ids across the border, objects on this side, one teardown for all."""


class Handles:
    def __init__(self):
        self._open = {}
        self._last = 0

    def add(self, thing):
        """Registers `thing` (it has `close()`); returns its id, never used twice."""
        self._last += 1
        self._open[self._last] = thing
        return self._last

    def get(self, number):
        """The open thing, or None."""
        return self._open.get(number)

    def remove(self, number):
        """Forgets it without closing; returns it, or None."""
        return self._open.pop(number, None)

    def __len__(self):
        return len(self._open)

    def __iter__(self):
        return iter(list(self._open.values()))

    def close_all(self):
        """Closes everything, last opened first. An error of one does not keep the others open; the first is raised."""
        first = None
        while self._open:
            _, thing = self._open.popitem()
            try:
                thing.close()
            except Exception as exc:
                first = first or exc
        if first is not None:
            raise first

"""What is open on behalf of JavaScript: integer ids across the border, objects on this side, one teardown for all."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Protocol

    class Closable(Protocol):
        def close(self) -> object: ...


class Handles:
    def __init__(self) -> None:
        self._open: "dict[int, Closable]" = {}
        self._last = 0

    def add(self, thing: "Closable") -> "int":
        """Registers `thing` (it has `close()`); returns its id, never used twice."""
        self._last += 1
        self._open[self._last] = thing
        return self._last

    def get(self, number: "int") -> "Closable | None":
        """The open thing, or None."""
        return self._open.get(number)

    def remove(self, number: "int") -> "Closable | None":
        """Forgets it without closing; returns it, or None."""
        return self._open.pop(number, None)

    def __len__(self) -> "int":
        return len(self._open)

    def __iter__(self) -> "Iterator[Closable]":
        return iter(list(self._open.values()))

    def close_all(self) -> None:
        """Closes everything, last opened first. An error of one does not keep the others open; the first is raised."""
        first: "Exception | None" = None
        while self._open:
            _, thing = self._open.popitem()
            try:
                thing.close()
            except Exception as exc:
                first = first or exc
        if first is not None:
            raise first

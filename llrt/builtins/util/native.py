"""Ops of the util room: names of system errors, numbers of signals. Not here: formatting, which is JavaScript."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops


def ops(env: "Environment") -> "Ops":
    def errnoEntries() -> "list[tuple[int, str, str]]":
        """Every [errno, name, message] of this system; errno is negative, as libuv counts."""
        from llrt import _errno

        return _errno.table()

    def errnoEntry(number: "int") -> "list[str] | None":
        """2 -> ["ENOENT", "no such file or directory"]; None for a number the system does not have."""
        from llrt import _errno

        found = _errno.entry(number)
        return None if found is None else list(found)

    def signalNumber(name: "str") -> "int | None":
        import _signal  # type: ignore[import-not-found]

        number = getattr(_signal, name, None)
        return None if number is None else int(number)

    return {
        "errnoEntry": errnoEntry,
        "errnoEntries": errnoEntries,
        "signalNumber": signalNumber,
    }

"""Ops of the util room: names of system errors, numbers of signals. Not here: formatting, which is JavaScript."""


def ops(env):
    def errnoEntries():
        """Every [errno, name, message] of this system; errno is negative, as libuv counts."""
        from llrt import _errno

        return _errno.table()

    def errnoEntry(number):
        """2 -> ["ENOENT", "no such file or directory"]; None for a number the system does not have."""
        return next(([name, text] for known, name, text in errnoEntries() if known == -number), None)

    def signalNumber(name):
        import _signal

        number = getattr(_signal, name, None)
        return None if number is None else int(number)

    return {
        "errnoEntry": errnoEntry,
        "errnoEntries": errnoEntries,
        "signalNumber": signalNumber,
    }

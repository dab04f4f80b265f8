"""Ops of the util room: names of system errors. Not here: formatting, which is JavaScript."""


def ops(env):
    def errnoEntries():
        """Every [errno, name, message] of this system; errno is negative, as libuv counts."""
        from llrt import _errno

        return _errno.table()

    def errnoEntry(number):
        """2 -> ["ENOENT", "no such file or directory"]; None for a number the system does not have."""
        return next(([name, text] for known, name, text in errnoEntries() if known == -number), None)

    return {"errnoEntry": errnoEntry, "errnoEntries": errnoEntries}

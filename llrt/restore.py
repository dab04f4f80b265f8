"""What must be asked anew from the process when a booted image starts (law 8 of the design).

A room that has to keep something about the process registers a function here; `run()` is called once by both forms of
the runtime before the first user code: after an ordinary boot and after the restore of an image.
"""

_functions = []


def register(function):
    """Adds `function()` to what is called at every start; returns it, so it can be used as a decorator."""
    _functions.append(function)
    return function


def run():
    for function in _functions:
        function()


def getenv(name):
    """An environment variable as it is now, or None. `posix`, not `os`: importing that costs a millisecond."""
    import posix

    value = posix.environ.get(name.encode("utf-8", "surrogateescape"))
    return None if value is None else value.decode("utf-8", "surrogateescape")

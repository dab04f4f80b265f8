# The module `io` as far as a start needs it: the interpreter asks for `open`. Whoever asks for more gets the whole, with its
# abstract classes.
from _io import open  # noqa: F401


def __getattr__(name):
    from marshal import loads

    from _llrt_binary import unpack

    globals().pop("__getattr__", None)
    exec(loads(unpack("io")), globals())
    try:
        return globals()[name]
    except KeyError:
        raise AttributeError(f"module 'io' has no attribute {name!r}") from None

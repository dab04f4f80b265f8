# The package `encodings` as far as a start needs it: UTF-8. Whoever asks for another encoding, or for a name of the package, gets
# the whole, with `codecs` and the table of other names.
from _codecs import register, utf_8_decode, utf_8_encode

_whole = False


class _UTF8(tuple):
    name = "utf-8"
    _is_text_encoding = True

    def __getattr__(self, name):
        from encodings.utf_8 import getregentry

        return getattr(getregentry(), name)


def _decode(data, errors="strict"):
    return utf_8_decode(data, errors, True)


def _search(name):
    if name in ("utf_8", "utf8"):
        return _UTF8((utf_8_encode, _decode, None, None))
    return __getattr__("search_function")(name)


def __getattr__(name):
    global _whole

    if not _whole:
        from marshal import loads

        from _llrt_binary import unpack

        _whole = True  # before: it asks for modules of the package
        exec(loads(unpack("encodings")), globals())
    try:
        return globals()[name]
    except KeyError:
        raise AttributeError(f"module 'encodings' has no attribute {name!r}") from None


register(_search)

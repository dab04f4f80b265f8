# What a parser hands out: the head of a message, the mark of its end, the error. Not here: parsing.


class ParseError(ValueError):
    """Bytes that are not HTTP/1. `code` is llhttp's name (HPE_INVALID_METHOD, ...), `reason` its sentence, `position` the
    offset in the bytes fed where it stopped."""

    # No methods: one would bring in Cython's function type, which costs a start as much as the rest of this module.
    code = reason = ""
    position = 0


cdef object parse_error(str code, str reason, Py_ssize_t position):
    error = ParseError(f"Parse Error: {reason}")
    error.code = code
    error.reason = reason
    error.position = position
    error.events = []
    return error


cdef class Head:
    """The start line and header fields of one message.

    A request has `method` and `target`, a response `status` and `reason`; `headers` is a list of (name, value) in the
    order received, names as received, both decoded as Latin-1.
    """
    cdef readonly str method
    cdef readonly str target
    cdef readonly int status
    cdef readonly str reason
    cdef readonly int major
    cdef readonly int minor
    cdef readonly list headers
    cdef readonly bint keep_alive
    cdef readonly bint upgrade
    cdef readonly bint chunked
    cdef readonly object content_length

    def get(self, str name, default=None):
        """The first value of the header `name` (any case), or `default`."""
        cdef str wanted = name.lower()
        for key, value in self.headers:
            if (<str>key).lower() == wanted:
                return value
        return default

    def fields(self):
        """All of them by their names in lower case; of several with one name, the last."""
        return {(<str>name).lower(): value for name, value in self.headers}

    def get_all(self, str name):
        """All values of the header `name` (any case), in order."""
        cdef str wanted = name.lower()
        return [value for key, value in self.headers if (<str>key).lower() == wanted]

    def __repr__(self):
        start = f"{self.method} {self.target}" if self.method is not None else f"{self.status} {self.reason}"
        return f"<Head {start} HTTP/{self.major}.{self.minor}, {len(self.headers)} headers>"


cdef class End:
    """The end of a message; `trailers` as `Head.headers`; `keep_alive` tells whether another may follow."""
    cdef readonly list trailers
    cdef readonly bint keep_alive

    def __repr__(self):
        return f"<End, {len(self.trailers)} trailers>"

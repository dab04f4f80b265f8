# The parser: one object a connection. llhttp calls the functions at the end of this file, which gather fields in one
# growing buffer and append events to a list.

cdef llhttp_settings_t _settings


cdef class Parser:
    """Parser of one direction of one HTTP/1 connection; `kind` is "request" or "response".

    `max_head` bounds the bytes of start line and header fields of one message (also those of the trailers).
    """
    cdef llhttp_t _http
    cdef char *_buffer
    cdef size_t _size
    cdef size_t _capacity
    cdef size_t _name_end
    cdef size_t _head_bytes
    cdef size_t _max_head
    cdef bint _is_request
    cdef bint _finished
    cdef bint _feeding
    cdef str _start_text
    cdef list _headers
    cdef list _events
    cdef object _data
    cdef const char *_base
    cdef object _error
    cdef public bint skip_body
    """Set before a response arrives that has no body whatever its headers say (to HEAD)."""
    cdef readonly bint upgraded
    """True after a message that switches protocols (or CONNECT): no more is parsed, `rest` is what follows."""
    cdef readonly object rest

    def __cinit__(self, str kind, *, size_t max_head=16384):
        if kind not in ("request", "response"):
            raise ValueError(f'kind must be "request" or "response", not {kind!r}')
        self._is_request = kind == "request"
        llhttp_init(&self._http, HTTP_REQUEST if self._is_request else HTTP_RESPONSE, &_settings)
        self._http.data = <void *>self
        self._max_head = max_head
        self._headers = []

    def __dealloc__(self):
        free(self._buffer)

    def feed(self, data):
        """Parse `data` (anything with a buffer); returns the events in order: `Head`, memoryviews over `data` (pieces of
        the body), `End`. Raises ParseError; what came before the error is then in `events` of the exception."""
        cdef Py_buffer view
        cdef llhttp_errno_t error
        if self._finished or self._feeding:
            raise ValueError("the parser has ended" if self._finished else "feed() called from within feed()")
        if self.upgraded:
            raise ValueError("the connection switched protocols: its bytes are not HTTP any more")
        PyObject_GetBuffer(data, &view, PyBUF_SIMPLE)
        events = self._events = []
        self._data = data
        self._base = <const char *>view.buf
        self._feeding = True
        try:
            error = llhttp_execute(&self._http, self._base, view.len)
            self._after(error, view.len)
        finally:
            self._feeding = False
            self._events = self._data = None
            PyBuffer_Release(&view)
        return events

    def finish(self):
        """The other side closed: ends a message that lasts until then, and raises ParseError inside any other."""
        cdef llhttp_errno_t error
        if self._finished:
            return []
        events = self._events = []
        self._data = b""
        self._base = NULL
        try:
            error = llhttp_finish(&self._http)
            self._after(error, 0)
        finally:
            self._finished = True
            self._events = self._data = None
        return events

    @property
    def needs_eof(self):
        """True if the message being read ends only when the connection does."""
        return llhttp_message_needs_eof(&self._http) != 0

    cdef _after(self, llhttp_errno_t error, Py_ssize_t length):
        cdef const char *stopped
        cdef Py_ssize_t position = length
        if error == HPE_OK:
            return
        stopped = llhttp_get_error_pos(&self._http)
        if stopped != NULL and self._base != NULL and self._base <= stopped <= self._base + length:
            position = stopped - self._base
        if error == HPE_PAUSED_UPGRADE:
            self.upgraded = True
            self.rest = memoryview(self._data)[position:]
            return
        if self._error is not None:
            failure, self._error = self._error, None
            raise failure
        reason = llhttp_get_error_reason(&self._http)
        text = reason.decode("utf-8", "replace") if reason != NULL else ""
        failure = parse_error(llhttp_errno_name(error).decode("ascii"), text, position)
        failure.events = self._events
        self._finished = True
        raise failure

    cdef int _append(self, const char *at, size_t length) except -1:
        cdef size_t wanted = self._size + length
        cdef size_t capacity = self._capacity or 256
        cdef char *grown
        if length == 0:  # an empty reason before anything was kept: memcpy to nowhere is undefined
            return 0
        self._head_bytes += length
        if self._head_bytes > self._max_head:
            failure = parse_error("HPE_HEADER_OVERFLOW", "Header overflow", 0)
            failure.events = self._events
            self._finished = True
            raise failure
        if wanted > self._capacity:
            while capacity < wanted:
                capacity *= 2
            grown = <char *>realloc(self._buffer, capacity)
            if grown == NULL:
                raise MemoryError()
            self._buffer = grown
            self._capacity = capacity
        memcpy(self._buffer + self._size, at, length)
        self._size = wanted
        return 0

    cdef _begin(self):
        self._size = self._name_end = self._head_bytes = 0
        self._start_text = ""
        self._headers = []

    cdef _take_start(self):
        self._start_text = PyUnicode_DecodeLatin1(self._buffer, self._size, NULL)
        self._size = 0

    cdef _take_header(self):
        cdef size_t end = self._size
        # Optional white space before the value is the parser's, behind it ours to drop.
        while end > self._name_end and self._buffer[end - 1] in (32, 9):
            end -= 1
        name = PyUnicode_DecodeLatin1(self._buffer, self._name_end, NULL)
        value = PyUnicode_DecodeLatin1(self._buffer + self._name_end, end - self._name_end, NULL)
        self._headers.append((name, value))
        self._size = self._name_end = 0

    cdef int _head_done(self) except -1:
        cdef Head head = Head.__new__(Head)
        if self._is_request:
            head.method = llhttp_method_name(<llhttp_method_t>self._http.method).decode("ascii")
            head.target = self._start_text
        else:
            head.status = self._http.status_code
            head.reason = self._start_text
        head.major = self._http.http_major
        head.minor = self._http.http_minor
        head.headers = self._headers
        head.upgrade = self._http.upgrade != 0
        head.chunked = (self._http.flags & F_CHUNKED) != 0
        if self._http.flags & F_CONTENT_LENGTH:
            head.content_length = self._http.content_length
        head.keep_alive = llhttp_should_keep_alive(&self._http) != 0
        self._events.append(head)
        self._headers = []
        self._head_bytes = 0
        return 1 if self.skip_body else 0

    cdef _message_done(self):
        cdef End end = End.__new__(End)
        end.trailers = self._headers
        end.keep_alive = llhttp_should_keep_alive(&self._http) != 0
        self._events.append(end)
        self._headers = []

    cdef int _fail(self, error):
        # -1 out of a callback makes llhttp stop with HPE_USER; _after() raises what is kept here.
        self._error = error
        return -1


cdef int _on_message_begin(llhttp_t *http) noexcept:
    cdef Parser self = <Parser>http.data
    try:
        self._begin()
    except BaseException as error:
        return self._fail(error)
    return 0


cdef int _on_start(llhttp_t *http, const char *at, size_t length) noexcept:
    cdef Parser self = <Parser>http.data
    try:
        self._append(at, length)
    except BaseException as error:
        return self._fail(error)
    return 0


cdef int _on_start_complete(llhttp_t *http) noexcept:
    cdef Parser self = <Parser>http.data
    try:
        self._take_start()
    except BaseException as error:
        return self._fail(error)
    return 0


cdef int _on_field(llhttp_t *http, const char *at, size_t length) noexcept:
    cdef Parser self = <Parser>http.data
    try:
        self._append(at, length)
        self._name_end = self._size
    except BaseException as error:
        return self._fail(error)
    return 0


cdef int _on_value(llhttp_t *http, const char *at, size_t length) noexcept:
    return _on_start(http, at, length)


cdef int _on_value_complete(llhttp_t *http) noexcept:
    cdef Parser self = <Parser>http.data
    try:
        self._take_header()
    except BaseException as error:
        return self._fail(error)
    return 0


cdef int _on_headers_complete(llhttp_t *http) noexcept:
    cdef Parser self = <Parser>http.data
    try:
        return self._head_done()
    except BaseException as error:
        return self._fail(error)


cdef int _on_body(llhttp_t *http, const char *at, size_t length) noexcept:
    cdef Parser self = <Parser>http.data
    cdef Py_ssize_t start
    try:
        start = at - self._base
        self._events.append(memoryview(self._data)[start:start + <Py_ssize_t>length])
    except BaseException as error:
        return self._fail(error)
    return 0


cdef int _on_message_complete(llhttp_t *http) noexcept:
    cdef Parser self = <Parser>http.data
    try:
        self._message_done()
    except BaseException as error:
        return self._fail(error)
    return 0


llhttp_settings_init(&_settings)
_settings.on_message_begin = _on_message_begin
_settings.on_url = _on_start
_settings.on_status = _on_start
_settings.on_url_complete = _on_start_complete
_settings.on_status_complete = _on_start_complete
_settings.on_header_field = _on_field
_settings.on_header_value = _on_value
_settings.on_header_value_complete = _on_value_complete
_settings.on_headers_complete = _on_headers_complete
_settings.on_body = _on_body
_settings.on_message_complete = _on_message_complete

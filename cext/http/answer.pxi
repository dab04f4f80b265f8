# Answers as servers mostly send them, read without the parser (answer.c): what the Lambda runtime does twice an invocation.

cdef extern from "answer.h" nogil:
    struct http_answer:
        int status
        size_t reason
        size_t reason_length
        size_t fields
        size_t body
        unsigned long long content_length

    struct http_field:
        size_t name
        size_t name_length
        size_t value
        size_t value_length
        size_t next

    int http_read_answer(const char *, size_t, http_answer *)
    int http_next_field(const char *, size_t, http_field *)
    int http_is_quiet(int)


cdef class Answer:
    """The head of an answer on a connection that is kept, with a body of `content_length` bytes. `body`: where that begins in the
    bytes it was read from."""
    cdef bytes _data
    cdef http_answer _read

    @property
    def status(self):
        return self._read.status

    @property
    def content_length(self):
        return self._read.content_length

    @property
    def body(self):
        return self._read.body

    @property
    def reason(self):
        return PyUnicode_DecodeLatin1(PyBytes_AS_STRING(self._data) + self._read.reason, self._read.reason_length, NULL)

    def fields(self):
        """The header fields by their names in lower case; of several with one name, the last."""
        cdef const char *data = PyBytes_AS_STRING(self._data)
        cdef size_t place = self._read.fields
        cdef http_field field
        cdef dict found = {}
        while http_next_field(data, place, &field):
            name = PyUnicode_DecodeLatin1(data + field.name, field.name_length, NULL)
            found[(<str>name).lower()] = PyUnicode_DecodeLatin1(data + field.value, field.value_length, NULL)
            place = field.next
        return found


def answer_of(bytes data):
    """The Answer whose head `data` begins with; None when that is not complete, or unusual: then a Parser says what it is."""
    cdef Answer answer = Answer.__new__(Answer)
    if not http_read_answer(PyBytes_AS_STRING(data), len(data), &answer._read):
        return None
    answer._data = data
    return answer


def is_quiet(int fd):
    """Whether the connection is open and nothing has come from the other side."""
    return http_is_quiet(fd) != 0

# cython: language_level=3, boundscheck=False, wraparound=False, binding=False, embedsignature=False, auto_pickle=False
"""The names a CommonJS text exports, found without running it (lexer.c). Not here: reading files, following re-exports."""


cdef extern from "lexer.h":
    ctypedef struct llrt_span:
        size_t start
        size_t length
    ctypedef struct llrt_spans:
        llrt_span *items
        size_t count
    ctypedef struct llrt_names:
        llrt_spans exports
        llrt_spans reexports
    int llrt_lex_commonjs(const char *text, size_t length, llrt_names *names) nogil
    void llrt_free_names(llrt_names *names)


def commonjs(bytes source, /):
    """(export names, specifiers of re-exports) of a UTF-8 text, each once, in source order."""
    cdef llrt_names names
    cdef const char *text = source
    cdef size_t length = len(source)
    cdef int done
    with nogil:
        done = llrt_lex_commonjs(text, length, &names)
    if done < 0:
        raise MemoryError
    try:
        return texts(text, &names.exports), texts(text, &names.reexports)
    finally:
        llrt_free_names(&names)


cdef list texts(const char *text, llrt_spans *spans):
    """The spans without repeats, escapes decoded; what is no well-formed string is left out."""
    cdef size_t i
    cdef dict result = {}
    for i in range(spans.count):
        piece = text[spans.items[i].start : spans.items[i].start + spans.items[i].length]
        try:
            name = piece.decode()
            if "\\" in name:
                name = unescaped(name)
                name.encode()
        except ValueError:
            continue
        result[name] = None
    return list(result)


_SIMPLE = {"n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f", "v": "\v", "\n": "", "\r": "", "\u2028": "", "\u2029": ""}


cdef str unescaped(str text):
    """The value of a string literal's inside, octal escapes as Node has them: not decoded. ValueError for a malformed one."""
    cdef list out = []
    cdef Py_ssize_t at = 0, length = len(text)
    while at < length:
        char = text[at]
        at += 1
        if char != "\\":
            out.append(char)
            continue
        if at == length:
            raise ValueError
        char = text[at]
        at += 1
        if char == "x":
            out.append(chr(int(text[at : at + 2], 16)))
            at += 2
        elif char == "u" and text[at : at + 1] == "{":
            end = text.index("}", at)
            out.append(chr(int(text[at + 1 : end], 16)))
            at = end + 1
        elif char == "u":
            out.append(chr(int(text[at : at + 4], 16)))
            at += 4
        else:
            out.append(_SIMPLE.get(char, char))
            if char == "\r" and text[at : at + 1] == "\n":
                at += 1
    # Pairs of surrogates written as two escapes are one character.
    return "".join(out).encode("utf-16", "surrogatepass").decode("utf-16")

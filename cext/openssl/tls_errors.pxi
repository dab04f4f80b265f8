# OpenSSL's errors as one Python exception.

class TLSError(Exception):
    """What OpenSSL refused: `library`, `reason` (its words), its whole line as the message, and all lines that it can print."""

    def __init__(self, message, library="", reason="", printed=""):
        super().__init__(message)
        self.library = library
        self.reason = reason
        self.printed = printed


cdef str _text(const char *p):
    return "" if p == NULL else (<bytes>p).decode("utf-8", "replace")


cdef object tls_error(str otherwise):
    """The oldest error in OpenSSL's queue, which is then empty."""
    cdef char line[256]
    cdef unsigned long code = ERR_peek_error()
    if code == 0:
        return TLSError(otherwise)
    llrt_openssl_texts()
    ERR_error_string_n(code, line, sizeof(line))
    library, reason = _text(ERR_lib_error_string(code)), _text(ERR_reason_error_string(code))
    printed = _printed()
    ERR_clear_error()
    return TLSError(_text(line), library, reason, printed)


cdef str _printed():
    """The whole queue as OpenSSL prints it, which is then empty."""
    cdef BIO *bio = BIO_new(BIO_s_mem())
    cdef char *p = NULL
    cdef long n
    if bio == NULL:
        return ""
    ERR_print_errors(bio)
    n = BIO_get_mem_data(bio, &p)
    text = p[:n].decode("utf-8", "replace") if n > 0 else ""
    BIO_free(bio)
    return text


def verify_error_text(long code) -> str:
    """OpenSSL's words for an X509_V_ERR number."""
    return _text(X509_verify_cert_error_string(code))

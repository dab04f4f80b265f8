# The part of llhttp 9 that _http.pyx uses, declared once. Not here: anything of ours.
from libc.stdint cimport uint8_t, uint16_t, uint64_t

cdef extern from "llhttp.h":
    ctypedef struct llhttp_t:
        void *data
        uint64_t content_length
        uint8_t method
        uint8_t http_major
        uint8_t http_minor
        uint8_t upgrade
        uint16_t status_code
        uint16_t flags

    ctypedef int (*llhttp_data_cb)(llhttp_t *, const char *, size_t) noexcept
    ctypedef int (*llhttp_cb)(llhttp_t *) noexcept

    ctypedef struct llhttp_settings_t:
        llhttp_cb on_message_begin
        llhttp_data_cb on_url
        llhttp_data_cb on_status
        llhttp_data_cb on_header_field
        llhttp_data_cb on_header_value
        llhttp_cb on_headers_complete
        llhttp_data_cb on_body
        llhttp_cb on_message_complete
        llhttp_cb on_url_complete
        llhttp_cb on_status_complete
        llhttp_cb on_header_value_complete

    ctypedef enum llhttp_type_t:
        HTTP_REQUEST
        HTTP_RESPONSE

    ctypedef enum llhttp_errno_t:
        HPE_OK
        HPE_PAUSED
        HPE_PAUSED_UPGRADE

    ctypedef enum llhttp_method_t:
        HTTP_GET

    int F_CHUNKED
    int F_CONTENT_LENGTH

    void llhttp_init(llhttp_t *, llhttp_type_t, const llhttp_settings_t *)
    void llhttp_settings_init(llhttp_settings_t *)
    llhttp_errno_t llhttp_execute(llhttp_t *, const char *, size_t)
    llhttp_errno_t llhttp_finish(llhttp_t *)
    int llhttp_should_keep_alive(const llhttp_t *)
    int llhttp_message_needs_eof(const llhttp_t *)
    const char *llhttp_get_error_reason(const llhttp_t *)
    const char *llhttp_get_error_pos(const llhttp_t *)
    const char *llhttp_errno_name(llhttp_errno_t)
    const char *llhttp_method_name(llhttp_method_t)

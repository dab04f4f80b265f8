# Key derivation and generation: slow on purpose, so they run without the GIL, in the thread pool where JS asked for that.

cdef extern from "openssl/evp.h" nogil:
    ctypedef struct EVP_MD
    ctypedef struct EVP_PKEY_CTX
    int PKCS5_PBKDF2_HMAC(const char *, int, const unsigned char *, int, int, const EVP_MD *, int, unsigned char *)
    int EVP_PBE_scrypt(const char *, size_t, const unsigned char *, size_t, uint64_t, uint64_t, uint64_t, uint64_t, unsigned char *, size_t)
    EVP_PKEY_CTX *EVP_PKEY_CTX_new_from_name(void *, const char *, const char *)
    void EVP_PKEY_CTX_free(EVP_PKEY_CTX *)
    int EVP_PKEY_keygen_init(EVP_PKEY_CTX *)
    int EVP_PKEY_CTX_ctrl_str(EVP_PKEY_CTX *, const char *, const char *)
    int EVP_PKEY_generate(EVP_PKEY_CTX *, EVP_PKEY **)

cdef extern from "openssl/x509.h" nogil:
    ctypedef struct PKCS8_PRIV_KEY_INFO
    PKCS8_PRIV_KEY_INFO *EVP_PKEY2PKCS8(EVP_PKEY *)
    int i2d_PKCS8_PRIV_KEY_INFO(PKCS8_PRIV_KEY_INFO *, unsigned char **)
    void PKCS8_PRIV_KEY_INFO_free(PKCS8_PRIV_KEY_INFO *)

cdef extern from "openssl/crypto.h" nogil:
    void OPENSSL_cleanse(void *, size_t)
    void OPENSSL_clear_free(void *, size_t)

cdef extern from "openssl_room.h" nogil:
    const EVP_MD *digest_method(const char *name)


def pbkdf2(password, salt, int iterations, int length, str digest) -> "bytearray | None":
    """PBKDF2 with HMAC of buffers; None when there is no such digest. RFC 8018."""
    cdef bytes name = digest.encode()
    cdef const char *text = name
    cdef const EVP_MD *method = digest_method(text)
    cdef _Window secret = _Window(password), grain = _Window(salt)
    cdef unsigned char *out
    cdef int done
    if method == NULL:
        return None
    result = bytearray(length)
    if length == 0:
        return result
    out = <unsigned char *>PyByteArray_AS_STRING(result)
    with nogil:
        done = PKCS5_PBKDF2_HMAC(secret.p, <int>secret.view.len, <const unsigned char *>grain.p, <int>grain.view.len, iterations, method, length, out)
    if not done:
        raise tls_error("PBKDF2 failed")
    return result


def scrypt(password, salt, uint64_t n, uint64_t r, uint64_t p, uint64_t most, int length) -> "bytearray | None":
    """scrypt of buffers; None when the parameters are wrong or need more than `most` bytes. RFC 7914. Length 0 only checks them."""
    cdef _Window secret = _Window(password), grain = _Window(salt)
    cdef unsigned char *out = NULL
    cdef int done
    if not llrt_openssl_ready():
        raise tls_error("OpenSSL cannot be initialised")
    result = bytearray(length)
    if length:
        out = <unsigned char *>PyByteArray_AS_STRING(result)
    with nogil:
        done = EVP_PBE_scrypt(secret.p, secret.view.len, <const unsigned char *>grain.p, grain.view.len, n, r, p, most, out, length)
    ERR_clear_error()
    return result if done else None


def generate_key(str kind, list settings) -> bytes:
    """PKCS #8 of a new key. `kind` is OpenSSL's name, `settings` pairs of its names and values for the generation."""
    cdef bytes name = kind.encode()
    cdef const char *text = name
    cdef EVP_PKEY *key = NULL
    cdef EVP_PKEY_CTX *context
    cdef int done
    if not llrt_openssl_ready():
        raise tls_error("OpenSSL cannot be initialised")
    ERR_clear_error()
    context = EVP_PKEY_CTX_new_from_name(NULL, text, NULL)
    try:
        if context == NULL or EVP_PKEY_keygen_init(context) <= 0:
            raise tls_error("there are no such keys")
        for setting, value in settings:
            option, wanted = (<str>setting).encode(), (<str>value).encode()
            if EVP_PKEY_CTX_ctrl_str(context, _c(option), _c(wanted)) <= 0:
                raise tls_error(f"{setting} cannot be {value}")
        with nogil:
            done = EVP_PKEY_generate(context, &key)
        if done <= 0:
            raise tls_error("the key cannot be generated")
        return _pkcs8(key)
    finally:
        EVP_PKEY_CTX_free(context)
        EVP_PKEY_free(key)


cdef bytes _pkcs8(EVP_PKEY *key):
    cdef PKCS8_PRIV_KEY_INFO *info = EVP_PKEY2PKCS8(key)
    cdef unsigned char *der = NULL
    cdef int n = i2d_PKCS8_PRIV_KEY_INFO(info, &der) if info != NULL else -1
    PKCS8_PRIV_KEY_INFO_free(info)
    if n < 0:
        raise tls_error("the key has no PKCS #8 form")
    try:
        return PyBytes_FromStringAndSize(<const char *>der, n)
    finally:
        OPENSSL_clear_free(der, n)

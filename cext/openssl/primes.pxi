# Prime numbers, big-endian. Slow: without the GIL, in the thread pool where JS asked for that.

cdef extern from "openssl/bn.h" nogil:
    ctypedef struct BIGNUM
    ctypedef struct BN_CTX
    BIGNUM *BN_new()
    void BN_clear_free(BIGNUM *)
    BIGNUM *BN_bin2bn(const unsigned char *, int, BIGNUM *)
    int BN_bn2bin(const BIGNUM *, unsigned char *)
    int BN_num_bits(const BIGNUM *)
    int BN_cmp(const BIGNUM *, const BIGNUM *)
    int BN_generate_prime_ex2(BIGNUM *, int, int, const BIGNUM *, const BIGNUM *, void *, BN_CTX *)
    int BN_is_prime_ex(const BIGNUM *, int, BN_CTX *, void *)
    BN_CTX *BN_CTX_new()
    void BN_CTX_free(BN_CTX *)


cdef BIGNUM *_number(object data) except NULL:
    cdef _Window window = _Window(data)
    cdef BIGNUM *number = BN_bin2bn(<const unsigned char *>window.p, <int>window.view.len, NULL)
    if number == NULL:
        raise tls_error("no memory for a number")
    return number


def generate_prime(int bits, bint safe, add, rem) -> bytes:
    """A prime of this many bits, which is `rem` modulo `add` (buffers or None). Raises OverflowError("add") or ("rem") where there is none
    or only one, TLSError."""
    cdef BIGNUM *prime = NULL
    cdef BIGNUM *modulus = NULL
    cdef BIGNUM *rest = NULL
    cdef BN_CTX *room = NULL
    cdef int done
    if not llrt_openssl_ready():
        raise tls_error("OpenSSL cannot be initialised")
    ERR_clear_error()
    try:
        if add is not None:
            modulus = _number(add)
            if BN_num_bits(modulus) > bits:
                raise OverflowError("add")
            if rem is not None:
                rest = _number(rem)
                if BN_cmp(modulus, rest) <= 0:
                    raise OverflowError("rem")
        prime, room = BN_new(), BN_CTX_new()
        if prime == NULL or room == NULL:
            raise MemoryError("no memory for a prime")
        with nogil:
            done = BN_generate_prime_ex2(prime, bits, safe, modulus, rest, NULL, room)
        if not done:
            raise tls_error("the prime cannot be generated")
        found = PyBytes_FromStringAndSize(NULL, (BN_num_bits(prime) + 7) // 8)
        BN_bn2bin(prime, <unsigned char *><char *>found)
        return found
    finally:
        BN_clear_free(prime)
        BN_clear_free(modulus)
        BN_clear_free(rest)
        BN_CTX_free(room)


def check_prime(candidate, int checks) -> bool:
    """Whether the number is a prime: `checks` rounds of Miller and Rabin, 0 for as many as its size asks for."""
    cdef BIGNUM *number
    cdef BN_CTX *room
    cdef int result
    if not llrt_openssl_ready():
        raise tls_error("OpenSSL cannot be initialised")
    ERR_clear_error()
    number = _number(candidate)
    room = BN_CTX_new()
    with nogil:
        result = BN_is_prime_ex(number, checks, room, NULL)
    BN_clear_free(number)
    BN_CTX_free(room)
    if result < 0:
        raise tls_error("the number cannot be checked")
    return result == 1

"""Names and wording of system errors as libuv, and so Node, has them: errno -> (code, message). Loaded at the first error."""

import errno

MESSAGES = {
    "E2BIG": "argument list too long",
    "EACCES": "permission denied",
    "EADDRINUSE": "address already in use",
    "EADDRNOTAVAIL": "address not available",
    "EAFNOSUPPORT": "address family not supported",
    "EAGAIN": "resource temporarily unavailable",
    "EAI_ADDRFAMILY": "address family not supported",
    "EAI_AGAIN": "temporary failure",
    "EAI_BADFLAGS": "bad ai_flags value",
    "EAI_BADHINTS": "invalid value for hints",
    "EAI_CANCELED": "request canceled",
    "EAI_FAIL": "permanent failure",
    "EAI_FAMILY": "ai_family not supported",
    "EAI_MEMORY": "out of memory",
    "EAI_NODATA": "no address",
    "EAI_NONAME": "unknown node or service",
    "EAI_OVERFLOW": "argument buffer overflow",
    "EAI_PROTOCOL": "resolved protocol is unknown",
    "EAI_SERVICE": "service not available for socket type",
    "EAI_SOCKTYPE": "socket type not supported",
    "EALREADY": "connection already in progress",
    "EBADF": "bad file descriptor",
    "EBUSY": "resource busy or locked",
    "ECANCELED": "operation canceled",
    "ECHARSET": "invalid Unicode character",
    "ECONNABORTED": "software caused connection abort",
    "ECONNREFUSED": "connection refused",
    "ECONNRESET": "connection reset by peer",
    "EDESTADDRREQ": "destination address required",
    "EEXIST": "file already exists",
    "EFAULT": "bad address in system call argument",
    "EFBIG": "file too large",
    "EFTYPE": "inappropriate file type or format",
    "EHOSTDOWN": "host is down",
    "EHOSTUNREACH": "host is unreachable",
    "EILSEQ": "illegal byte sequence",
    "EINTR": "interrupted system call",
    "EINVAL": "invalid argument",
    "EIO": "i/o error",
    "EISCONN": "socket is already connected",
    "EISDIR": "illegal operation on a directory",
    "ELOOP": "too many symbolic links encountered",
    "EMFILE": "too many open files",
    "EMLINK": "too many links",
    "EMSGSIZE": "message too long",
    "ENAMETOOLONG": "name too long",
    "ENETDOWN": "network is down",
    "ENETUNREACH": "network is unreachable",
    "ENFILE": "file table overflow",
    "ENOBUFS": "no buffer space available",
    "ENODATA": "no data available",
    "ENODEV": "no such device",
    "ENOENT": "no such file or directory",
    "ENOEXEC": "exec format error",
    "ENOMEM": "not enough memory",
    "ENONET": "machine is not on the network",
    "ENOPROTOOPT": "protocol not available",
    "ENOSPC": "no space left on device",
    "ENOSYS": "function not implemented",
    "ENOTCONN": "socket is not connected",
    "ENOTDIR": "not a directory",
    "ENOTEMPTY": "directory not empty",
    "ENOTSOCK": "socket operation on non-socket",
    "ENOTSUP": "operation not supported on socket",
    "ENOTTY": "inappropriate ioctl for device",
    "ENXIO": "no such device or address",
    "EOF": "end of file",
    "EOVERFLOW": "value too large for defined data type",
    "EPERM": "operation not permitted",
    "EPIPE": "broken pipe",
    "EPROTO": "protocol error",
    "EPROTONOSUPPORT": "protocol not supported",
    "EPROTOTYPE": "protocol wrong type for socket",
    "ERANGE": "result too large",
    "EREMOTEIO": "remote I/O error",
    "EROFS": "read-only file system",
    "ESHUTDOWN": "cannot send after transport endpoint shutdown",
    "ESOCKTNOSUPPORT": "socket type not supported",
    "ESPIPE": "invalid seek",
    "ESRCH": "no such process",
    "ETIMEDOUT": "connection timed out",
    "ETXTBSY": "text file is busy",
    "EUNATCH": "protocol driver not attached",
    "EXDEV": "cross-device link not permitted",
    "UNKNOWN": "unknown error",
}

# Codes that no errno of this system stands for: libuv's own numbers.
OWN_NUMBERS = {
    "EAI_ADDRFAMILY": -3000,
    "EAI_AGAIN": -3001,
    "EAI_BADFLAGS": -3002,
    "EAI_BADHINTS": -3013,
    "EAI_CANCELED": -3003,
    "EAI_FAIL": -3004,
    "EAI_FAMILY": -3005,
    "EAI_MEMORY": -3006,
    "EAI_NODATA": -3007,
    "EAI_NONAME": -3008,
    "EAI_OVERFLOW": -3009,
    "EAI_PROTOCOL": -3014,
    "EAI_SERVICE": -3010,
    "EAI_SOCKTYPE": -3011,
    "ECHARSET": -4080,
    "EFTYPE": -4028,
    "EOF": -4095,
    "UNKNOWN": -4094,
}


def lookup(number: "int") -> "tuple[str, str]":
    """(code, message) of a positive errno; an errno that libuv has no name for is described by the system."""
    found = entry(number)
    if found is not None:
        return found
    unknown = f"Unknown system error {-number}"
    return _alias(errno.errorcode.get(number)) or unknown, unknown


def entry(number: "int") -> "tuple[str, str] | None":
    """What table() has of a positive errno."""
    code = _alias(errno.errorcode.get(number))
    if code in MESSAGES:
        return code, MESSAGES[code]
    for own, value in OWN_NUMBERS.items():
        if value == -number:
            return own, MESSAGES[own]
    return None


def table() -> "list[tuple[int, str, str]]":
    """[(negative errno, code, message)] of every error that exists on this system, as util.getSystemErrorMap has it."""
    rows = []
    for code, message in MESSAGES.items():
        number = getattr(errno, code, None)
        rows.append((-number if number is not None else OWN_NUMBERS.get(code, 0), code, message))
    return [row for row in rows if row[0]]


def _alias(code: "str | None") -> "str | None":
    aliases: "dict[str | None, str]" = {"EOPNOTSUPP": "ENOTSUP", "EWOULDBLOCK": "EAGAIN", "EDEADLOCK": "EDEADLK"}
    return aliases.get(code, code)

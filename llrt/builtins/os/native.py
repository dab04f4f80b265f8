"""The Python half of node:os: what the system tells, asked anew at each call."""

import posix

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops

_ERRNO = (
    "E2BIG EACCES EADDRINUSE EADDRNOTAVAIL EAFNOSUPPORT EAGAIN EALREADY EBADF EBADMSG EBUSY ECANCELED ECHILD "
    "ECONNABORTED ECONNREFUSED ECONNRESET EDEADLK EDESTADDRREQ EDOM EDQUOT EEXIST EFAULT EFBIG EHOSTUNREACH EIDRM "
    "EILSEQ EINPROGRESS EINTR EINVAL EIO EISCONN EISDIR ELOOP EMFILE EMLINK EMSGSIZE EMULTIHOP ENAMETOOLONG ENETDOWN "
    "ENETRESET ENETUNREACH ENFILE ENOBUFS ENODATA ENODEV ENOENT ENOEXEC ENOLCK ENOLINK ENOMEM ENOMSG ENOPROTOOPT "
    "ENOSPC ENOSR ENOSTR ENOSYS ENOTCONN ENOTDIR ENOTEMPTY ENOTSOCK ENOTSUP ENOTTY ENXIO EOPNOTSUPP EOVERFLOW EPERM "
    "EPIPE EPROTO EPROTONOSUPPORT EPROTOTYPE ERANGE EROFS ESPIPE ESRCH ESTALE ETIME ETIMEDOUT ETXTBSY EWOULDBLOCK "
    "EXDEV"
)
_SIGNALS = (
    "HUP INT QUIT ILL TRAP ABRT IOT BUS FPE KILL USR1 SEGV USR2 PIPE ALRM TERM CHLD STKFLT CONT STOP TSTP TTIN TTOU "
    "URG XCPU XFSZ VTALRM PROF WINCH IO POLL PWR INFO SYS"
)
_DLOPEN = "RTLD_LAZY RTLD_NOW RTLD_GLOBAL RTLD_LOCAL RTLD_DEEPBIND"


def ops(env: "Environment") -> "Ops":
    return {
        "uname": lambda: list(posix.uname()),
        "loadavg": lambda: list(posix.getloadavg()),
        "uptime": _uptime,
        "memory": _memory,
        "cpus": _cpus,
        "parallelism": _parallelism,
        "interfaces": _interfaces,
        "passwd": _passwd,
        "getPriority": _get_priority,
        "setPriority": _set_priority,
        "constants": _constants,
        "bigEndian": lambda: __import__("sys").byteorder == "big",
    }


def _read(path: "str") -> "str":
    from llrt.builtins.process.usage import read_file

    try:
        return read_file(path).decode("utf-8", "replace")
    except OSError:
        return ""


def _uptime() -> "float":
    text = _read("/proc/uptime")
    if text:
        return float(text.split()[0])
    import time

    return time.monotonic()


def _memory() -> "list[int]":
    """[total, available] bytes."""
    figures = {}
    for line in _read("/proc/meminfo").splitlines():
        name, _, value = line.partition(":")
        figures[name] = int(value.split()[0]) * 1024
    if not figures:
        page = posix.sysconf("SC_PAGE_SIZE")
        return [posix.sysconf("SC_PHYS_PAGES") * page, 0]
    return [figures.get("MemTotal", 0), figures.get("MemAvailable", figures.get("MemFree", 0))]


def _cpus() -> "list[list[object]]":
    """[model, MHz, user, nice, sys, idle, irq in ms] of each processor."""
    models = []
    for line in _read("/proc/cpuinfo").splitlines():
        name, _, value = line.partition(":")
        if name.strip() in ("model name", "Processor"):
            models.append(value.strip())
    ticks = posix.sysconf("SC_CLK_TCK")
    found: "list[list[object]]" = []
    for line in _read("/proc/stat").splitlines():
        fields = line.split()
        if not fields or not fields[0][3:].isdigit() or not fields[0].startswith("cpu"):
            continue
        number = int(fields[0][3:])
        user, nice, system, idle, _, irq = (int(field) * 1000 // ticks for field in fields[1:7])
        speed = _read(f"/sys/devices/system/cpu/cpu{number}/cpufreq/scaling_cur_freq").strip()
        model = models[number] if number < len(models) else "unknown"
        found.append([model, int(speed) // 1000 if speed else 0, user, nice, system, idle, irq])
    return found


def _parallelism() -> "int":
    """The processors this process may use, less where the control group has a smaller share."""
    try:
        count = len(posix.sched_getaffinity(0))
    except (AttributeError, OSError):
        return posix.cpu_count() or 1
    quota = _read("/sys/fs/cgroup/cpu.max").split()
    if len(quota) == 2 and quota[0].isdigit() and quota[1].isdigit() and int(quota[1]):
        count = min(count, max(1, int(quota[0]) // int(quota[1])))
    return max(1, count)


def _interfaces() -> "object":
    """[[name, family, address, netmask, scope, loopback], ...] or a negative errno."""
    from llrt import _os

    found = _os.interfaces()
    return found if isinstance(found, int) else [list(one) for one in found]


def _passwd() -> "list[object] | None":
    """[uid, gid, name, home, shell] of the effective user; None when /etc/passwd does not know it."""
    uid = posix.geteuid()
    for line in _read("/etc/passwd").splitlines():
        fields = line.split(":")
        if len(fields) >= 7 and fields[2] == str(uid):
            return [uid, int(fields[3]), fields[0], fields[5], fields[6]]
    return None


def _get_priority(pid: "int") -> "int":
    """The priority, or 1000 + the errno."""
    try:
        return posix.getpriority(posix.PRIO_PROCESS, pid)
    except OSError as exc:
        return 1000 + (exc.errno or 0)


def _set_priority(pid: "int", priority: "int") -> "int":
    """0 or a negative errno."""
    try:
        posix.setpriority(posix.PRIO_PROCESS, pid, priority)
    except OSError as exc:
        return -(exc.errno or 0)
    return 0


def _constants() -> "dict[str, dict[str, int]]":
    import _signal  # type: ignore[import-not-found]
    import errno

    return {
        "dlopen": {name: getattr(posix, name) for name in _DLOPEN.split() if hasattr(posix, name)},
        "errno": {name: getattr(errno, name) for name in _ERRNO.split() if hasattr(errno, name)},
        "signals": {
            f"SIG{name}": int(number) for name in _SIGNALS.split() if (number := _signal_number(_signal, name)) is not None
        },
    }


def _signal_number(module: "object", name: "str") -> "int | None":
    if name == "IOT":
        name = "ABRT"
    number = getattr(module, f"SIG{name}", None)
    return None if number is None else int(number)

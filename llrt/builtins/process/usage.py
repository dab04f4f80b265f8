"""Time and memory this process used, and memory it may use. From `resource` where Python has it, else from /proc."""

import posix
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from resource import struct_rusage

_CGROUPS = (
    ("/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory.current"),
    ("/sys/fs/cgroup/memory/memory.limit_in_bytes", "/sys/fs/cgroup/memory/memory.usage_in_bytes"),
)


def read_file(path: "str") -> "bytes":
    fd = posix.open(path, posix.O_RDONLY | posix.O_CLOEXEC)
    try:
        parts = []
        while part := posix.read(fd, 65536):
            parts.append(part)
        return b"".join(parts)
    finally:
        posix.close(fd)


def resident_bytes() -> "int":
    try:
        return int(read_file("/proc/self/statm").split()[1]) * posix.sysconf("SC_PAGE_SIZE")
    except OSError:
        usage = _getrusage("RUSAGE_SELF")
        return 0 if usage is None else usage.ru_maxrss


def _getrusage(who: "str") -> "struct_rusage | None":
    try:
        import resource
    except ImportError:
        return None
    return resource.getrusage(getattr(resource, who, resource.RUSAGE_SELF))


def _split_by_ticks(stat_path: "str", total_ns: "int") -> "list[int]":
    """User and system time in microseconds: the exact total, divided as the coarse counters of /proc are."""
    fields = read_file(stat_path).rsplit(b")", 1)[1].split()
    user, system = int(fields[11]), int(fields[12])
    total = total_ns // 1000
    own = total if user + system == 0 else total * user // (user + system)
    return [own, total - own]


def cpu_times() -> "list[int]":
    """[user, system] in microseconds."""
    usage = _getrusage("RUSAGE_SELF")
    if usage is None:
        return _split_by_ticks("/proc/self/stat", time.process_time_ns())
    return [int(usage.ru_utime * 1e6), int(usage.ru_stime * 1e6)]


def thread_cpu_times() -> "list[int]":
    usage = _getrusage("RUSAGE_THREAD")
    if usage is None:
        return _split_by_ticks("/proc/thread-self/stat", time.thread_time_ns())
    return [int(usage.ru_utime * 1e6), int(usage.ru_stime * 1e6)]


def resource_usage() -> "list[int]":
    """The sixteen figures of process.resourceUsage() in its order."""
    usage = _getrusage("RUSAGE_SELF")
    if usage is not None:
        rest = [int(value) for value in usage[2:]]
        return [int(usage.ru_utime * 1e6), int(usage.ru_stime * 1e6), *rest]
    status = _fields("/proc/self/status")
    counts = _fields("/proc/self/io")
    stat = read_file("/proc/self/stat").rsplit(b")", 1)[1].split()
    blocks = [counts.get(name, 0) // 512 for name in ("read_bytes", "write_bytes")]
    switches = [status.get(name, 0) for name in ("voluntary_ctxt_switches", "nonvoluntary_ctxt_switches")]
    faults = [int(stat[7]), int(stat[9])]
    return [*cpu_times(), status.get("VmHWM", 0), 0, 0, 0, *faults, 0, *blocks, 0, 0, 0, *switches]


def _fields(path: "str") -> "dict[str, int]":
    """`name: 12 kB` lines as {name: 12}."""
    found: "dict[str, int]" = {}
    try:
        text = read_file(path).decode("ascii", "replace")
    except OSError:
        return found
    for line in text.splitlines():
        name, _, value = line.partition(":")
        number = value.split()[:1]
        if number and number[0].isdigit():
            found[name] = int(number[0])
    return found


def _cgroup() -> "tuple[int, int]":
    """(limit, used) in bytes of the control group, (0, 0) where there is none."""
    for limit_path, used_path in _CGROUPS:
        try:
            limit, used = read_file(limit_path).strip(), read_file(used_path).strip()
        except OSError:
            continue
        if limit.isdigit():
            return int(limit), int(used)
    return 0, 0


def memory_limit() -> "float":
    return float(_cgroup()[0])


def memory_available() -> "int":
    limit, used = _cgroup()
    free = _fields("/proc/meminfo").get("MemAvailable", 0) * 1024
    if limit == 0 or limit >= 1 << 62:
        return free
    return max(0, min(free, limit - used))

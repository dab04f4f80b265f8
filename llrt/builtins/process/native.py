"""The Python half of node:process: what the operating system knows about this process. Everything is asked when called.

Names of users and groups: credentials.py. Figures about time and memory: usage.py. Both are imported at first use.
"""

import posix
import sys
import time

from llrt._quickjs import read_timezone
from llrt.errors import CodedError, errno_name, os_error
from llrt.runtime.output import encode, write_bytes

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Any, NoReturn

    from llrt._quickjs import Value
    from llrt.builtins.process.reader import Reader
    from llrt.loop.loop import Loop
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops
    from llrt.runtime.options import Options


def ops(env: "Environment") -> "Ops":
    options = env.options
    return {
        **_environment_ops(env),
        **_io_ops(env),
        **_identity_ops(),
        **_rare_ops(env),
        "argv": lambda: list(options.argv),
        "execArgv": lambda: list(options.exec_argv),
        "execPath": lambda: options.exec_path,
        "argv0": lambda: options.exec_path,
        "title": lambda: options.title,
        "setTitle": lambda title: _set_title(options, title),
        "versions": _versions,
        "platform": lambda: sys.platform,
        "machine": lambda: posix.uname().machine,
        "pid": posix.getpid,
        "ppid": posix.getppid,
        "cwd": _cwd,
        "chdir": _chdir,
        "umask": posix.umask,
        "kill": _kill,
        "abort": posix.abort,
        "hrtime": lambda: divmod(time.monotonic_ns(), 1_000_000_000),
        "uptime": lambda: _elapsed(env.loop),
    }


def _elapsed(loop: "Loop") -> "float":
    return loop.elapsed_ns() / 1e9


def _versions() -> "dict[str, str]":
    from llrt import version

    known = getattr(version, "VERSIONS", None)
    return dict(known or {"node": version.NODE_VERSION, "llrt": version.VERSION, "modules": "137"})


# -- environment. posix.environ is the dict os.environ is made of, so Python sees every change and we see Python's.


def _bytes(text: "str") -> "bytes":
    return encode(text).split(b"\0", 1)[0]


def _settable(key: "bytes") -> "object":
    return key and b"=" not in key


def _environment_ops(env: "Environment") -> "Ops":
    environ = posix.environ

    def get(name: "str") -> "str | None":
        value = environ.get(_bytes(name))
        return None if value is None else value.decode("utf-8", "replace")

    def put(name: "str", value: "str") -> None:
        key, data = _bytes(name), _bytes(value)
        if _settable(key):
            environ[key] = data
            posix.putenv(key, data)
            _changed(key)

    def delete(name: "str") -> None:
        key = _bytes(name)
        if environ.pop(key, None) is not None:
            posix.unsetenv(key)
            _changed(key)

    return {
        "getEnv": get,
        # The AWS SDK asks 170 times a start, mostly for what is not there.
        "readEnv": env.context.lookup(environ, _bytes),
        "setEnv": put,
        "deleteEnv": delete,
        "envKeys": lambda: [key.decode("utf-8", "replace") for key in environ],
    }


def _changed(key: "bytes") -> None:
    if key == b"TZ":
        read_timezone()
        time.tzset()


# -- descriptors 0 to 2


def _io_ops(env: "Environment") -> "Ops":
    def write(fd: "int", data: "str | memoryview") -> "int | None":
        """Text or bytes, whole. The negative errno when the system refuses."""
        try:
            if isinstance(data, str):
                env.write(fd, data)
            elif env.options.console_sink is not None:
                env.write(fd, bytes(data).decode("utf-8", "replace"))
            else:
                write_bytes(fd, data)
        except OSError as exc:
            return -exc.errno  # type: ignore[operator]
        return None

    readers: "dict[int, Reader]" = {}

    def start_reading(fd: "int", on_chunk: "Value") -> None:
        """`on_chunk(bytes)` for each chunk, `on_chunk(None)` at the end, `on_chunk(None, errno)` for an error."""
        from llrt.builtins.process.reader import Reader

        reader = readers[fd] = Reader(env, fd, on_chunk)
        reader.start()

    def stop_reading(fd: "int") -> None:
        reader = readers.pop(fd, None)
        if reader is not None:
            reader.stop()

    return {
        "write": write,
        "startReading": start_reading,
        "stopReading": stop_reading,
        "refReading": lambda fd, ref: fd in readers and readers[fd].set_ref(ref),  # type: ignore[func-returns-value]
        "kindOf": _kind_of,
        "windowSize": _window_size,
    }


def _kind_of(fd: "int") -> "str | None":
    """ "tty", "file", "pipe" (sockets too), "other" (devices) or None for a closed descriptor."""
    try:
        if posix.isatty(fd):
            return "tty"
        mode = posix.fstat(fd).st_mode & 0o170000
    except OSError:
        return None
    return {0o100000: "file", 0o010000: "pipe", 0o140000: "pipe"}.get(mode, "other")


def _window_size(fd: "int") -> "list[int] | None":
    try:
        return list(posix.get_terminal_size(fd))
    except OSError:
        return None


# -- who


def _identity_ops() -> "Ops":
    def lazily(name: "str") -> "Callable[..., object]":
        def op(*args: "Any") -> "Any":
            from llrt.builtins.process import credentials

            return getattr(credentials, name)(*args)

        return op

    return {
        "getuid": posix.getuid,
        "geteuid": posix.geteuid,
        "getgid": posix.getgid,
        "getegid": posix.getegid,
        "getgroups": _groups,
        "setId": lazily("set_id"),
        "setGroups": lazily("set_groups"),
        "initGroups": lazily("init_groups"),
    }


# -- what few programs ask


def _rare_ops(env: "Environment") -> "Ops":
    def usage(name: "str") -> "Callable[..., object]":
        def op(*args: "Any") -> "Any":
            from llrt.builtins.process import usage

            return getattr(usage, name)(*args)

        return op

    def watch_signal(number: "int", callback: "Value") -> None:
        """`callback(number)` at each arrival, in the loop."""
        try:
            env.loop.add_signal(number, lambda signum: env.enter(callback, signum))
        except ValueError:
            # Signals are the main thread's. As in a worker of Node, the listener is kept and never called.
            return
        except OSError as exc:
            # EINVAL for SIGKILL; EMFILE where the pipe that tells of signals can't be made.
            number = exc.errno or 0
            code = errno_name(number)[0]
            raise CodedError(code, f"uv_signal_start {code}", errno=-number, syscall="uv_signal_start") from exc

    return {
        "rss": usage("resident_bytes"),
        "cpuTimes": usage("cpu_times"),
        "threadCpuTimes": usage("thread_cpu_times"),
        "resourceUsage": usage("resource_usage"),
        "memoryLimit": usage("memory_limit"),
        "memoryAvailable": usage("memory_available"),
        "signalNumbers": _signal_numbers,
        "watchSignal": watch_signal,
        "unwatchSignal": lambda number: env.loop.remove_signal(number),
        "readText": _read_text,
        "execve": _execve,
        "openResources": lambda: [getattr(thing, "resource_name", type(thing).__name__) for thing in env.handles],
        "sourceMaps": lambda: bool(env.options.source_maps),
        "setSourceMaps": lambda on: setattr(env.options, "source_maps", on),
    }


def _signal_numbers() -> "dict[str, int]":
    import _signal  # type: ignore[import-not-found]

    names = (name for name in dir(_signal) if name.startswith("SIG") and name[3:4].isalpha())
    skipped = ("SIGRTMIN", "SIGRTMAX", "SIGCLD")
    return {name: int(getattr(_signal, name)) for name in names if name not in skipped}


def _groups() -> "list[int]":
    """With the effective group, which the system may leave out."""
    groups, own = posix.getgroups(), posix.getegid()
    return groups if own in groups else [*groups, own]


def _cwd() -> "str":
    try:
        return posix.getcwd()
    except OSError as exc:
        raise os_error(exc, "uv_cwd") from exc


def _chdir(path: "str") -> None:
    try:
        posix.chdir(path.split("\0", 1)[0])
    except OSError as exc:
        raise os_error(exc, "chdir", posix.getcwd(), path) from exc


def _kill(pid: "int", number: "int") -> "int":
    """0, or a negative errno."""
    try:
        posix.kill(pid, number)
    except OSError as exc:
        return -exc.errno  # type: ignore[operator]
    except OverflowError:
        return -3
    return 0


def _set_title(options: "Options", title: "str") -> None:
    options.title = title
    try:
        fd = posix.open("/proc/self/comm", posix.O_WRONLY)
    except OSError:
        return
    try:
        posix.write(fd, encode(title)[:15])
    except OSError:
        pass
    finally:
        posix.close(fd)


def _read_text(path: "str") -> "str":
    from llrt.builtins.process.usage import read_file

    try:
        return read_file(path).decode("utf-8", "replace")
    except OSError as exc:
        raise os_error(exc, "open", path) from exc


def _execve(path: "str", arguments: "list[str]", variables: "list[str]") -> "NoReturn":
    """Does not return. `variables`: ["NAME=value", ...]."""
    environment = dict(item.split("=", 1) for item in variables)
    try:
        posix.execve(path, arguments, environment)
    except OSError as exc:
        raise os_error(exc, "execve", path) from exc

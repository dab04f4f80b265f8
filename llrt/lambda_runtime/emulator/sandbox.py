"""One runtime process as Lambda starts it: environment, pipes for its output, its end, its memory. Not here: the
Runtime API it talks to (runtime_api.py), what its end means for an invocation (function.py)."""

import contextlib
import os
import signal
import subprocess
import time
from collections.abc import Callable

from llrt.lambda_runtime.emulator.config import FunctionConfig
from llrt.loop.loop import Loop

# What the caller's environment passes on: how to reach AWS and how to find this very program; all else stays out.
_PASSED = (
    "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN", "AWS_REGION", "AWS_DEFAULT_REGION", "AWS_PROFILE",
    "AWS_CA_BUNDLE", "SSL_CERT_FILE", "SSL_CERT_DIR", "NODE_EXTRA_CA_CERTS", "PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "TMPDIR",
)  # fmt: skip
_PAGE_KIB = os.sysconf("SC_PAGE_SIZE") // 1024
_PASSED_PREFIXES = ("AWS_ENDPOINT_URL", "LLRT_")


class Sandbox:
    """A started process. `on_output(bytes)` gets its stdout and stderr as they come, `on_exit(sandbox)` its end."""

    def __init__(
        self,
        loop: Loop,
        command: "list[str]",
        environment: "dict[str, str]",
        folder: str,
        on_output: "Callable[[bytes], None]",
        on_exit: "Callable[[Sandbox], None]",
    ):
        self._loop = loop
        self._on_output = on_output
        self._on_exit = on_exit
        self.started = time.monotonic()
        self.exit_code: "int | None" = None
        self.exit_signal: "int | None" = None
        self.peak_kib = 0
        self.frozen = False
        self._process = subprocess.Popen(
            command, env=environment, cwd=folder, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            start_new_session=True,
        )  # fmt: skip
        self.pid = self._process.pid
        # One pipe for both streams keeps their order, which is what the log shows.
        pipe = self._pipe = self._process.stdout
        assert pipe is not None
        os.set_blocking(pipe.fileno(), False)
        loop.add_reader(pipe.fileno(), self.drain)
        self._pidfd = _open_pidfd(self.pid)
        if self._pidfd is not None:
            loop.add_reader(self._pidfd, self._reap)
        else:
            loop.call_later(0.005, self._poll)

    @property
    def alive(self) -> bool:
        """True until its end has been noticed."""
        return self._process.returncode is None

    def drain(self) -> None:
        """Read what the process has written so far."""
        while self._pipe is not None:
            try:
                data = os.read(self._pipe.fileno(), 65536)
            except (BlockingIOError, InterruptedError):
                return
            if not data:
                self._close_pipe()
                return
            self._on_output(data)

    def peak_memory(self) -> int:
        """The largest resident set so far, in KiB; 0 where the system doesn't tell before the end."""
        if self.alive:
            try:
                with open(f"/proc/{self.pid}/status", "rb") as file:
                    for line in file:
                        if line.startswith(b"VmHWM:"):
                            self.peak_kib = max(self.peak_kib, int(line.split()[1]))
            except (OSError, ValueError, IndexError):
                pass
        return self.peak_kib

    def memory(self) -> int:
        """The resident set of the process and what it started, now, in KiB; 0 where the system does not tell."""
        total = _resident(self.pid) if self.alive else 0
        self.peak_kib = max(self.peak_kib, total)
        return total

    def freeze(self, on: bool) -> None:
        """Stop the whole process group, or let it go on."""
        if self.alive and on != self.frozen:
            self.frozen = on
            _signal_group(self.pid, signal.SIGSTOP if on else signal.SIGCONT)

    def exit_text(self) -> str:
        """Lambda's words for the end: what follows "Error: "."""
        if self.exit_signal:
            return f"Runtime exited with error: signal: {_signal_text(self.exit_signal)}"
        if self.exit_code:
            return f"Runtime exited with error: exit status {self.exit_code}"
        return "Runtime exited without providing a reason"

    def kill(self, grace: float = 0.0) -> None:
        """End the process and everything it started, and wait for it. `grace`: seconds between SIGTERM and SIGKILL."""
        self.peak_memory()
        if grace and self.alive:
            self.freeze(False)
            with contextlib.suppress(ProcessLookupError):
                os.kill(self.pid, signal.SIGTERM)
            self.finish(grace)
        if self.alive:
            _signal_group(self.pid, signal.SIGKILL)
            self._reap(wait=True)
        self.drain()
        self._close_pipe()

    def out_of_memory(self) -> None:
        """End it as the system does when the memory is used up."""
        if self.alive:
            _signal_group(self.pid, signal.SIGKILL)

    def finish(self, seconds: float) -> None:
        """Wait for its end, so long at most; nobody is told of that."""
        end = time.monotonic() + seconds
        while self.alive and time.monotonic() < end:
            # What it writes meanwhile must not block it.
            self.drain()
            self._reap(wait=False, told=False)
            time.sleep(0.002)

    def _close_pipe(self) -> None:
        if self._pipe is not None:
            self._loop.remove_reader(self._pipe.fileno())
            self._pipe.close()
            self._pipe = None

    def _poll(self) -> None:
        self._reap()
        if self.alive:
            self._loop.call_later(0.005, self._poll)

    def _reap(self, wait: bool = False, told: bool = True) -> None:
        if not self.alive:
            return
        pid, status, usage = os.wait4(self.pid, 0 if wait else os.WNOHANG)
        if pid == 0:
            return
        code = os.waitstatus_to_exitcode(status)
        self._process.returncode = code
        self.exit_code, self.exit_signal = (None, -code) if code < 0 else (code, None)
        # ru_maxrss counts KiB, on macOS bytes.
        self.peak_kib = max(self.peak_kib, usage.ru_maxrss if os.uname().sysname != "Darwin" else usage.ru_maxrss // 1024)
        if self._pidfd is not None:
            self._loop.remove_reader(self._pidfd)
            os.close(self._pidfd)
            self._pidfd = None
        # What it started must not outlive it, nor hold the pipes open.
        _signal_group(self.pid, signal.SIGKILL)
        self.drain()
        self._close_pipe()
        if told and not wait:
            self._on_exit(self)


def environment(config: FunctionConfig, api_address: str, log_stream: str) -> "dict[str, str]":
    """The variables Lambda sets, over what is passed on from the caller, under the user's `--env`."""
    caller = os.environ
    variables = {key: caller[key] for key in caller if key in _PASSED or key.startswith(_PASSED_PREFIXES)}
    region = variables.get("AWS_REGION") or variables.get("AWS_DEFAULT_REGION") or "us-east-1"
    variables.update(
        {
            "PATH": "/usr/local/bin:/usr/bin:/bin:/opt/bin",
            "LANG": "en_US.UTF-8",
            "TZ": ":UTC",
            "HOME": caller.get("HOME", "/"),
            "_HANDLER": config.handler,
            "LAMBDA_TASK_ROOT": config.task_root,
            "LAMBDA_RUNTIME_DIR": "/var/runtime",
            "AWS_REGION": region,
            "AWS_DEFAULT_REGION": region,
            "AWS_LAMBDA_RUNTIME_API": api_address,
            "AWS_LAMBDA_FUNCTION_NAME": config.name,
            "AWS_LAMBDA_FUNCTION_VERSION": "$LATEST",
            "AWS_LAMBDA_FUNCTION_MEMORY_SIZE": str(config.memory),
            "AWS_LAMBDA_LOG_GROUP_NAME": f"/aws/lambda/{config.name}",
            "AWS_LAMBDA_LOG_STREAM_NAME": log_stream,
            "AWS_LAMBDA_INITIALIZATION_TYPE": config.initialization_type,
            "AWS_XRAY_CONTEXT_MISSING": "LOG_ERROR",
        }
    )
    if config.concurrency:
        variables["AWS_LAMBDA_MAX_CONCURRENCY"] = str(config.concurrency)
    if config.json_logs:
        variables["AWS_LAMBDA_LOG_FORMAT"] = "JSON"
    variables.update(config.environment)
    return variables


def _open_pidfd(pid: int) -> "int | None":
    try:
        return os.pidfd_open(pid)
    except (AttributeError, OSError):
        return None


def _resident(pid: int) -> int:
    """KiB in memory of a process and its descendants."""
    try:
        with open(f"/proc/{pid}/statm", "rb") as file:
            total = int(file.read().split()[1]) * _PAGE_KIB
    except (OSError, ValueError, IndexError):
        return 0
    try:
        with open(f"/proc/{pid}/task/{pid}/children", "rb") as file:
            children = file.read().split()
    except OSError:
        return total
    return total + sum(_resident(int(child)) for child in children)


def _signal_group(pid: int, signum: int) -> None:
    try:
        os.killpg(pid, signum)
    except (ProcessLookupError, PermissionError):
        pass


def _signal_text(number: int) -> str:
    # The platform prints the system's own descriptions in lower case ("killed", "segmentation fault").
    text = (signal.strsignal(number) or str(number)).lower()
    return text if number not in (signal.SIGSEGV, signal.SIGABRT, signal.SIGBUS, signal.SIGILL) else f"{text} (core dumped)"

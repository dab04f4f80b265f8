"""Compiler and linker calls of the build, each skipped when nothing that goes in has changed (command, sources, headers:
by content, not by time). Not here: what is compiled into what (build.py, rooms.py).
"""

import hashlib
import json
import os
import re
import shlex
import subprocess
import sys
import sysconfig
from collections.abc import Callable
from pathlib import Path

BUILD = Path(__file__).resolve().parent.parent / "build"
MACOS = sys.platform == "darwin"

OPTIMISE = ["-O2", "-fPIC", "-fvisibility=hidden", "-fwrapv", "-fno-strict-aliasing", "-DNDEBUG"]
WARNINGS = ["-Wall", "-Wno-unused-function"]
ENGINE_FLAGS = [
    "-D_GNU_SOURCE", "-std=gnu11", "-funsigned-char", "-Wno-sign-compare", "-Wno-unused-variable", "-Wno-array-bounds",
]  # fmt: skip
GENERATED_FLAGS = ["-Wno-unused-variable", "-Wno-unused-but-set-variable", "-Wno-maybe-uninitialized"]
PROGRAM_FLAGS = ["-D_GNU_SOURCE", "-std=gnu11"]
CXX_FLAGS = ["-std=c++20", "-fno-rtti"]
# Of the native binary, for C and for C++: functions can be put in order (code_order.py); no tables for exceptions, of which
# C has none.
BINARY_FLAGS = (["-DLLRT_BINARY", "-ffunction-sections", "-fno-asynchronous-unwind-tables"], ["-ffunction-sections"])


def _sanitize() -> "list[str]":
    """LLRT_SANITIZE=address,undefined builds everything instrumented (make asan)."""
    wanted = os.environ.get("LLRT_SANITIZE")
    return [f"-fsanitize={wanted}", "-fno-omit-frame-pointer", "-g", "-O1", "-UNDEBUG"] if wanted else []


def python_flags() -> "list[str]":
    """Include folders of the interpreter that runs the build."""
    paths = sysconfig.get_paths()
    return [f for key in ("include", "platinclude") for f in ("-I", paths[key])]


def compiler(cxx: bool = False) -> "list[str]":
    """$CC or $CXX, else what the system calls cc and c++."""
    return shlex.split(os.environ.get("CXX" if cxx else "CC") or ("c++" if cxx else "cc"))


def compile_object(source: Path, flags: "list[str]", label: str, extra_inputs: "tuple | list" = (), target=None) -> Path:
    """Compile one C or C++ file; returns its object under build/obj. `target`: a Target (target.py), this machine by default."""
    cxx = source.suffix in (".cpp", ".cc")
    program = target.compiler(cxx) if target else compiler(cxx)
    languages = [*(CXX_FLAGS if cxx else []), *(BINARY_FLAGS[cxx] if target else [])]
    if target:
        languages.append(f"-ffile-prefix-map={BUILD.parent}=.")  # the same binary from any folder
    command = [*program, *OPTIMISE, *WARNINGS, *languages, *flags, *_sanitize()]
    command += shlex.split(os.environ.get("CXXFLAGS" if cxx else "CFLAGS", "")) + shlex.split(os.environ.get("ARCHFLAGS", ""))
    name = f"{label}-{_hash_text(' '.join(command) + str(source))[:10]}"
    out = BUILD / "obj" / f"{name}.o"
    depfile = out.with_suffix(".d")
    out.parent.mkdir(parents=True, exist_ok=True)
    inputs = [source, *extra_inputs, *_dependencies(depfile)]
    if _is_current(out, command, inputs):
        return out
    _run([*command, "-MMD", "-MF", str(depfile), "-c", str(source), "-o", str(out)], f"compile {label}")
    _record(out, command, [source, *extra_inputs, *_dependencies(depfile)])
    return out


def require_header(header: str, package: str, flags: "list[str]") -> None:
    """Ends the build with one clear line when a header of the system's is not there."""
    command = [*compiler(), *flags, "-E", "-x", "c", "-o", os.devnull, "-"]
    try:
        done = subprocess.run(command, input=f"#include <{header}>\n", text=True, capture_output=True)
    except FileNotFoundError:
        return  # the compile that follows says so
    if done.returncode != 0:
        raise SystemExit(f"build: {header} is not installed; on Debian: apt-get install {package}")


def link_extension(objects: "list[Path]", target: Path, *, cxx: bool, libraries: "tuple[str, ...]" = ()) -> None:
    """Link a Python extension module. Nothing of libpython is linked: the interpreter provides it."""
    shared = ["-bundle", "-undefined", "dynamic_lookup"] if MACOS else ["-shared", "-Wl,-O1", "-Wl,-z,relro", "-Wl,-z,now"]
    if cxx and not MACOS:
        shared += ["-static-libstdc++", "-static-libgcc", "-Wl,--exclude-libs,ALL", "-Wl,--gc-sections"]
    _link(objects, target, [*compiler(cxx), *shared, *_sanitize()], [*libraries], strip=True)


def link_program(objects: "list[Path]", target: Path, *, static: bool = False) -> Path:
    """Link a plain C program. `static`: without the dynamic loader, which costs its start, where there is a static libc."""
    flags = ["-static"] if static and not _sanitize() and _has_static_libc() else []
    _link(objects, target, [*compiler(), *flags, *_sanitize()], ["-lm", "-lpthread"], strip=static)
    return target


def _has_static_libc() -> bool:
    """False on macOS; a matter of the installed packages on Linux."""
    done = subprocess.run([*compiler(), "-print-file-name=libc.a"], capture_output=True, text=True)
    return not MACOS and done.returncode == 0 and os.path.isabs(done.stdout.strip())


def _link(objects: "list[Path]", target: Path, command: "list[str]", libraries: "list[str]", strip: bool = False) -> None:
    if strip and not MACOS and not os.environ.get("LLRT_SANITIZE") and not os.environ.get("LLRT_DEBUG_SYMBOLS"):
        command = [*command, "-Wl,--strip-debug"]
    command = [*command, *shlex.split(os.environ.get("LDFLAGS", ""))]
    target.parent.mkdir(parents=True, exist_ok=True)
    whole = [*command, *(str(o) for o in objects), *libraries]
    if _is_current(target, whole, objects):
        return
    partial = target.with_name(f".{target.name}.{os.getpid()}")
    _run([*command, "-o", str(partial), *(str(o) for o in objects), *libraries], f"link {target.name}")
    os.replace(partial, target)  # a running process keeps the old file
    _record(target, whole, objects)


def cached_command(
    command: "list[str]", inputs: "list[Path]", out: Path, salt: str = "", after: "Callable[[Path], object] | None" = None
) -> Path:
    """Run a command that writes `out`, and `after(out)`, unless command, salt and inputs are those of the last run. This
    interpreter is in `command` by any path: pip builds a wheel with one of its own, and what was made before is as good."""
    out.parent.mkdir(parents=True, exist_ok=True)
    key = [*("python" if word == sys.executable else word for word in command), salt]
    if not _is_current(out, key, inputs):
        _run(command, f"make {out.name}")
        if after:
            after(out)
        _record(out, key, inputs)
    return out


def _run(command: "list[str]", what: str) -> None:
    print(f"build: {what}", file=sys.stderr, flush=True)
    try:
        done = subprocess.run(command)
    except FileNotFoundError:
        raise SystemExit(f"build: cannot {what}: {command[0]} is not installed (a C/C++ compiler is needed)") from None
    if done.returncode != 0:
        raise SystemExit(f"build: cannot {what}: exit status {done.returncode} of: {shlex.join(command)}")


def _dependencies(depfile: Path) -> "list[Path]":
    """Headers a compile read, from its dependency file; system headers do not count."""
    if not depfile.exists():
        return []
    words = re.findall(r"(?:\\ |\S)+", depfile.read_text().replace("\\\n", " ").partition(": ")[2])
    return [Path(word.replace("\\ ", " ")) for word in words if not word.startswith("/usr/")]


def _stamp(out: Path) -> Path:
    return BUILD / "stamps" / f"{_hash_text(str(out))[:16]}-{out.name}.json"


def _state(command: "list[str]", inputs: "list[Path]") -> "dict | None":
    try:
        digests = {str(p): hashlib.sha256(Path(p).read_bytes()).hexdigest() for p in inputs}
    except OSError:
        return None
    return {"command": _hash_text("\0".join(command)), "inputs": digests}


def _is_current(out: Path, command: "list[str]", inputs: "list[Path]") -> bool:
    stamp = _stamp(out)
    if not out.exists() or not stamp.exists():
        return False
    state = _state(command, inputs)
    if state is None:
        return False
    state["size"] = out.stat().st_size
    return json.loads(stamp.read_text()) == state


def _record(out: Path, command: "list[str]", inputs: "list[Path]") -> None:
    stamp = _stamp(out)
    stamp.parent.mkdir(parents=True, exist_ok=True)
    stamp.write_text(json.dumps({**(_state(command, inputs) or {}), "size": out.stat().st_size}))


def _hash_text(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()

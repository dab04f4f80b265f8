"""Builds the native binary, build/binary/llrt: CPython's static library, our extensions as built-in modules, our Python modules
and what they need of the standard library frozen, one static executable; then has it write the image of its own booted
process into a copy of itself. docs/binary.md. Not here: objects of extensions and engine (build.py), which modules
are frozen (launcher/freeze.py), compilers and libraries of another architecture (target.py).
"""

import json
import os
import re
import secrets
import shutil
import subprocess
import sys
from pathlib import Path

from . import build, cache_probe, code_order, dead_code, image_pages, image_places, npm, rooms, sdk, slim
from . import compile as cc
from .edits import tomllib
from .launcher import freeze
from .target import Target, for_arch

ROOT = build.ROOT
SOURCES = ROOT / "cext" / "launcher" / "binary"

_ARCHIVES = ("usr/lib/python3.11/config-3.11-{triplet}/libpython3.11.a", "usr/lib/{triplet}/libpython3.11.a")
# Before and after everything of ours: what lies between them is what an image holds.
_FIRST = ("llrt_state.c", "image_start.c")
_LAST = "image_end.c"
# Beside OpenSSL, whose state is the process's.
_OPENSSL = ("md5_blocks.c", "p256_table.c", "public_keys.c", "sha_lanes.c", "utc.c")
# glibc must not be seen through: these are the functions whose memory an image has to hold.
_WRAPPED = (
    "malloc", "free", "calloc", "realloc", "memalign", "posix_memalign", "aligned_alloc", "valloc", "pvalloc",
    "malloc_usable_size", "reallocarray", "clock_gettime", "__sbrk",
)  # fmt: skip
# By which libcrypto reads the public keys of certificates (public_keys.c) and the time (utc.c).
_OF_CERTIFICATES = ("OSSL_DECODER_CTX_new_for_pkey", "OSSL_DECODER_from_data", "gmtime_r")
# An address that no 2 MiB page can have: the kernel would map 2 MiB around the first touch, and all of it counts as the
# process's memory.
_NO_HUGE_PAGES = "-Wl,-Ttext-segment=0x410000"
# Where no letters make an address, nor in the heap that follows within 1 GiB: the check of an image takes words for addresses.
_PLACE = "-Wl,--section-start=.llrt_image=0x7f000000"
_FLAGS = [*cc.PROGRAM_FLAGS, "-fstack-protector-strong"]


class StaticPython:
    """The archive with the interpreter, and its headers."""

    def __init__(self, archive: Path, include: Path):
        self.archive = archive
        self.include = include
        text = (include / "patchlevel.h").read_text()
        self.version = re.search(r'PY_VERSION\s+"([^"]+)"', text).group(1)
        self.minor = tuple(int(part) for part in self.version.split(".")[:2])

    @property
    def can_have_image(self) -> bool:
        """3.12 and later keep the thread state in thread-local storage, which is not ours to save."""
        return self.minor == (3, 11)


def find_static_python(target: Target) -> StaticPython:
    """LLRT_STATIC_PYTHON (the archive), else Debian's; ends the build with one clear line when there is none."""
    asked = os.environ.get("LLRT_STATIC_PYTHON")
    system = target.sysroot or Path("/")
    for archive in [Path(asked)] if asked else [system / text.format(triplet=target.triplet) for text in _ARCHIVES]:
        if not archive.exists():
            continue
        minor = re.search(r"libpython(3\.\d+)", archive.name)
        for include in (*_includes(archive, minor.group(1) if minor else ""),):
            if (include / "patchlevel.h").exists():
                return StaticPython(archive, include)
    what = f"{asked} (LLRT_STATIC_PYTHON)" if asked else "libpython3.11.a"
    raise SystemExit(f"binary: there is no {what} with its headers; on Debian 12: apt-get install libpython3.11-dev")


def _includes(archive: Path, minor: str) -> "list[Path]":
    prefixes = [parent for parent in archive.parents if parent.name == "lib"]
    return [prefix.parent / "include" / f"python{minor}" for prefix in prefixes]


def room_objects(python: StaticPython, target: Target) -> "tuple[list[Path], list[Path]]":
    """The extensions, compiled against the static interpreter's headers, and the engine; those whose data are the process's."""
    objects: "list[Path]" = []
    of_process: "list[Path]" = []
    build.fetch_vendor()
    engine = [*build.engine_objects(target), build.builtin_table(target=target, sdk=target.sdk)]
    for room in rooms.ROOMS:
        source = build.cythonize(room)
        folders = ["-I", str(python.include), *room.include_flags(ROOT, build.BUILD)]
        flags = [*folders, *room.flags]
        label = f"binary-{room.name}-cython"
        objects.append(cc.compile_object(source, [*flags, *cc.GENERATED_FLAGS, *room.cython_flags], label=label, target=target))
        for path in [*room.sources(ROOT), *build.generated_sources(room)]:
            label, flags = f"binary-{room.name}-{path.stem}", [*folders, *room.source_flags(path)]
            place = of_process if path.name in room.of_process else objects
            place.append(cc.compile_object(path, flags, label=label, target=target))
    return [*objects, *engine], of_process


def own_objects(python: StaticPython, target: Target) -> "dict[str, Path]":
    """The C files of the binary itself and the frozen modules, by file name."""
    check_freezer(python)
    table = target.out / "frozen.c"
    names = ["resource", *(f"llrt._{room.name}" for room in rooms.ROOMS)]
    # By a process of its own: what is compiled there has lines but no columns, which nobody is shown.
    subprocess.run([sys.executable, "-X", "no_debug_ranges", "-m", freeze.__name__, table, *names], cwd=ROOT, check=True)
    blob = table.with_suffix(".bin")
    engine = [flag for folder in ("cext/quickjs", "cext/include", "vendor/zstd") for flag in ("-I", str(ROOT / folder))]
    flags = ["-I", str(python.include), "-I", str(SOURCES), "-I", str(build.BUILD / "quickjs-edited"), *engine, *_FLAGS]
    flags += slim.table_flags(target)
    objects = {"frozen.c": cc.compile_object(table, flags, label="binary-frozen", extra_inputs=[blob], target=target)}
    info = target.out / "build_info.h"
    freeze._replace(info, f"#define LLRT_BUILD_INFO {json.dumps(json.dumps(build_info(python, target)))}\n".encode())
    for path in sorted(SOURCES.glob("*.c")):
        objects[path.name] = cc.compile_object(path, [*flags, "-I", str(target.out)], label=f"binary-{path.stem}", target=target)
    return objects


def check_freezer(python: StaticPython) -> None:
    """Frozen code is written by the Python that runs the build."""
    if sys.version_info[:2] != python.minor or sys.implementation.name != "cpython":
        wanted = ".".join(map(str, python.minor))
        raise SystemExit(f"binary: run the build with CPython {wanted}, as {python.archive}; this is {sys.version.split()[0]}")


def build_info(python: StaticPython, target: Target) -> "dict[str, object]":
    """What `llrt --build-info` tells; the image's part is filled in at run time."""
    with open(ROOT / "vendor" / "vendor.toml", "rb") as file:
        vendor = tomllib.load(file)
    with open(ROOT / "pyproject.toml", "rb") as file:
        version = tomllib.load(file)["project"]["version"]
    components = [{"name": "CPython", "version": python.version, "licence": "PSF-2.0"}]
    for name, entry in sorted(vendor.items()):
        if isinstance(entry, dict):
            # The version is that of the package the sources come from; what it carries is the library.
            source, library = f"{entry['package']} {entry['version']}", str(entry.get("library", name))
            row = {"name": name, "version": str(entry["version"]), "licence": str(entry["licence"])}
            components.append({**row, "library": library, "source": source})
    components += npm.components()
    if target.sdk:
        components += sdk.flavour(target.sdk)["components"]
    for name, package, licence in _SYSTEM_LIBRARIES:
        components.append({"name": name, "version": target.package_version(package), "licence": licence})
    return {"version": version, "form": "binary", "machine": target.machine, "components": components}


_SYSTEM_LIBRARIES = (
    ("glibc", "libc6-dev", "LGPL-2.1-or-later"),
    ("OpenSSL", "libssl-dev", "Apache-2.0"),
    ("libstdc++", "libstdc++-12-dev", "GPL-3.0-or-later WITH GCC-exception-3.1"),
)


def link(python: StaticPython, target: Target) -> Path:
    """The executable without an image. Order matters: the markers bound what is ours; libm, libc and libstdc++ come after."""
    extensions, of_process = room_objects(python, target)  # first: it fetches and makes what the others include
    own = own_objects(python, target)
    between = [path for name, path in own.items() if name not in (*_FIRST, _LAST, *_OPENSSL)]
    objects = [*(own[name] for name in _FIRST), *between, *extensions]
    objects.append(slim.python_archive(python.archive, target, python.can_have_image))
    wraps = "-Wl," + ",".join(f"--wrap={name}" for name in (*_WRAPPED, *_OF_CERTIFICATES))
    flags = ["-static", "-no-pie", "-Wl,-z,relro,-z,now,-z,noexecstack", _PLACE, wraps]
    flags += ["-Wl,--gc-sections,--undefined=llrt_cache_size", _NO_HUGE_PAGES, *code_order.linker_flags(target)]
    flags += slim.variant_flags(target)
    if target.machine == "x86_64":
        flags.append(dead_code.LINKER_FLAG)
    out = target.out / "llrt.linked"
    command = [*target.compiler(cxx=True), *flags, f"-Wl,-Map={target.out / 'llrt.map'}"]
    # Behind the last marker: OpenSSL and zlib-ng keep what they know of the processor, OpenSSL its random state too.
    objects += [own[_LAST], *of_process, *(own[name] for name in _OPENSSL)]
    objects += [slim.library("ssl", target), slim.library("crypto", target)]
    cc._link(objects, out, command, ["-lm", "-ldl", "-lpthread"])
    return out


def add_image(plain: Path, out: Path, target: Target) -> None:
    """Have the executable boot and write a copy of itself with the image of that, in an environment that is nobody's."""
    partial = out.with_name(f".{out.name}.{os.getpid()}")
    try:
        _boot_twice(plain, partial, target)
    except SystemExit as refused:
        # By chance a number looks like the address of something that the image does not hold: not at another address.
        print(f"{refused}; once more", file=sys.stderr)
        _boot_twice(plain, partial, target)
    count = image_pages.add_hot_pages(partial, target.out / "llrt.linked", target.emulator, bool(target.sdk))
    print(f"binary: {count} pages are copied at once at every start", file=sys.stderr)
    os.replace(partial, out)


def _boot_twice(plain: Path, out: Path, target: Target) -> None:
    """The image of the first boot tells what starts touch; in that of the second it lies together."""
    base, seed = _draw_base_and_seed(target)
    order = f"{base:x}:{seed:x}"
    blocks = _dump(plain, out, target, order)
    places = image_places.find(out, blocks, target)
    if places:
        _dump(plain, out, target, order, places)


def _dump(plain: Path, out: Path, target: Target, order: str, places: bytes = b"") -> bytes:
    """Write the image; returns the list of its blocks (image_places.c)."""
    with image_pages.build_folder() as folder:
        program, image = Path(folder) / "plain", Path(folder) / "image"
        shutil.copy2(plain, program)
        if places:
            Path(f"{image}.places").write_bytes(places)
        env = {"LLRT_DUMP_IMAGE": f"{order}:{image}", "PATH": "/usr/bin:/bin"}
        streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, "stderr": subprocess.PIPE}
        done = subprocess.run([*target.emulator, str(program)], env=env, cwd="/", preexec_fn=image_pages.fix_addresses, **streams)
        sys.stderr.write(done.stderr.decode())
        if done.returncode != 0:
            raise SystemExit(f"binary: the image could not be made (exit status {done.returncode})")
        shutil.copy2(image, out)
        return b"" if places else Path(f"{image}.blocks").read_bytes()


def _draw_base_and_seed(target: Target) -> "tuple[int, int]":
    """Where the region lies and the seed of the hashes: drawn for every build, fixed for reproducible ones."""
    low, high = target.region[0] >> 21, target.region[1] >> 21
    if os.environ.get("SOURCE_DATE_EPOCH"):
        return (low + high) // 2 << 21, 0x6C6C7274
    return (low + secrets.randbelow(high - low)) << 21, 1 + secrets.randbits(62)


def build_binary(arch: str = "", flavour: str = "") -> Path:
    """All of it; returns the path of the executable. `arch`: x64 or arm64, this machine's by default; `flavour`: of the AWS
    SDK, std or full."""
    target = for_arch(arch, flavour)
    python = find_static_python(target)
    out = target.out / "llrt"
    with build.build_lock():
        linked = link(python, target)
        plain = strip(linked, target)
        if target.machine == "x86_64":
            cache_probe.skip(plain, linked)
            dead_code.blank(plain, linked, target.out / "llrt.map", target)
        slim.blank_docstrings(plain, linked, python.archive, target)
        if python.can_have_image:
            add_image(plain, out, target)
        else:
            shutil.copy2(plain, out)
    return out


def for_installation() -> "Path | None":
    """The binary that an installation of the package ships as `llrt`; None where it cannot be built: no static library, or one of
    another version than the Python that builds. LLRT_NATIVE=PATH: that one, built before; LLRT_NATIVE=0: none."""
    asked = os.environ.get("LLRT_NATIVE", "")
    if not sys.platform.startswith("linux") or asked == "0":
        return None
    if "/" in asked:
        return _built_before(Path(asked))
    try:
        check_freezer(find_static_python(for_arch()))
    except SystemExit as reason:
        print(f"build: the llrt command will start an interpreter beside it, because {reason}", file=sys.stderr)
        return None
    return build_binary()


def _built_before(path: Path) -> Path:
    """`path`, when it is the binary of this version and machine; ends the build when it is not."""
    try:
        told = json.loads(subprocess.run([path, "--build-info", "--json"], capture_output=True, text=True, check=True).stdout)
    except (OSError, subprocess.CalledProcessError, ValueError) as error:
        raise SystemExit(f"build: LLRT_NATIVE={path} is no native llrt of this machine: {error}") from error
    with open(ROOT / "pyproject.toml", "rb") as file:
        version = tomllib.load(file)["project"]["version"]
    if (told["version"], told["form"]) != (version, "binary"):
        found = f"llrt {told['version']}, {told['form']} form"
        raise SystemExit(f"build: LLRT_NATIVE={path} is {found}: expected the binary of llrt {version}")
    return path


def strip(linked: Path, target: Target) -> Path:
    """The executable without symbols; they stay in llrt.debug beside it."""
    objcopy = target.tool("objcopy")
    debug, out = target.out / "llrt.debug", target.out / "llrt.plain"
    cc.cached_command([objcopy, "--only-keep-debug", "--remove-section=.rela.*", str(linked), str(debug)], [linked], debug)
    return cc.cached_command([objcopy, "--strip-all", f"--add-gnu-debuglink={debug}", str(linked), str(out)], [linked], out)


if __name__ == "__main__":
    print(build_binary(*sys.argv[1:3]))

"""Builds everything that is compiled: vendored sources -> engine objects -> host compiler jsc -> bytecode table of the
builtins -> extensions -> launcher. setup.py hands over to the command classes here; `python -m cext.build [room ...]`
builds in the tree.

Objects are cached under build/ by the hash of the command and of every file that went in, so nothing is compiled twice
and a fresh checkout beside an old build/ is safe.
"""

import contextlib
import os
import shutil
import sys
import sysconfig
from pathlib import Path
from typing import NamedTuple

from setuptools import Extension
from setuptools.command.build_ext import build_ext
from setuptools.command.sdist import sdist

from distutils.command.build_scripts import build_scripts  # isort: skip  (setuptools' own distutils, so after it)


from . import compile as cc
from . import edits, npm, packed_builtins, rooms
from .launcher import bundle

ROOT = Path(__file__).resolve().parent.parent
BUILD = ROOT / "build"


def extensions() -> "list[Extension]":
    """One Extension a room, for setuptools to name, place and install; `BuildExt` compiles them."""
    return [Extension(f"llrt._{room.name}", sources=[f"cext/{room.name}/_{room.name}.pyx"]) for room in rooms.ROOMS]


class BuildExt(build_ext):
    """setuptools' build_ext with our own compile step: cached, per room."""

    def swig_sources(self, sources: "list[str]", extension: Extension) -> "list[str]":
        return sources

    def run(self) -> None:
        with build_lock():
            super().run()
        if not self.inplace and not self.editable_mode:
            bundle.write(ROOT, self._bundle())

    def _bundle(self) -> Path:
        return Path(self.build_lib) / "llrt" / bundle.file_name()

    def get_outputs(self) -> "list[str]":
        return [*super().get_outputs(), *([] if self.inplace or self.editable_mode else [str(self._bundle())])]

    def build_extension(self, ext: Extension) -> None:
        room = rooms.by_name(ext.name.rpartition("._")[2])
        target = Path(self.get_ext_fullpath(ext.name))
        objects = compile_room(room, development=bool(self.inplace or self.editable_mode))
        target.parent.mkdir(parents=True, exist_ok=True)
        cc.link_extension(objects, target, cxx=room.cxx, libraries=room.libraries)


class BuildScripts(build_scripts):
    """Installs the `llrt` command: the native binary where it can be built, else the launcher that finds the interpreter
    beside it. setuptools' own copy step refuses a binary."""

    editable_mode = False  # setuptools sets it for `pip install -e`

    def run(self) -> None:
        out = Path(self.build_dir) / "llrt"
        out.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(self._command(), out)
        out.chmod(0o755)

    def _command(self) -> Path:
        if not self.editable_mode:
            from . import binary

            native = binary.for_installation()
            if native is not None:
                return native
        with build_lock():
            return build_launcher(ROOT if self.editable_mode else None)

    def get_source_files(self) -> "list[str]":
        return []


class SourceDist(sdist):
    """A source distribution carries the vendored sources and the bundled packages, so that it builds without fetching."""

    def run(self) -> None:
        fetch_vendor()
        npm.make()
        super().run()


COMMANDS = {"build_ext": BuildExt, "build_scripts": BuildScripts, "sdist": SourceDist}


@contextlib.contextmanager
def build_lock():
    """One build at a time in this tree: several people or tools may ask for one."""
    import fcntl

    BUILD.mkdir(exist_ok=True)
    with open(BUILD / ".lock", "w") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield


def compile_room(room: rooms.Room, development: bool = False) -> "list[Path]":
    """All objects of one extension; `development`: LLRT_BUILTINS_FROM works."""
    fetch_vendor()
    engine = [*engine_objects(), builtin_table(development)] if room.name == "quickjs" else []  # first: it makes quickjs.h
    if room.system:
        cc.require_header(*room.system, [*room.flags])
    source = cythonize(room)
    folders = [*cc.python_flags(), *room.include_flags(ROOT, BUILD)]
    flags = [*folders, *room.flags]
    objects = [cc.compile_object(source, [*flags, *cc.GENERATED_FLAGS, *room.cython_flags], label=f"{room.name}-cython")]
    for path in [*room.sources(ROOT), *generated_sources(room)]:
        objects.append(cc.compile_object(path, [*folders, *room.source_flags(path)], label=f"{room.name}-{path.stem}"))
    return [*objects, *engine]


def generated_sources(room: rooms.Room) -> "list[Path]":
    """C files written by a script of the room."""
    made = []
    for script, name in room.generate:
        path = ROOT / "cext" / room.name / script
        out = BUILD / room.name / name
        inputs = [path, *sorted(found for pattern in room.inputs for found in ROOT.glob(pattern))]
        made.append(cc.cached_command([sys.executable, str(path), str(out)], inputs, out, salt=sys.version))
    return made


def cythonize(room: rooms.Room) -> Path:
    """Run Cython on a room's .pyx if any of its inputs changed; returns the C or C++ file."""
    import Cython

    folder = ROOT / "cext" / room.name
    out = BUILD / "cython" / f"_{room.name}.c"
    patterns = ("*.pyx", "*.pxi", "*.pxd")
    inputs = sorted(p for pattern in patterns for p in folder.glob(pattern))
    inputs += sorted((ROOT / "cext" / "include").glob("*.px[di]"))
    command = [sys.executable, "-m", "cython", "-3", "--module-name", f"llrt._{room.name}", "-I", str(ROOT / "cext" / "include")]
    command += ["-I", str(folder), "-o", str(out), str(folder / f"_{room.name}.pyx")]
    return cc.cached_command(command, inputs, out, salt=Cython.__version__)


def fetch_vendor() -> None:
    """The sources of vendor/, fetched if they are not there (a source distribution carries them)."""
    sys.path.insert(0, str(ROOT / "vendor"))
    try:
        # It imports more of the folder when it fetches.
        import fetch

        fetch.fetch_all()
    finally:
        sys.path.pop(0)


def engine_objects(target=None) -> "list[Path]":
    """The engine and the C part of its room; the same objects serve every Python version and jsc. `target`: see
    compile_object()."""
    fetch_vendor()
    edited = edits.edited_copy(ROOT / "vendor" / "quickjs", ROOT / "vendor" / "edits.toml", BUILD / "quickjs-edited")
    folders = (edited, *(ROOT / "cext" / name for name in ("include", "quickjs", "timezone")))
    flags = [*(flag for folder in folders for flag in ("-I", str(folder))), *cc.ENGINE_FLAGS]
    sources = [ROOT / "cext" / "quickjs" / "engine.c", *(edited / name for name in ("dtoa.c", "libregexp.c", "libunicode.c"))]
    sources += [*sorted((ROOT / "cext" / "timezone").glob("*.c")), zone_table(), zone_words()]
    return [cc.compile_object(path, flags, label=f"engine-{path.stem}", target=target) for path in sources]


def zone_table() -> Path:
    """C file with all time zones."""
    script, zones = ROOT / "cext" / "timezone" / "gen_zones.py", ROOT / "vendor" / "tzdata" / "zoneinfo"
    out = BUILD / "timezone" / "zones.c"
    inputs = [script, *sorted(path for path in zones.rglob("*") if path.is_file())]
    return cc.cached_command([sys.executable, str(script), str(zones), str(out)], inputs, out)


def zone_words() -> Path:
    """C file with the English names of all time zones."""
    folder, zones = ROOT / "cext" / "timezone", ROOT / "vendor" / "tzdata" / "zoneinfo"
    out = BUILD / "timezone" / "zone_words.c"
    stamps = [ROOT / "vendor" / name / ".llrt-vendor" for name in ("icu", "tzdata")]
    inputs = [folder / "gen_zone_words.py", folder / "gen_zones.py", *sorted((ROOT / "cext" / "intl").glob("*.py")), *stamps]
    return cc.cached_command([sys.executable, str(inputs[0]), str(zones), str(out)], inputs, out)


def build_jsc() -> Path:
    """The host compiler: JS of the builtins -> bytecode."""
    edited = BUILD / "quickjs-edited"
    objects = engine_objects()
    flags = ["-I", str(edited), "-I", str(ROOT / "cext" / "quickjs"), "-I", str(ROOT / "cext" / "include"), *cc.ENGINE_FLAGS]
    for name in ("jsc.c",):
        objects.append(cc.compile_object(ROOT / "cext" / "jsc" / name, flags, label="jsc-" + name[:-2]))
    return cc.link_program(objects, BUILD / ("jsc-sanitized" if os.environ.get("LLRT_SANITIZE") else "jsc"))


class BuiltinSources(NamedTuple):
    """What jsc compiles: its arguments, and the files."""

    arguments: "list[str]"
    files: "list[Path]"


def builtin_sources() -> BuiltinSources:
    """The builtins and the bundled packages."""
    root = ROOT / "llrt" / "builtins"
    sources, bundles = sorted(root.rglob("*.js")), npm.bundles()
    arguments = [str(root), *(str(p.relative_to(root)) for p in sources)]
    arguments += ["--root", str(npm.RESULT), *(str(p.relative_to(npm.RESULT)) for p in bundles)]
    return BuiltinSources(arguments, [*sources, *bundles])


def builtin_table(development: bool = False, target=None, sdk: str = "") -> Path:
    """Object with the bytecode of every builtin as read-only data, looked up by canonical name. `sdk`: with this flavour of
    the SDK."""
    jsc = build_jsc()
    out = BUILD / "builtins" / f"table{'-' if sdk else ''}{sdk}.c"
    out.parent.mkdir(parents=True, exist_ok=True)
    arguments, files = builtin_sources()
    if sdk:
        from . import sdk as packages

        arguments, files = [*arguments, *packages.jsc_arguments(sdk)], [*files, *packages.inputs(sdk)]
    cc.cached_command([str(jsc), str(out), *arguments], [jsc, *files], out)
    blob = out.with_suffix(".bin")
    if target:
        out, blob = packed_builtins.pack(out, blob, ROOT / "llrt" / "builtins")
    flags = ["-I", str(BUILD / "quickjs-edited"), "-I", str(ROOT / "cext" / "quickjs"), f"-DLLRT_DEVELOPMENT={int(development)}"]
    return cc.compile_object(out, flags, label="builtins", extra_inputs=[blob], target=target)


def build_launcher(baked_root: "Path | None") -> Path:
    """The `llrt` command of this form: finds the interpreter beside it. `baked_root`: the checkout of an editable install."""
    source = ROOT / "cext" / "launcher" / "launcher.c"
    define = [f'-DLLRT_EDITABLE_ROOT="{baked_root}"', f'-DLLRT_EDITABLE_PYTHON="{sys.executable}"'] if baked_root else []
    tag = "editable" if baked_root else "plain"
    objects = [cc.compile_object(source, [*define, *cc.PROGRAM_FLAGS], label=f"launcher-{tag}")]
    return cc.link_program(objects, BUILD / "launcher" / tag / "llrt", static=True)


def build_in_place(names: "list[str]") -> None:
    """Build the named rooms (all by default) into llrt/, for the interpreter that runs this."""
    suffix = sysconfig.get_config_var("EXT_SUFFIX")
    out = Path(os.environ.get("LLRT_OUT") or ROOT) / "llrt"
    with build_lock():
        for room in rooms.ROOMS:
            if names and room.name not in names:
                continue
            if not (ROOT / "cext" / room.name / f"_{room.name}.pyx").exists():
                raise SystemExit(f"build: cext/{room.name}/_{room.name}.pyx does not exist")
            objects = compile_room(room, development=True)
            cc.link_extension(objects, out / f"_{room.name}{suffix}", cxx=room.cxx, libraries=room.libraries)


if __name__ == "__main__":
    build_launcher(ROOT)
    build_in_place([name for name in sys.argv[1:] if not name.startswith("-")])

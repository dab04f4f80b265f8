# The frozen module _llrt_start of the native binary: finds built-in modules inside of packages, gives sys.std* at first touch,
# boots what an image keeps, and starts the command. Runs at boot; `run` at every start.
import sys
from _frozen_importlib import BuiltinImporter, ModuleSpec, spec_from_loader

from _llrt_binary import copy_pages, packed, unpack


class _BuiltinFinder:
    """The stock importer does not look for a built-in module inside a package."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        if name in _NAMES:
            return spec_from_loader(name, BuiltinImporter, origin="built-in")
        return None


class _Stream:
    """sys.stdin, stdout or stderr, opened at first touch: what they are is the process's, and most programs need none."""

    def __init__(self, fd, name, mode):
        self.__dict__.update(_fd=fd, name=name, mode=mode, _file=None)

    def _open(self):
        import _io

        raw = _io.FileIO(self._fd, self.mode, closefd=False)
        line_buffering = self.mode == "w" and (raw.isatty() or self._fd == 2)
        buffered = _io.BufferedReader(raw) if self.mode == "r" else _io.BufferedWriter(raw)
        errors = "backslashreplace" if self._fd == 2 else "surrogateescape"
        self.__dict__["_file"] = file = _io.TextIOWrapper(buffered, "utf-8", errors, line_buffering=line_buffering)
        raw.name = self.name
        file.mode = self.mode
        return file

    def __getattr__(self, name):
        return getattr(self._file or self._open(), name)

    def __iter__(self):
        return iter(self._file or self._open())

    def flush(self):
        if self._file is not None:
            self._file.flush()


class _PackedFinder:
    """Finder and loader of the modules that are compressed (freeze.py)."""

    @staticmethod
    def find_spec(name, path=None, target=None):
        package = _PACKED.get(name)
        if package is None:
            return None
        return ModuleSpec(name, _PackedFinder, origin="frozen", is_package=package)

    @staticmethod
    def create_module(spec):
        return None

    @staticmethod
    def exec_module(module):
        from marshal import loads

        exec(loads(unpack(module.__name__)), module.__dict__)


_PACKED = packed()
sys.meta_path.append(_PackedFinder)
_NAMES = frozenset(name for name in sys.builtin_module_names if "." in name)
sys.meta_path.insert(0, _BuiltinFinder)


def _set_streams():
    for fd, name, mode in ((0, "stdin", "r"), (1, "stdout", "w"), (2, "stderr", "w")):
        stream = _Stream(fd, f"<{name}>", mode)
        setattr(sys, name, stream)
        setattr(sys, f"__{name}__", stream)


_set_streams()


def run(arguments, restored):
    """The command of this process. Does not return."""
    sys.argv = sys.orig_argv = arguments
    sys.executable = arguments[0]
    if len(arguments) > 1 and arguments[1] == "--build-info":
        from _llrt_build_info import show

        return show(arguments[2:], restored)
    from llrt import restore
    from llrt.cli import main

    if restore.getenv("LLRT_DEBUG_STARTUP") == "1":
        _show_phases(main)
    main.launch()


# What the image holds of Python: the modules of both ways to run a program, and those of a first request over HTTPS.
_IMAGE = (
    "llrt.cli.eval", "llrt.cli.flags", "llrt.cli.main", "llrt.cli.options_run", "llrt.cli.run", "llrt.errors",
    "llrt.lambda_runtime", "llrt.lambda_runtime.worker", "llrt.loop.poller", "llrt.loop.pool", "llrt.loop.signals",
    "llrt.loop.timers",
    "llrt.modules.ahead", "llrt.modules.exports", "llrt.modules.json_text", "llrt.modules.loader", "llrt.modules.require",
    "llrt.modules.resolver", "llrt.modules.sources", "llrt.runtime.lifecycle", "llrt.runtime.output", "llrt.runtime.pending",
    "llrt.runtime.preboot",
    "_signal", "select", "_socket",
    "llrt._cares", "llrt._http", "llrt._openssl", "llrt._zlib", "llrt.builtins._fetch.native", "llrt.builtins.crypto.native",
    "llrt.builtins.perf_hooks.native", "llrt.net.connector", "llrt.net.decoding", "llrt.net.dns", "llrt.net.http1",
    "llrt.net.http_origin", "llrt.net.http_pool", "llrt.net.policy", "llrt.net.stream", "llrt.net.trust",
)  # fmt: skip


def prepare_image():
    """Called while an image is made: boots what it holds. Returns the names of its modules, a line each, for the build."""
    import gc

    for name in _IMAGE:
        __import__(name)
    from llrt.modules import ahead, sources
    from llrt.runtime import preboot

    preboot.prepare()
    ahead.copy_pages = copy_pages
    sources.on_size = ahead.size
    sources.on_text = ahead.source
    sys.argv = sys.orig_argv = []
    names = "\n".join(sorted(sys.modules))
    # The names in it are counted: a start that needs the place of one would write to a page of the image.
    sys._clear_type_cache()
    gc.collect()
    gc.freeze()
    return names


def _show_phases(main):
    from _llrt_binary import phase

    leave = main._leave

    def leave_and_tell(code):
        phase("program")
        leave(code)

    main._leave = leave_and_tell
    phase("command found")

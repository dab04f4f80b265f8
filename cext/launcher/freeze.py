"""Which Python modules are frozen into the native binary, and how: their code objects in one blob of read-only data, the C table
that CPython's frozen importer reads, and a table of those that are packed (binary/packed.c). A test runs every entry
point in an empty root, so that what is missing from the list shows. Run by a Python of the linked one's magic number
(`marshal` and bytecode are its own): python -X no_debug_ranges -m cext.launcher.freeze TABLE.c EXTENSION...
"""

import marshal
import os
import sys
from pathlib import Path

from .. import packer
from . import bundle

# Of the standard library, what llrt/ imports (directly or not). Not here: what the embedding API asks for (anyio, orjson); the
# binary has no way to reach it.
STANDARD = (
    "_collections_abc", "_weakrefset", "abc", "argparse", "base64", "codecs", "collections", "collections.abc",
    "contextlib", "copyreg", "encodings", "encodings.aliases", "encodings.ascii", "encodings.latin_1",
    "encodings.utf_16_le", "encodings.utf_8", "enum", "fnmatch", "functools", "genericpath", "gettext", "heapq",
    "importlib", "importlib._abc", "importlib._bootstrap_external", "importlib.machinery", "importlib.util", "io",
    "ipaddress", "json", "json.decoder", "json.encoder", "json.scanner", "keyword", "linecache", "locale", "operator", "os",
    "posixpath", "re", "re._casefix",
    "re._compiler", "re._constants", "re._parser", "reprlib", "selectors", "shutil", "signal", "socket", "stat", "struct",
    "subprocess", "textwrap", "threading", "token", "tokenize", "traceback", "types", "typing", "urllib", "urllib.parse",
    "warnings", "weakref",
)  # fmt: skip

# All modules are compressed but those that a start imports that has no image.
_NOT_PACKED = {"_llrt_start"}.union(*bundle.SECTIONS.values())

# The importer itself: CPython's name -> file of the standard library. It takes the place of all that CPython 3.11 brings frozen,
# which is 0.9 MB of code objects in .data, with docstrings. Its half that looks for files is a module like any other.
BOOTSTRAP = {"_frozen_importlib": "importlib._bootstrap"}

# Modules of llrt/ that the binary does not have: the embedding API is for programs that have a Python.
_LEFT_OUT = ("llrt.embedding", "llrt.__main__")

# Private modules of the binary itself, from this folder.
_OWN = {"_llrt_start": "start.py", "_llrt_build_info": "build_info.py"}
# What CPython itself imports at its start, in place of what the standard library has under these names, which is compressed.
_STAND_INS = {"io": "frozen_io.py", "encodings": "frozen_encodings.py"}


# The binary has no compiler (binary/no_compiler.c); namedtuple() makes its __new__ by eval().
_NAMEDTUPLE = "    __new__ = eval(code, namespace)\n"
_WITHOUT_EVAL = """\
    def __new__(_cls, /, *args, **named):
        if named or _len(args) != num_fields:
            if _len(args) > num_fields or any(name not in field_names[_len(args):] for name in named):
                raise TypeError(f'{typename} takes the fields {", ".join(field_names)}')
            given = dict(_zip(field_names[num_fields - _len(defaults or ()):], defaults or ()))
            given.update(_zip(field_names, args), **named)
            if _len(given) != num_fields:
                raise TypeError(f'{typename} takes {num_fields} fields: {", ".join(field_names)}')
            args = [given[name] for name in field_names]
        return tuple_new(_cls, args)
"""


# Asks for the importer of files, of which there are none.
_INSTALL = """\
    global _bootstrap_external
    import _frozen_importlib_external
    _bootstrap_external = _frozen_importlib_external
    _frozen_importlib_external._install(sys.modules[__name__])
"""


def _adapted(name: str, source: bytes) -> bytes:
    text = source.decode()
    if name == "importlib._bootstrap":
        if text.count(_INSTALL) != 1:
            raise SystemExit("freeze: importlib._bootstrap is not the known one (cext/launcher/freeze.py)")
        return text.replace(_INSTALL, "    pass\n").encode()
    if name != "collections":
        return source
    if text.count(_NAMEDTUPLE) != 1:
        raise SystemExit("freeze: collections.namedtuple is not the known one (cext/launcher/freeze.py)")
    start = text.index(_NAMEDTUPLE)
    # The defaults of the function itself are set further down; those of the closure count.
    rest = text[start + len(_NAMEDTUPLE) :].replace("        __new__.__defaults__ = defaults\n", "        pass\n", 1)
    return (text[:start] + _WITHOUT_EVAL + rest).encode()


class Frozen:
    """One module: its name, whether it is a package, its marshalled code, whether that is stored packed."""

    def __init__(self, name: str, package: bool, source: bytes, shown: str, *, stand_in: bool = False):
        self.name = name
        self.package = package
        self.code = marshal.dumps(bundle._compile(source, shown))
        self.packed = name not in _NOT_PACKED and not stand_in


def own_modules(root: Path) -> "dict[str, Path]":
    """Every module below llrt/ that is frozen: name -> file, or the folder of a package without __init__.py."""
    found: "dict[str, Path]" = {}
    for path in sorted((root / "llrt").rglob("*.py")):
        parts = list(path.relative_to(root).with_suffix("").parts)
        for depth in range(1, len(parts)):
            found.setdefault(".".join(parts[:depth]), root.joinpath(*parts[:depth]))
        if parts[-1] == "__init__":
            parts.pop()
        found[".".join(parts)] = path
    return {name: path for name, path in found.items() if not name.startswith(_LEFT_OUT)}


def modules(root: Path) -> "list[Frozen]":
    """All of them, compiled."""
    frozen = []
    for name in STANDARD:
        path = _standard(name)
        package = path.name == "__init__.py"
        frozen.append(Frozen(name, package, _adapted(name, path.read_bytes()), f"<frozen {name}>"))
    for name, path in own_modules(root).items():
        package = path.is_dir() or path.name == "__init__.py"
        source = b"" if path.is_dir() else path.read_bytes()
        frozen.append(Frozen(name, package, source, f"<frozen {name}>"))
    for name, file in _OWN.items():
        frozen.append(Frozen(name, False, Path(__file__).with_name(file).read_bytes(), f"<frozen {name}>"))
    for name, file in _STAND_INS.items():
        source, package = Path(__file__).with_name(file).read_bytes(), _standard(name).name == "__init__.py"
        frozen.append(Frozen(name, package, source, f"<frozen {name}>", stand_in=True))
    return frozen


def _standard(name: str) -> Path:
    """The source of a module of the standard library."""
    place = Path(os.__file__).parent.joinpath(*name.split("."))
    for path in (place / "__init__.py", place.with_suffix(".py")):
        if path.exists():
            return path
    raise SystemExit(f"freeze: this Python has no module {name!r} (cext/launcher/freeze.py lists it)")


def write(root: Path, out: Path, extensions: "list[str]") -> None:
    """Write the tables to `out` (C) and the blob beside it; `extensions`: full names of the built-in modules."""
    blob, frozen, packed, bootstrap = b"", [], [], []
    for name, source in BOOTSTRAP.items():
        # The importer is known by this file name: its frames are left out of tracebacks.
        code = marshal.dumps(bundle._compile(_adapted(source, _standard(source).read_bytes()), f"<frozen {source}>"))
        bootstrap.append(f'    {{"{name}", frozen_blob + {len(blob)}, {len(code)}, 0, NULL}},')
        blob += code + bytes(-len(code) % 16)
    every = modules(root)
    for module in (module for module in every if not module.packed):
        frozen.append(f'    {{"{module.name}", frozen_blob + {len(blob)}, {len(module.code)}, {int(module.package)}, NULL}},')
        blob += module.code + bytes(-len(module.code) % 16)
    dictionary, cold = blob, [module for module in every if module.packed]
    for module, stored in zip(cold, packer.pack([module.code for module in cold], dictionary), strict=True):
        place = f'{{"{module.name}", frozen_blob + {len(blob)}, {len(stored)}'
        packed.append(f"    {place}, {len(module.code)}, {int(module.package)}}},")
        blob += stored
    data = out.with_suffix(".bin")
    _replace(data, blob)
    _replace(out, "\n".join(_source(data, len(dictionary), bootstrap, frozen, packed, extensions)).encode())


def _source(
    data: Path, dictionary: int, bootstrap: "list[str]", frozen: "list[str]", packed: "list[str]", extensions: "list[str]"
) -> "list[str]":
    """Lines of the C file."""
    functions = [(name, "PyInit_" + name.rpartition(".")[2]) for name in extensions]
    return [
        "/* Written by freeze.py: the frozen, the packed and the built-in modules of the binary. */",
        "#include <Python.h>",
        '#include "packed.h"',
        '__asm__(".pushsection .rodata.frozen,\\"a\\"\\n.p2align 4\\nfrozen_blob:\\n"',
        f'".incbin \\"{data}\\"\\n.popsection\\n");',
        "extern const unsigned char frozen_blob[];",
        "static const struct _frozen table[] = {",
        *frozen,
        "    {NULL, NULL, 0, 0, NULL},",
        "};",
        "#if PY_VERSION_HEX >> 16 == 0x030b",
        "static const struct _frozen bootstrap[] = {",
        *bootstrap,
        "    {NULL, NULL, 0, 0, NULL},",
        "};",
        "static const struct _frozen none[] = {{NULL, NULL, 0, 0, NULL}};",
        "static const struct _module_alias { const char *name, *orig; } aliases[] = {",
        *(f'    {{"{name}", "{source}"}},' for name, source in BOOTSTRAP.items()),
        "    {NULL, NULL},",
        "};",
        "const struct _frozen *_PyImport_FrozenBootstrap = bootstrap, *_PyImport_FrozenStdlib = none;",
        "const struct _frozen *_PyImport_FrozenTest = none;",
        "const struct _module_alias *_PyImport_FrozenAliases = aliases;",
        "const struct _frozen *PyImport_FrozenModules;",
        "int _Py_Deepfreeze_Init(void) { return 0; }",
        "void _Py_Deepfreeze_Fini(void) { }",
        "#endif",
        "const unsigned char *const llrt_packed_dictionary = frozen_blob;",
        f"const unsigned long llrt_packed_dictionary_size = {dictionary};",
        "const llrt_packed llrt_packed_modules[] = {",
        *packed,
        "    {NULL, NULL, 0, 0, 0},",
        "};",
        *(f"extern PyObject *{function}(void);" for _, function in functions),
        "void llrt_register_modules(void)",
        "{",
        "    PyImport_FrozenModules = table;",
        *(f'    PyImport_AppendInittab("{name}", {function});' for name, function in functions),
        "}",
        "",
    ]


def _replace(path: Path, data: bytes) -> None:
    """Leaves an unchanged file alone, so that what is made from it is not made again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)


if __name__ == "__main__":
    write(Path(__file__).resolve().parents[2], Path(sys.argv[1]), sys.argv[2:])

"""Which Python modules are frozen into the native binary, and how: their code objects in one blob of read-only data and
the C table that CPython's frozen importer reads. A test runs every entry point in an empty root, so that what is
missing from the list shows. Run by a Python of the linked one's magic number: `marshal` and bytecode are its own.
"""

import importlib.util
import marshal
from pathlib import Path

# Of the standard library, what llrt/ imports (directly or not) and CPython does not freeze itself. Not here: what the embedding
# API asks for (anyio, orjson, typing); the binary has no way to reach it.
STANDARD = (
    "_weakrefset", "argparse", "base64", "collections", "collections.abc", "contextlib", "copyreg", "encodings",
    "encodings.aliases", "encodings.ascii", "encodings.latin_1", "encodings.utf_16_le", "encodings.utf_8", "enum", "fnmatch",
    "functools", "gettext", "heapq", "importlib", "importlib._abc", "ipaddress", "json", "json.decoder", "json.encoder",
    "json.scanner", "keyword", "linecache", "locale", "operator", "re", "re._casefix", "re._compiler", "re._constants",
    "re._parser", "reprlib", "selectors", "shutil", "signal", "socket", "struct", "subprocess", "textwrap", "threading",
    "token", "tokenize", "traceback", "types", "typing", "urllib", "urllib.parse", "warnings", "weakref",
)  # fmt: skip

# Modules of llrt/ that the binary does not have: the embedding API is for programs that have a Python.
_LEFT_OUT = ("llrt.embedding", "llrt.__main__")

# Private modules of the binary itself, from this folder.
_OWN = {"_llrt_start": "start.py", "_llrt_build_info": "build_info.py"}


class Frozen:
    """One module: its name, whether it is a package, its marshalled code."""

    def __init__(self, name: str, package: bool, source: bytes, shown: str):
        self.name = name
        self.package = package
        code = compile(source, shown, "exec", dont_inherit=True, optimize=2)
        self.code = marshal.dumps(code)


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
        spec = importlib.util.find_spec(name)
        if spec is None or spec.origin is None:
            raise SystemExit(f"freeze: this Python has no module {name!r} (cext/launcher/freeze.py lists it)")
        package = spec.submodule_search_locations is not None
        frozen.append(Frozen(name, package, Path(spec.origin).read_bytes(), f"<frozen {name}>"))
    for name, path in own_modules(root).items():
        package = path.is_dir() or path.name == "__init__.py"
        source = b"" if path.is_dir() else path.read_bytes()
        frozen.append(Frozen(name, package, source, f"<frozen {name}>"))
    for name, file in _OWN.items():
        frozen.append(Frozen(name, False, Path(__file__).with_name(file).read_bytes(), f"<frozen {name}>"))
    return frozen


def write(root: Path, out: Path, extensions: "list[str]") -> Path:
    """Write the table to `out` (C) and the blob beside it; `extensions`: full names of the built-in modules. Returns the blob."""
    blob, rows, offset = [], [], 0
    for module in modules(root):
        rows.append(f'    {{"{module.name}", frozen_blob + {offset}, {len(module.code)}, {int(module.package)}, NULL}},')
        padding = -len(module.code) % 16
        blob.append(module.code + bytes(padding))
        offset += len(module.code) + padding
    data = out.with_suffix(".bin")
    _replace(data, b"".join(blob))
    functions = [(name, "PyInit_" + name.rpartition(".")[2]) for name in extensions]
    lines = [
        "/* Written by freeze.py: the frozen and the built-in modules of the binary. */",
        "#include <Python.h>",
        '__asm__(".pushsection .rodata.frozen,\\"a\\"\\n.p2align 4\\nfrozen_blob:\\n"',
        f'".incbin \\"{data}\\"\\n.popsection\\n");',
        "extern const unsigned char frozen_blob[];",
        "static const struct _frozen table[] = {",
        *rows,
        "    {NULL, NULL, 0, 0, NULL},",
        "};",
        *(f"extern PyObject *{function}(void);" for _, function in functions),
        "void llrt_register_modules(void)",
        "{",
        "    PyImport_FrozenModules = table;",
        *(f'    PyImport_AppendInittab("{name}", {function});' for name, function in functions),
        "}",
        "",
    ]
    _replace(out, "\n".join(lines).encode())
    return data


def _replace(path: Path, data: bytes) -> None:
    """Leaves an unchanged file alone, so that what is made from it is not made again."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)

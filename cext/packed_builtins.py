"""The table of builtins as the native binary carries it: bytecode that no start reads is compressed (Zstandard, with what
is not as dictionary) and unpacked when a builtin is first loaded (binary/packed.c). Made from the table that jsc
wrote; an installed package has that one. A builtin that is compressed without need only costs its loading 20 us.
"""

import re
from pathlib import Path

from . import packer

# What a start reads besides what llrt/runtime/preboot.py lists.
_ROOTS = ("node:internal/boot/main",)
_ROW = re.compile(r'^    \{"([^"]+)", llrt_builtin_blob \+ (\d+), (\d+), (\d+)\},$', re.MULTILINE)
_BLOB = re.compile(r'(\.incbin \\")[^"]+(\\")')
_IMPORT = re.compile(r'^(?:import|export)\b(?:[^;"]*\bfrom)?\s*"([^"]+)"', re.MULTILINE)


def pack(table: Path, blob: Path, builtins: Path) -> "tuple[Path, Path]":
    """Writes packed.c and packed.bin beside `table`; `builtins`: the folder with the sources."""
    text, data = table.read_text(), blob.read_bytes()
    rows = [(name, data[int(at) : int(at) + int(size)], int(flags)) for name, at, size, flags in _ROW.findall(text)]
    if not rows:
        raise SystemExit(f"packed_builtins: {table} is not as jsc writes it")
    kept = _read_by_starts({name for name, _, _ in rows}, builtins)
    body, places = b"", {}
    for name, code, _ in rows:
        if name in kept:
            places[name] = (len(body), 0)
            body += code + bytes(-len(code) % 16)
    dictionary = body
    names = [name for name, _, _ in rows if name not in kept]
    codes = {name: code for name, code, _ in rows}
    for name, packed in zip(names, packer.pack([codes[name] for name in names], dictionary), strict=True):
        places[name] = (len(body), len(packed))
        body += packed
    out = table.with_name(table.stem.replace("table", "packed") + ".bin")
    lines = []
    for name, code, flags in rows:
        at, packed = places[name]
        lines.append(f'    {{"{name}", llrt_builtin_blob + {at}, {len(code)}, {flags}, {packed}}},')
    head = text[: _ROW.search(text).start()]
    tail = text[text.rindex("    {0, 0, 0, 0},") :].replace("{0, 0, 0, 0}", "{0}")
    head = _BLOB.sub(lambda found: f"{found[1]}{out}{found[2]}", head)
    constants = f"const uint32_t llrt_dictionary_size = {len(dictionary)};\n"
    _replace(out, body)
    source = out.with_suffix(".c")
    _replace(source, (head + "\n".join(lines) + "\n" + tail + constants).encode())
    return source, out


def _read_by_starts(names: "set[str]", builtins: Path) -> "set[str]":
    """Canonical names of what the image evaluates or reads, with what that imports."""
    preboot = (builtins.parent / "runtime" / "preboot.py").read_text()
    waiting = [*_ROOTS, *re.findall(r'"(node:[^"]+)"', preboot)]
    sources = {_canonical(path, builtins): path for path in builtins.rglob("*.js")}
    found: "set[str]" = set()
    while waiting:
        name = waiting.pop()
        if name in found or name not in names:
            continue
        found.add(name)
        path = sources.get(name)
        for specifier in _IMPORT.findall(path.read_text()) if path else ():
            waiting.append(_canonical((path.parent / specifier).resolve(), builtins) if specifier[0] == "." else specifier)
    return found


def _canonical(path: Path, builtins: Path) -> str:
    """docs/architecture.md, "Names of builtins"."""
    parts = path.relative_to(builtins.resolve() if path.is_absolute() else builtins).with_suffix("").parts
    if parts[-1] == "index" and len(parts) > 1:
        parts = parts[:-1]
    private = any(part.startswith("_") for part in parts)
    joined = "/".join(part.lstrip("_") for part in parts)
    if private:
        return "node:internal/" + joined
    return f"llrt:{joined[5:]}" if joined.startswith("llrt/") else f"node:{joined}"


def _replace(path: Path, data: bytes) -> None:
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)

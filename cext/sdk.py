"""The AWS SDK as built-in modules (sdk/README.md): `npm ci` of sdk/package-lock.json, bundling (sdk_bundle.mjs, esbuild),
bytecode. Which flavour has which packages is in sdk/flavours.json. Used by binary.py, which links a flavour in, and sdk_data.py,
which writes the data distributions; `python -m cext.sdk` makes the bundles by hand.
"""

import json
import re
from pathlib import Path

from . import build
from . import compile as cc
from .npm_tree import ROOT, NpmTree

SOURCES = ROOT / "sdk"
RESULT = ROOT / "build" / "sdk" / "js"
FLAVOURS = ("std", "full")
# Whose packages the image of a binary holds evaluated. With those of full the binary has 97 MB instead of 43, its archive 26
# instead of 15.
IN_IMAGE = "std"
_TREE = NpmTree(SOURCES, ROOT / "build" / "sdk" / "npm", RESULT, Path(__file__).with_name("sdk_bundle.mjs"))
_ROW = re.compile(r'^    \{"([^"]+)", llrt_builtin_blob \+ (\d+), (\d+), (\d+)\},$', re.MULTILINE)
# The packages of a flavour, for llrt/modules/sdk.py: a builtin too.
LIST = "sdk/_packages.js"


def make() -> None:
    """Make build/sdk/js what the files of sdk/ say."""
    names = ("flavours.json", "replace.json", "edits.json", ".npmrc", "package.json", "package-lock.json")
    _TREE.make([*(SOURCES / name for name in names), *sorted((SOURCES / "replace").glob("*"))], "sdk")


def flavour(name: str) -> "dict[str, list]":
    """packages: what users import; files: relative to RESULT, whose paths are those of builtins; components: of what they are
    made."""
    make()
    return json.loads((RESULT / "flavours.json").read_text())[name]


def sources(name: str) -> "tuple[Path, list[Path]]":
    """The folder and the files of a flavour, with the list of its packages as a module; for jsc."""
    made, image = flavour(name), flavour(IN_IMAGE)["packages"]
    folder = RESULT.with_name(f"js-{name}")
    listed = folder / LIST
    listed.parent.mkdir(parents=True, exist_ok=True)
    _replace(listed, f"export default {json.dumps(made['packages'])};\nexport const inImage = {json.dumps(image)};\n".encode())
    return folder, [RESULT / path for path in made["files"]]


def jsc_arguments(name: str) -> "list[str]":
    """What to append to jsc's command line so that the table has this flavour."""
    folder, files = sources(name)
    return ["--root", str(folder), LIST, "--root", str(RESULT), *(path.relative_to(RESULT).as_posix() for path in files)]


def inputs(name: str) -> "list[Path]":
    """Every file that jsc reads for them."""
    folder, files = sources(name)
    return [*files, folder / LIST]


def bytecode(name: str) -> "dict[str, bytes]":
    """Canonical name -> bytecode of every module of a flavour."""
    out = build.BUILD / "sdk" / f"table-{name}.c"
    table = build.builtin_sources()
    command = [str(build.build_jsc()), str(out), *table.arguments, *jsc_arguments(name)]
    cc.cached_command(command, [Path(command[0]), *table.files, *inputs(name)], out)
    data = out.with_suffix(".bin").read_bytes()
    rows = _ROW.findall(out.read_text())
    return {row[0]: data[int(row[1]) : int(row[1]) + int(row[2])] for row in rows if is_sdk(row[0])}


def is_sdk(canonical: str) -> bool:
    return canonical.startswith(("sdk:", "node:internal/sdk/"))


def _replace(path: Path, data: bytes) -> None:
    if not path.exists() or path.read_bytes() != data:
        path.write_bytes(data)


if __name__ == "__main__":
    make()
    for one in FLAVOURS:
        print(one, len(flavour(one)["packages"]), "packages in", len(flavour(one)["files"]), "modules")

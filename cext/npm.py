"""Packages of the npm registry as builtins: `npm ci` of llrt/builtins/_npm's lock file, then one ES module for each entry there
(npm_bundle.mjs, esbuild) in vendor/npm/_npm/, which jsc compiles as node:internal/npm/<name>. Nothing is run when nothing that
goes in has changed; a source distribution carries the result. `python -m cext.npm` does it by hand.
"""

import json
import shutil
import sys
from pathlib import Path

from .npm_tree import ROOT, NpmTree, have_npm

__all__ = ["RESULT", "bundles", "components", "have_npm", "is_current", "make"]

SOURCES = ROOT / "llrt" / "builtins" / "_npm"
RESULT = ROOT / "vendor" / "npm"
_TREE = NpmTree(SOURCES, ROOT / "build" / "npm", RESULT, Path(__file__).with_name("npm_bundle.mjs"))


def bundles() -> "list[Path]":
    """The generated modules, made first if need be; relative to RESULT their paths are those of builtins."""
    make()
    return sorted((RESULT / "_npm").glob("*.js"))


def components() -> "list[dict[str, str]]":
    """name, version and licence of every package of which something is in a bundle."""
    make()
    found = json.loads((RESULT / "bundles.json").read_text())
    return sorted({part["name"]: part for parts in found.values() for part in parts}.values(), key=lambda part: part["name"])


def make() -> None:
    """Make vendor/npm what the files of llrt/builtins/_npm say."""
    if not any(SOURCES.glob("*.mjs")):  # nothing to bundle: no npm either
        if not is_current():
            shutil.rmtree(RESULT, ignore_errors=True)
            (RESULT / "_npm").mkdir(parents=True)
            (RESULT / "bundles.json").write_text("{}\n")
            _TREE.mark(_TREE.wanted(_inputs()))
    elif _TREE.make(_inputs(), "npm"):
        print(f"npm: {', '.join(path.stem for path in sorted((RESULT / '_npm').glob('*.js')))}", file=sys.stderr)


def is_current() -> bool:
    """Is nothing to do?"""
    return _TREE.is_current(_TREE.wanted(_inputs()))


def _inputs() -> "list[Path]":
    return sorted(path for path in SOURCES.rglob("*") if path.is_file() and path.suffix != ".md")


if __name__ == "__main__":
    make()

"""Our one-line edits to the engine: copies vendor/quickjs to a build folder and applies vendor/edits.toml there. An anchor
that is missing or not unique stops the build: the engine changed and the edit must be looked at again.
"""

import sys
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

from . import cold_code

KINDS = ("insert_after", "insert_before", "replace")


def edited_copy(source: Path, edits_file: Path, target: Path) -> Path:
    """Write the edited copy of `source` into `target`; files whose text does not change are not touched."""
    texts = {path.name: path.read_text() for path in source.iterdir() if path.suffix in (".c", ".h")}
    with open(edits_file, "rb") as file:
        edits = tomllib.load(file).get("edit", [])
    for edit in edits:
        texts[edit["file"]] = _apply(texts[edit["file"]], edit)
    if "quickjs.c" in texts:
        texts["quickjs.c"] = cold_code.mark(texts["quickjs.c"])
    target.mkdir(parents=True, exist_ok=True)
    for name, text in texts.items():
        path = target / name
        if not path.exists() or path.read_text() != text:
            path.write_text(text)
    return target


def _apply(text: str, edit: dict) -> str:
    anchor = edit["anchor"]
    count = text.count(anchor)
    if count != 1:
        raise SystemExit(f"edits: the anchor {anchor!r} occurs {count} times in {edit['file']}, expected once ({edit['why']})")
    kinds = [kind for kind in KINDS if kind in edit]
    if len(kinds) != 1:
        raise SystemExit(f"edits: the edit at {anchor!r} has {kinds}, expected one of {KINDS}")
    new = edit[kinds[0]]
    if kinds[0] == "insert_after":
        return text.replace(anchor, anchor + new)
    if kinds[0] == "insert_before":
        return text.replace(anchor, new + anchor)
    return text.replace(anchor, new)

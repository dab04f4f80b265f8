"""Functions of the engine that typical programs never call: the native binary has them compiled for size, 0.1 MB. The list,
launcher/binary/cold_code.txt, is measured by `python -m cext.cold_code` (x86-64, qemu-x86_64) with the programs of
image_programs.py and launcher/binary/typical.mjs; a name that the engine does not have is ignored.
"""

import re
import subprocess
from pathlib import Path

from . import image_programs
from .executed_code import executed, sections, wrapped
from .target import Target, for_arch

LIST = Path(__file__).parent / "launcher" / "binary" / "cold_code.txt"
PROGRAM = LIST.with_name("typical.mjs")
_HEADER = "# Functions of quickjs.c that typical programs never call: written by python -m cext.cold_code.\n"
_MACRO = """\
#if defined(LLRT_BINARY)
#define LLRT_COLD __attribute__((cold))
#else
#define LLRT_COLD
#endif
"""
# The head of a function's definition, from the start of a line to its brace.
_DEFINITION = re.compile(r'^(?=[A-Za-z_])[^\n;={}#/"]*?\b(\w+)\([^;{}]*?\)\s*\{', re.MULTILINE)


def mark(text: str) -> str:
    """The source of the engine with the functions of the list marked."""
    names = {word for line in LIST.read_text().splitlines() if not line.startswith("#") for word in line.split()}
    return _MACRO + _DEFINITION.sub(lambda found: "LLRT_COLD " * (found[1] in names) + found[0], text)


def measure(target: Target, source: str) -> None:
    """Write the list, from the binary as it is built now and the engine's `source`."""
    engine = [row for row in sections(target) if "/engine-engine-" in row[3]]
    runs = (image_programs.hello, image_programs.first_response, typical)
    found = set().union(*(executed(target, engine, run) for run in runs))
    called = {_function(engine[index][2]) for index in found if index >= 0}
    linked = {_function(row[2]) for row in engine}
    defined = {found[1] for found in _DEFINITION.finditer(source)}
    LIST.write_text(_HEADER + "".join(wrapped(sorted((linked - called) & defined))))


def typical(command: "list[str]", folder: Path, **options: object) -> int:
    """`command typical.mjs`; its exit status."""
    null = subprocess.DEVNULL
    words = [*command, str(PROGRAM)]
    return subprocess.run(words, env={}, stdin=null, stdout=null, stderr=null, timeout=600, cwd=folder, **options).returncode


def _function(section: str) -> str:
    """Of .text.name, .text.unlikely.name.part.0: name."""
    name = section.removeprefix(".text.")
    for place in ("unlikely.", "hot.", "startup."):
        name = name.removeprefix(place)
    return name.partition(".")[0]


if __name__ == "__main__":
    from .compile import BUILD

    measure(for_arch("x64"), (BUILD / "quickjs-edited" / "quickjs.c").read_text())

"""The order of the code in the native binary: what every start executes comes first and together. The kernel maps sixteen pages
around each one that is touched, so code that is spread over all of the text costs memory and page faults for what never
runs. `sections()` are the linker's options; `python -m cext.code_order` measures the list anew (x86-64, qemu-x86_64).
The list, launcher/binary/hot_code.txt, names input sections; what it names and the link does not have is ignored. Its last
part is what a larger program executes besides: `python -m cext.code_order bundle.mjs` runs that, too, in this environment (the
bundle of benchmarks/ddb_put_cold.py with its server, that is); without one the part stays as it is.
"""

import hashlib
import re
import subprocess
import sys
from pathlib import Path

from . import constant_order, image_programs
from .executed_code import MEMBER, Section, executed, larger, sections, statements, wrapped
from .target import Target, for_arch

LIST = Path(__file__).parent / "launcher" / "binary" / "hot_code.txt"
_HEADER = """\
# Sections of code that every start executes, in the order of the link: written by python -m cext.code_order.
# After "archive:" objects and sections of it; after ":" functions of our own objects.
"""
_LARGER = "# What a bundle of the AWS SDK that puts an item over HTTPS executes besides.\n"
# What the kernel's processor executes and the emulated one does not.
_OTHER_PROCESSORS = [
    "memmove-avx512-unaligned-erms.o/.evex512", "memmove-evex-unaligned-erms.o/.evex", "memset-avx512-unaligned-erms.o/.evex512",
    "memset-evex-unaligned-erms.o/.evex", "memchr-evex.o/.evex", "memcmp-evex-movbe.o/.evex", "strlen-evex.o/.evex",
    "strchr-evex.o/.evex", "strrchr-evex.o/.evex", "strcmp-evex.o/.evex", "strncmp-evex.o/.evex", "stpcpy-evex.o/.evex",
    "strnlen-evex.o/.evex", "memrchr-evex.o/.evex", "strncpy-evex.o/.evex", "dl-object.o", "dl-lookup.o", "dl-setup_hash.o",
]  # fmt: skip
# Tables for C++ exceptions, which pass through none of these: 0.07 MB.
_NO_EXCEPTIONS = "*libc.a:*(.eh_frame) *libm*.a:*(.eh_frame) *libgcc.a:*(.eh_frame)"
# Constants and texts that the code of all objects reads: between the large tables they would cost a page fault each. After those
# that are known to be read (constant_order.py). image_restore.c knows the symbols.
_SMALL_CONSTANTS = "*(.rodata.cst4 .rodata.cst8 .rodata.cst16 .rodata.cst32) *(.rodata.str1.1) *(.rodata.str1.8)"
# Executed before main: C++'s, and the first code of all.
_STARTUP = "*crt1.o(.text) *(.text.startup .text.startup.*)"
_END = "llrt_hot_code_end = .;"
_RANKS = {".hot": 0, ".unlikely": 2}
_PLACE = re.compile(r"^ +\*\(\.text\.unlikely ", re.MULTILINE)


def linker_flags(target: Target) -> "list[str]":
    """Options for the link: its own script with the hot sections put first. Nothing when that script is not as expected."""
    command = [*target.compiler(cxx=True), "-static", "-no-pie", "-Wl,--verbose"]
    told = subprocess.run(command, capture_output=True, text=True).stdout
    parts = told.split("=" * 50)
    place = _PLACE.search(parts[1]) if len(parts) == 3 else None
    if place is None:
        print("binary: the linker's script is not the known one; code stays in the order of the objects", file=sys.stderr)
        return []
    starts, _, others = LIST.read_text().partition(_LARGER)
    rows = "".join(f"    {row}\n" for row in (_STARTUP, *_statements(starts), _END, *_statements(others)))
    script = parts[1][: place.start()] + rows + parts[1][place.start() :]
    every, further = constant_order.rows()
    constants = ["llrt_constants_start = .;", *every, "llrt_constants_end = .;", *further, _SMALL_CONSTANTS]
    script = script.replace("  .rodata         : { ", "  .rodata         : {\n" + "".join(f"    {row}\n" for row in constants), 1)
    script = script.replace("  .eh_frame ", f"  /DISCARD/ : {{ {_NO_EXCEPTIONS} }}\n  .eh_frame ", 1)
    # Its name tells its content, so that another script is another link (compile.py compares the commands).
    out = target.out / f"link-{hashlib.sha256(script.encode()).hexdigest()[:12]}.ld"
    out.parent.mkdir(parents=True, exist_ok=True)
    for other in set(target.out.glob("link*.ld")) - {out}:
        other.unlink()
    out.write_text(script)
    return [f"-Wl,-T,{out}"]


def _statements(text: str) -> "list[str]":
    return statements(text, ".text", lambda word: f"*(.text.{word})")


def measure(target: Target, program: "list[str]") -> None:
    """Write the list, from the binary as it is built now: what hello.js executes, then what only Lambda does, then `program`."""
    known = sections(target)
    lines, listed = [_HEADER], {-1}
    for run in (image_programs.hello, image_programs.first_response):
        found = executed(target, known, run) - listed
        lines += _listed([known[index] for index in sorted(found)])
        if len(listed) == 1:
            lines += ["libc.a:\n", *wrapped(_OTHER_PROCESSORS)]
        listed |= found
    _, _, others = LIST.read_text().partition(_LARGER)
    if program:
        others = "".join(_of_larger(target, program, {_name(known[index]) for index in listed}))
    LIST.write_text("".join([*lines, _LARGER, others]))


def _of_larger(target: Target, program: "list[str]", listed: "set[tuple[str, str]]") -> "list[str]":
    """Lines for what a put executes besides `listed`, names and files."""
    lines = []
    for form, run in larger(target, program):
        known = sections(form)
        found = {index for index in executed(form, known, run) if index >= 0 and _name(known[index]) not in listed}
        lines += _listed([known[index] for index in sorted(found)])
        listed |= {_name(known[index]) for index in found}
    return lines


def _name(section: Section) -> "tuple[str, str]":
    """Of a section in any of the binaries: our own are listed by function."""
    member = MEMBER.search(section[3])
    return section[2], member[0] if member else ""


def _listed(found: "list[Section]") -> "list[str]":
    """Lines of the list; of CPython what its profile calls hot comes first, what it calls unlikely last."""
    archives: "dict[str, list[tuple[int, str]]]" = {"": []}
    for _, _, section, file in found:
        member, rest = MEMBER.search(file), section[5:]
        if member:
            word = f"{member.group(2)}/{rest}".removesuffix("/")
            archives.setdefault(member.group(1), []).append((_RANKS.get(rest, 1), word))
        elif rest and not rest.startswith((".unlikely", ".startup")):
            archives[""].append((0, rest[1:]))
    lines = []
    for archive in sorted(archives):
        rows = sorted(archives[archive], key=lambda row: row[0])
        lines += [f"{archive}:\n", *wrapped([word for _, word in rows])]
    return lines


if __name__ == "__main__":
    measure(for_arch("x64"), sys.argv[1:])

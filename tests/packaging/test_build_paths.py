"""The build works in a folder whose name has spaces, and with another interpreter (pip has one of its own for a wheel): what
has not changed is not made again, and maps of the linker are read."""

import shutil
import sys
from pathlib import Path

from cext import compile as cc
from cext import dead_code

MAP = """
 .text.one      0x0000000000412000       0x10 /home/a b/build/binary/libcrypto.a(libcrypto-lib-one.o)
 .text          0x0000000000412010       0x20 /home/ab/build/binary/libpython.a(two.o)
 .text          0x0000000000412030       0x20 /home/a b/build/obj/three.o
"""


def test_headers_in_a_folder_with_spaces(tmp_path):
    depfile = tmp_path / "one.d"
    depfile.write_text("/a\\ b/one.o: /a\\ b/one.c \\\n /a\\ b\\ c/one.h /usr/include/stdio.h \\\n /d/two.h\n")
    assert cc._dependencies(depfile) == [Path("/a b/one.c"), Path("/a b c/one.h"), Path("/d/two.h")]


def test_functions_of_archives_in_a_folder_with_spaces():
    rows = [(archive, member) for _, _, archive, member in dead_code._ROW.findall(MAP)]
    assert rows == [("libcrypto.a", "libcrypto-lib-one.o"), ("libpython.a", "two.o")]


def test_what_an_interpreter_has_made_is_made_once(tmp_path, monkeypatch):
    out, script = tmp_path / "out", tmp_path / "script.py"
    script.write_text("import sys; open(sys.argv[1], 'a').write('made ')")

    def make():
        return cc.cached_command([sys.executable, str(script), str(out)], [script], out).read_text()

    assert make() == "made "
    link = tmp_path / "python"
    link.symlink_to(shutil.which(sys.executable))
    monkeypatch.setattr(sys, "executable", str(link))
    assert make() == "made "
    script.write_text(script.read_text() + " # changed")
    assert make() == "made made "

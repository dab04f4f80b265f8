"""Linux 6.18 and later map all of a folio of the page cache that lies in one mapping: where a large program runs, none of 128 KiB
or more does so in the part of the image that few programs touch."""

import os
import subprocess

import pytest

FOLIO = 128 << 10
SHOW = 'console.log(readFileSync("/proc/self/maps", "latin1"));//'
PROGRAMS = {
    "program.mjs": 'import { readFileSync } from "node:fs";' + SHOW,
    "program.cjs": 'const { readFileSync } = require("node:fs");' + SHOW,
}
# cext/launcher/binary/image_restore.c cuts by a flag of huge pages.
pytestmark = pytest.mark.skipif(not os.path.exists("/sys/kernel/mm/transparent_hugepage"), reason="a kernel without huge pages")


def mappings(binary, folder, name, size):
    """(file offset, size) of those of the image, in a program of so many bytes."""
    program = folder / name
    program.write_text(PROGRAMS[name].ljust(size, "x"))
    told = subprocess.run([binary, program], capture_output=True, text=True, check=True).stdout
    rows = []
    for fields in filter(None, map(str.split, told.splitlines())):
        start, end = (int(word, 16) for word in fields[0].split("-"))
        if fields[-1] == str(binary) and start >= 1 << 32:
            rows.append((int(fields[2], 16), end - start))
    return rows


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_small_program_leaves_the_image_in_one_piece(binary, tmp_path, name):
    assert len(mappings(binary, tmp_path, name, 1000)) < 5


@pytest.mark.parametrize("name", PROGRAMS)
def test_no_large_folio_lies_whole_in_a_mapping_of_the_cold_part(binary, tmp_path, name):
    rows = mappings(binary, tmp_path, name, 300_000)
    # What is hot comes before, and may be more than one: a part of it becomes a page of 2 MiB, which is no file's.
    cold = rows[1 + max(i for i, (_, size) in enumerate(rows) if size > FOLIO) :]
    assert len(cold) > 20
    for offset, size in cold:
        first = -(-offset // FOLIO) * FOLIO
        assert first + FOLIO > offset + size

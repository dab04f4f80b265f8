"""What is writable in the binary is known: sections, thread-local variables of ours, the markers around what an image holds."""

import shutil
import subprocess
from pathlib import Path

import pytest

LIST = Path(__file__).with_name("writable_state.txt")
# Of libc and libstdc++, which no image holds.
FOREIGN = (
    "_nl_", "__libc_", "tcache", "thread_arena", "errno", "__h_errno", "__resp", "buffer", "catch_hook", "current",
    "_ZZN12_GLOBAL__N_1",
)  # fmt: skip


@pytest.fixture(scope="module")
def linked(binary):
    path = binary.with_name("llrt.linked")
    if not path.exists() or shutil.which("readelf") is None:
        pytest.skip("needs llrt.linked beside the binary, and readelf")
    return path


def read(*args):
    return subprocess.run(["readelf", "-W", *args], capture_output=True, text=True, check=True).stdout.splitlines()


def test_writable_sections_and_thread_locals_are_those_of_the_list(linked):
    found = set()
    for line in read("-S", linked):
        words = line.partition("]")[2].split()
        if len(words) > 6 and "W" in words[6]:
            found.add(f"section {words[0]}")
    for line in read("-s", linked):
        words = line.split()
        if len(words) > 7 and words[3] == "TLS" and not words[7].startswith(FOREIGN):
            found.add(f"thread-local {words[7].partition('.')[0]}")
    expected = {line for line in LIST.read_text().splitlines() if line and not line.startswith("#")}
    assert found == expected


def test_markers_bound_what_is_ours_and_not_libc(linked):
    place = {}
    for line in read("-s", linked):
        words = line.split()
        if len(words) > 7 and words[0] != "Num:":
            place.setdefault(words[7], int(words[1], 16))
    data = range(place["llrt_data_start"], place["llrt_data_end"])
    bss = range(place["llrt_bss_start"], place["llrt_bss_end"])
    for name in ("_PyRuntime", "PyType_Type", "_Py_NoneStruct"):
        assert place[name] in data
    for name in ("llrt_image", "environ", "_dl_random", "_IO_2_1_stdout_", "main_arena", "__stack_chk_guard"):
        assert place.get(name, 0) not in data and place.get(name, 0) not in bss
    assert all(address % 4096 == 0 for address in (data.start, data.stop, bss.start, bss.stop))

"""What stands in for parts of the linked libraries, to make the binary smaller: the multiples of P-256's generator, sscanf(), and
zeros for functions that nothing refers to."""

import ctypes
import platform
import shutil
import subprocess

import pytest

from cext import compile as cc
from cext import dead_code
from cext.binary import SOURCES
from cext.target import for_arch

pytestmark = pytest.mark.skipif(platform.machine() != "x86_64", reason="only the x86-64 binary has these")

# The same keys before and after the table is there (p256_table.c: 32 multiplications), and one of RFC 6979, A.2.5.
P256 = """
const { createECDH, createPrivateKey, createPublicKey, sign, verify, generateKeyPairSync } = require("node:crypto");
const of = (text) => { const ecdh = createECDH("prime256v1"); ecdh.setPrivateKey(text, "hex"); return ecdh.getPublicKey("hex"); };
const keys = ["01", "02", "7f", "80", "ff".repeat(31), "c9afa9d845ba75166b5c215767b1d6934e50c3db36e89b127b8a622b120f6721",
  "ffffffff00000000ffffffffffffffffbce6faada7179e84f3b9cac2fc632550"].map((text) => text.padStart(64, "0"));
const before = keys.map(of);
for (let i = 0; i < 40; i++) of("05".padStart(64, "0"));
const { privateKey, publicKey } = generateKeyPairSync("ec", { namedCurve: "P-256" });
const signature = sign("sha256", "text", privateKey);
console.log(JSON.stringify([keys.map(of).join() === before.join(), before[5], before[6].slice(2, 66) === before[0].slice(2, 66),
  verify("sha256", "text", publicKey, signature), verify("sha256", "other", publicKey, signature)]));
"""
RFC_6979 = (
    "0460fed4ba255a9d31c961eb74c6356d68c049b8923b61fa6ce669622e60f29fb6"
    "7903fe1008b8bc99a41ae9e95628bc64f2f1b20c2d7e9f5177a3c294d4462299"
)


def test_p256_gives_the_same_keys_before_and_after_its_table_is_computed(start):
    done = start("-e", P256)
    assert (done.stdout, done.stderr) == (f'[true,"{RFC_6979}",true,true,false]\n', "")


@pytest.fixture(scope="module")
def sscanf(tmp_path_factory):
    library = tmp_path_factory.mktemp("scan") / "scan.so"
    subprocess.run([*cc.compiler(), "-shared", "-fPIC", "-o", library, SOURCES / "scan.c"], check=True)
    return ctypes.CDLL(str(library))["__isoc99_sscanf"]


def test_sscanf_reads_what_the_libraries_ask_for(sscanf):
    a, b, c, d = numbers = [ctypes.c_int() for _ in range(4)]
    at, letter = ctypes.c_int(), ctypes.create_string_buffer(8)
    by = ctypes.byref
    # CPython's and libcrypto's addresses.
    assert sscanf(b"192.0.2.17x", b"%d.%d.%d.%d%c", *map(by, numbers), letter) == 5
    assert [number.value for number in numbers] == [192, 0, 2, 17] and letter.raw[:1] == b"x"
    assert sscanf(b"192.0.2.17", b"%d.%d.%d.%d%n", *map(by, numbers), by(at)) == 4 and at.value == 10
    # glibc's time zones: what does not fit leaves the rest alone.
    hours, minutes = ctypes.c_ushort(), ctypes.c_ushort()
    assert sscanf(b"5:30", b"%hu%n:%hu%n:%hu%n", by(hours), by(at), by(minutes), by(b), by(c), by(d)) == 2
    assert (hours.value, minutes.value, at.value, b.value) == (5, 30, 1, 4)
    # Lines of /proc/self/maps.
    first, last = ctypes.c_ulong(), ctypes.c_ulong()
    assert sscanf(b"7f00aa000-7f00ab000 rw-p", b"%lx-%lx %4s", by(first), by(last), letter) == 3
    assert (first.value, last.value, letter.value) == (0x7F00AA000, 0x7F00AB000, b"rw-p")
    assert sscanf(b" -12 7", b"%d %d", by(a), by(b)) == 2 and (a.value, b.value) == (-12, 7)
    assert sscanf(b"12345", b"%3d%*c%d", by(a), by(b)) == 2 and (a.value, b.value) == (123, 5)


def test_sscanf_tells_the_end_of_the_text_from_what_does_not_match(sscanf):
    number = ctypes.c_int(9)
    assert sscanf(b"", b"%d", ctypes.byref(number)) == -1
    assert sscanf(b"x", b"%d", ctypes.byref(number)) == 0
    assert sscanf(b"1", b"%f", ctypes.byref(number)) == 0
    assert number.value == 9


LIBRARY = """
static int by_table(int x) { return x + 1; }
static int by_second_table(int x) { return x + 2; }
int (*const llrt_table[])(int) = {by_table, by_second_table};
__attribute__((noinline)) static int inner(int x) { return x * 3; }
int called(int x) { return inner(x) + 1; }
__attribute__((noinline)) int only_by_unused(int x) { return x * 5; }
int unused(int x)
{
    switch (x) { case 1: return 7; case 2: return 3; case 3: return 9; case 4: return 1; case 5: return only_by_unused(x); }
    return x;
}
"""
PROGRAM = """
extern int (*const llrt_table[])(int);
int called(int);
int main(int count, char **words) { return llrt_table[0](count) + llrt_table[1](count) + called(count); }
"""


def test_only_functions_that_nothing_refers_to_become_zeros(tmp_path):
    target = for_arch()
    target.out = tmp_path
    for name, text in (("library.c", LIBRARY), ("program.c", PROGRAM)):
        (tmp_path / name).write_text(text)
        subprocess.run([*cc.compiler(), "-O1", "-c", name], cwd=tmp_path, check=True)
    subprocess.run(["ar", "rc", "libcrypto.a", "library.o"], cwd=tmp_path, check=True)
    flags = ["-static", "-no-pie", dead_code.LINKER_FLAG, "-Wl,-Map=map", "-o", "linked"]
    subprocess.run([*cc.compiler(), *flags, "program.o", "libcrypto.a"], cwd=tmp_path, check=True)
    linked, executable = tmp_path / "linked", tmp_path / "program"
    shutil.copy2(linked, executable)
    expected = subprocess.run([executable]).returncode
    told = subprocess.run(["nm", "-S", linked], capture_output=True, text=True, check=True).stdout
    sizes = {row[3]: int(row[1], 16) for row in map(str.split, told.splitlines()) if len(row) == 4}
    assert dead_code.blank(executable, linked, tmp_path / "map", target) == sizes["unused"] + sizes["only_by_unused"]
    assert executable.read_bytes() != linked.read_bytes()
    assert subprocess.run([executable]).returncode == expected == 1 + 1 + 1 + 2 + 3 + 1

"""Other machines than the one that made the image: processors without AVX, kernels that lack or refuse a system call. And what a
process from the image does with more than one thread or process."""

import json
import platform
import shutil
import subprocess

import pytest

from tests.support.refused_calls import EAGAIN, EINVAL, ENOSYS, SYSTEM_CALLS, deny

# OpenSSL and zlib-ng choose by the processor as well.
PROGRAM = """
console.log([3, 1, 2].sort().join(), 'x'.repeat(1e6).length, new Map([[1, { a: 0.1 + 0.2 }]]));
console.log(require('node:crypto').createHash('sha256').update('abc'.repeat(1000)).digest('hex'), Math.sin(1) + Math.atan(2));
const zlib = require('node:zlib'), text = Buffer.from(Array.from({ length: 9000 }, (_, i) => `${i * i % 977},`).join(''));
const back = [1, 6, 9].flatMap((level) => [['gzip', 'gunzip'], ['deflate', 'inflate']].map(([pack, unpack]) =>
  text.equals(zlib[`${unpack}Sync`](zlib[`${pack}Sync`](text, { level })))));
console.log(back.every(Boolean), zlib.crc32(text));
"""
EXPECTED = """\
1,2,3 1000000 Map(1) { 1 => { a: 0.30000000000000004 } }
328de8f1895f8bb09f6e6b4c2012ef2b2a6f067cd002794b750aa040a6f6d8bd 1.948619702601987
true 2427024030
"""


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the numbers of the calls are x86-64's")
@pytest.mark.parametrize(("call", "error"), [(call, ENOSYS) for call in SYSTEM_CALLS] + [("madvise", EINVAL), ("mremap", 12)])
def test_a_system_call_that_the_kernel_does_not_have(start, call, error):
    done = start("-e", PROGRAM, preexec_fn=deny(SYSTEM_CALLS[call], error))
    assert (done.stdout, done.stderr, done.returncode) == (EXPECTED, "", 0)


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the numbers of the calls are x86-64's")
def test_the_image_is_used_without_mremap_too(binary):
    """What it would move is little, and copied."""
    refuse = deny(SYSTEM_CALLS["mremap"], ENOSYS)
    done = subprocess.run([binary, "--build-info", "--json"], capture_output=True, preexec_fn=refuse)
    assert json.loads(done.stdout)["image"]["used"] is True


@pytest.mark.parametrize("processor", ["qemu64", "Nehalem", "Haswell"])
def test_processors_with_and_without_avx(start, binary, processor):
    emulator = shutil.which("qemu-x86_64")
    if emulator is None:
        pytest.skip("needs qemu-x86_64 (qemu-user)")
    done = start("-cpu", processor, binary, "-e", PROGRAM, program=emulator)
    assert (done.stdout, done.returncode) == (EXPECTED, 0)


def test_threads_and_children(start, tmp_path):
    """The Lambda emulator has threads and starts processes; these have timers."""
    (tmp_path / "app.mjs").write_text("""
        export const handler = async (event) => {
          await new Promise((resolve) => setTimeout(resolve, 5));
          return { pid: process.pid, sorted: event.list.sort() };
        };
    """)
    (tmp_path / "event.json").write_text('{"list": [3, 1, 2]}')
    done = start("lambda", "invoke", "app.handler", "--event", "event.json", "-n", "3", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.count('"sorted"') >= 1


@pytest.mark.skipif(platform.machine() != "x86_64", reason="the number of the call is x86-64's")
def test_a_system_that_gives_no_thread(start):
    """Errors where Node ends with an assertion; and nothing waits for what can't come."""
    program = """
    const told = [];
    const tell = (name) => (error) => {
      told.push(`${name} ${error?.code}`);
      if (told.length === 2) console.log(told.sort().join());
    };
    require('fs').readFile('/etc', tell('fs'));
    require('zlib').deflate('abc'.repeat(9999), tell('zlib'));
    """
    done = start("-e", program, preexec_fn=deny(SYSTEM_CALLS["clone3"], EAGAIN))
    assert (done.stdout, done.stderr, done.returncode) == ("fs EAGAIN,zlib EAGAIN\n", "", 0)

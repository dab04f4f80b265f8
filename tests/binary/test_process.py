"""A process that goes on from the image is an ordinary process: memory, threads, signals, descriptors, ends."""

import json
import os
import resource
import shutil
import signal
import struct
import subprocess
import sys
from pathlib import Path

import pytest

GARBAGE = """
let keep = [];
for (let round = 0; round < 30; round++) {
  const list = [];
  for (let i = 0; i < 20000; i++) { const a = { i }; a.self = a; list.push(a); }
  keep = list;
}
gc(); gc();
console.log(keep.length, typeof structuredClone({ a: new Map() }), [3, 1, 2].sort().join());
"""


def test_the_image_is_used_unless_told_otherwise(binary):
    for value, used in ((None, True), ("0", False)):
        env = {} if value is None else {"LLRT_IMAGE": value}
        info = json.loads(subprocess.run([binary, "--build-info", "--json"], env=env, capture_output=True).stdout)
        assert info["image"]["present"] is True
        assert info["image"]["used"] is used
        assert {"CPython", "quickjs", "glibc"} <= {part["name"] for part in info["components"]}


def test_everything_that_is_linked_is_told_with_its_licence_and_in_notice(binary):
    info = json.loads(subprocess.run([binary, "--build-info", "--json"], capture_output=True).stdout)
    notice = (Path(__file__).parents[2] / "NOTICE").read_text().lower()
    known = {"roots": "root certificates", "tzdata": "time zone", "icu": "icu", "@isaacs": "minimatch"}
    for part in info["components"]:
        assert part["licence"] not in ("", "None"), part
        assert part["version"] not in ("", "None", "unknown"), part
        name = part.get("library", part["name"]).split()[0].split("/")[0].lower()
        assert known.get(part["name"].split("/")[0], name) in notice, part


def test_phases_are_shown_when_asked_for(start):
    done = start("-e", "1", env={"LLRT_DEBUG_STARTUP": "1"})
    assert done.stderr.count(" us\n") >= 3


def test_collections_over_image_and_new_objects(start):
    done = start("--expose-gc", "-e", GARBAGE)
    assert (done.stdout, done.returncode) == ("20000 object 1,2,3\n", 0)


def test_globals_of_the_image_can_be_changed_and_dropped(start):
    script = """
    console = null; globalThis.Buffer = 1; delete globalThis.URL; Array.prototype.extra = 1; Object.prototype.more = 2;
    for (const name of Object.getOwnPropertyNames(globalThis)) { try { delete globalThis[name]; } catch {} }
    gc?.();
    """
    assert start("--expose-gc", "-e", script).returncode == 0


def test_an_address_space_of_64_mib(start):
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (64 << 20, 64 << 20))

    assert start("-p", "'fits'", preexec_fn=limit).stdout == "fits\n"


def test_memory_that_runs_out_is_an_error(start):
    done = start("--max-old-space-size=32", "-e", "const a = []; for (;;) a.push(new Array(1000).fill(1.5));")
    assert done.returncode == 1
    assert "memory" in done.stderr


def test_memory_that_the_system_does_not_give_is_an_error(start):
    """No limit of the engine: there may be no room left for an error object."""

    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (64 << 20, 64 << 20))

    done = start("-e", "const a = []; for (;;) a.push({})", preexec_fn=limit)
    assert done.returncode == 1
    assert done.stderr == "llrt: out of memory\n" or "\nRangeError: out of memory\n" in done.stderr


def test_recursion_without_end_is_an_error(start):
    done = start("-e", "function f() { f(); } try { f(); } catch (e) { console.log(e instanceof RangeError); }")
    assert done.stdout == "true\n"


def test_a_stack_limit_of_the_process_is_seen(start):
    def limit():
        resource.setrlimit(resource.RLIMIT_STACK, (1 << 20, 1 << 20))

    script = "let n = 0; function f() { n++; f(); } try { f(); } catch {} console.log(n > 50)"
    assert start("-e", script, preexec_fn=limit).stdout == "true\n"


def test_a_deleted_executable(binary, tmp_path):
    copy = tmp_path / "copy"
    shutil.copy2(binary, copy)
    process = subprocess.Popen([copy, "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    copy.unlink()
    out, _ = process.communicate("console.log(process.execPath, require('util').inspect(new Map([[1, 2]])))", timeout=60)
    assert out == f"{copy} Map(1) {{ 1 => 2 }}\n"


def test_a_large_environment_is_part_of_the_stack(start):
    """The kernel counts it; an engine that does not overflows."""

    def limit():
        resource.setrlimit(resource.RLIMIT_STACK, (200 << 10, 200 << 10))

    script = "let n = 0; function f() { n++; f(); } try { f(); } catch (e) { console.log(e instanceof RangeError, n > 5); }"
    assert start("-e", script, env={"LARGE": "x" * 100_000}, preexec_fn=limit).stdout == "true true\n"


# With 12 the kernel itself cannot always start a process.
@pytest.mark.parametrize("kib", [16, 24, 32, 48])
def test_a_small_stack_is_an_error_of_the_program_or_refused(start, kib):
    def limit():
        resource.setrlimit(resource.RLIMIT_STACK, (kib << 10, kib << 10))

    done = start("-e", f"require('zlib').deflateSync('x'); {GARBAGE}", env={}, preexec_fn=limit)
    if kib <= 24:
        assert (done.returncode, done.stdout) == (127, "")
        assert done.stderr == "llrt: cannot start: the limit of the stack is too small (ulimit -s)\n"
    else:
        assert done.returncode in (0, 1) or "stack is too small" in done.stderr


# How much of the image, which is the file's end, is left.
@pytest.mark.parametrize("left", [0.06, 0.3, 0.6, 0.95, 0.999])
def test_a_truncated_executable_says_so(binary, tmp_path, left):
    data, copy = binary.read_bytes(), tmp_path / "copy"
    start, count = struct.unpack_from("<Q", data, 32)[0], struct.unpack_from("<H", data, 56)[0]
    offset, size = max(struct.unpack_from("<8xQ16xQ", data, start + 56 * i) for i in range(count))
    copy.write_bytes(data[: offset + int(size * left)])
    copy.chmod(0o755)
    done = subprocess.run([copy, "-p", "1"], capture_output=True, text=True, timeout=60)
    refusal = "llrt: this executable cannot be read: its file is truncated, or the disk fails\n"
    assert (done.returncode, done.stdout, done.stderr) == (127, "", refusal)


def test_a_bus_error_of_another_mapping_is_the_signal(start):
    assert start("-e", "process.kill(process.pid, 'SIGBUS'); setTimeout(() => {}, 5000)").returncode == -signal.SIGBUS
    listens = "process.on('SIGBUS', () => process.exit(3)); process.kill(process.pid, 'SIGBUS'); setTimeout(() => {}, 5000)"
    assert start("-e", listens).returncode == 3


def test_signals(start, binary):
    program = """
        process.on('SIGUSR2', () => { console.log('got'); process.exit(4); });
        process.kill(process.pid, 'SIGUSR2');
        setTimeout(() => {}, 5000);
    """
    assert start("-e", program).returncode == 4
    process = subprocess.Popen([binary, "-e", "console.log('up'); for (;;);"], stdout=subprocess.PIPE)
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == -signal.SIGINT


def test_a_broken_pipe_is_no_signal(start):
    read, write = os.pipe()
    os.close(read)
    program = "for (let i = 0; i < 3; i++) console.log('x'.repeat(1000)); process.exitCode = 7"
    done = start("-e", program, stdout=write, stderr=subprocess.PIPE, capture_output=False)
    os.close(write)
    assert done.returncode >= 0


@pytest.mark.parametrize("closed", [0, 1, 2])
def test_closed_descriptors(start, closed):
    done = start("-e", "console.log(1); console.error(2)", preexec_fn=lambda: os.close(closed))
    assert done.returncode == 0


def test_a_folder_as_stdin_is_an_empty_program(start):
    folder = os.open("/", os.O_RDONLY)
    done = start("-", stdin=folder)
    os.close(folder)
    assert (done.stdout, done.stderr, done.returncode) == ("", "", 0)


def test_no_descriptor_can_be_opened(start):
    def limit():
        os.closerange(0, 3)
        resource.setrlimit(resource.RLIMIT_NOFILE, (0, 0))

    program = "console.log(1); try { require('fs').openSync('/') } catch (e) { process.exit(e.code === 'EMFILE' ? 7 : 8) }"
    assert start("-e", program, preexec_fn=limit, capture_output=False).returncode == 7


def test_a_full_disk_is_an_error_of_the_program(start):
    with open("/dev/full", "w") as full:
        program = "process.stdout.write('x', (e) => { process.exitCode = e?.code === 'ENOSPC' ? 5 : 6; })"
        done = start("-e", program, stdout=full, stderr=subprocess.PIPE, capture_output=False)
    assert done.returncode in (1, 5)


@pytest.mark.parametrize("locale", ["C", "POSIX", "tr_TR.UTF-8", "nonsense"])
def test_locales(start, locale):
    done = start("-p", "'İ'.length + 'grüß'.toUpperCase()", env={"LANG": locale, "LC_ALL": locale})
    assert done.stdout == "1GRÜSS\n"


def test_no_home(start, tmp_path):
    assert start("-p", "process.env.HOME", env={}, cwd=tmp_path).stdout == "undefined\n"


def test_names_of_users_come_from_etc_passwd(start):
    if os.geteuid() != 0:
        pytest.skip("changing users needs root")
    assert start("-e", "process.setgid('daemon'); process.setuid('daemon'); console.log(process.getuid())").stdout == "1\n"
    done = start("-e", "process.setuid('nobody-of-this-name')")
    assert "ERR_UNKNOWN_CREDENTIAL" in done.stderr


def test_many_starts_do_not_differ(start):
    assert {start("-p", "Object.keys(globalThis).length + [...'abc'].join()").stdout for _ in range(8)}.__len__() == 1


def test_symbols_are_beside_and_not_inside(binary):
    headers = subprocess.run(["readelf", "-SW", binary], capture_output=True, text=True).stdout
    assert ".symtab" not in headers
    segments = subprocess.run(["readelf", "-lW", binary], capture_output=True, text=True).stdout
    assert "GNU_RELRO" in segments and "INTERP" not in segments
    assert " RWE " not in segments and sys.platform == "linux"

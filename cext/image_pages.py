"""The last step of an image: which of its pages hello.js touches, which a Lambda function besides until its first response, and
which programs with the AWS SDK, of a large text and with a client over TLS besides (launcher/binary/image_profile.c), and the
tables of them in the executable. Works on the file alone; what cannot be found out is left out, and costs page faults only.
"""

import contextlib
import ctypes
import fcntl
import os
import resource
import shutil
import struct
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from . import elf, image_programs

REPORT_FD = 200
PAGE = 4096
# Of ranges of an image, on any machine.
ALIGN = 65536
MAXIMUM_RANGES = 1000
# More than half: what is touched nearly always is in every table, and what nearly never in none.
_RUNS, _ENOUGH = 9, 5
# A handshake is random in part: a page that it touches in every second run would be in the table of every second build. Where
# builds have to be equal, only what is touched each time counts.
_BY_CHANCE = (image_programs.first_request, image_programs.first_put)
_PROFILE_PAGES = 1
_FOLDER = "/tmp/llrt-build"
_REPRODUCIBLE = bool(os.environ.get("SOURCE_DATE_EPOCH"))
# Seconds, for the folder of another user's build.
_WAIT = 600
# Pages that are not touched between two that are: copying one costs less than another system call.
_GAP = 1
# Pages that the kernel maps when one is read, at the most, and how many of them are most of them.
_AROUND, _MOST = 16, 8
# llrt_image_info in image.h: nine 64-bit words, three 32-bit ones and another 64-bit word come before `profile`, then hot_count,
# then the ranges.
_PROFILE_OFFSET = 9 * 8 + 4 * 4 + 8
_RANGES_OFFSET = _PROFILE_OFFSET + 8
_LAMBDA_OFFSET = _RANGES_OFFSET + 16 * MAXIMUM_RANGES
_LAMBDA_RANGES = 80
_FURTHER_RANGES = (400, 200, 160)


def add_hot_pages(executable: Path, symbols: Path, emulator: "list[str]", sdk: bool) -> int:
    """Measure and write the table into `executable`; `symbols`: the same program with its symbols; `emulator`: what runs it
    here, when that has to be emulated; `sdk`: whether the AWS SDK is in it. Returns how many pages."""
    offset = elf.file_offset(executable.read_bytes(), elf.symbols(symbols)["llrt_image"])
    every = _measure(executable, offset, emulator, image_programs.hello)
    ranges = _ranges(every, MAXIMUM_RANGES - _LAMBDA_RANGES - sum(_FURTHER_RANGES))
    function = _measure(executable, offset, emulator, image_programs.first_response) - {
        page for start, count in ranges for page in range(start, start + count)
    }
    tables = [ranges, _ranges(function, _LAMBDA_RANGES)]
    # With what Lambda's starts touch, too: such a program need not be a function. To copy twice costs little.
    runs = (image_programs.rooms, image_programs.names, image_programs.first_request)
    imports, names, client = (_measure(executable, offset, emulator, run) for run in runs)
    put = _measure(executable, offset, emulator, image_programs.first_put) if sdk else set()
    large = imports | names
    # In the order of enum llrt_pages.
    further = (put - every, large - every, client - large - every)
    tables += [_ranges(pages, maximum) for pages, maximum in zip(further, _FURTHER_RANGES, strict=True)]
    data = bytearray(executable.read_bytes())
    table = b"".join(struct.pack("<QQ", start * PAGE, count * PAGE) for table in tables for start, count in table)
    struct.pack_into("<ii", data, offset + _PROFILE_OFFSET, 0, len(ranges))
    struct.pack_into("<4i", data, offset + _LAMBDA_OFFSET, *(len(table) for table in tables[1:]))
    data[offset + _RANGES_OFFSET : offset + _RANGES_OFFSET + len(table)] = table
    # In one piece: the page cache then keeps it in large folios, which are cheaper to map.
    executable.write_bytes(data)
    return sum(count for _, count in ranges)


def _measure(executable: Path, offset: int, emulator: "list[str]", run: "image_programs.Program") -> "set[int]":
    """Numbers of the pages that starts touch and that are worth a copy. Some are touched by chance, when a thread has to wait:
    they do not count."""
    touched: "Counter[int]" = Counter()
    written: "Counter[int]" = Counter()
    for _ in range(_RUNS):
        raw = watch(executable, offset, _PROFILE_PAGES, emulator, run)
        addresses = [address for (address,) in struct.iter_unpack("<Q", raw[: len(raw) // 8 * 8])]
        touched.update({address // PAGE for address in addresses})
        written.update({address // PAGE for address in addresses if address % PAGE})
    enough = _RUNS if _REPRODUCIBLE and run in _BY_CHANCE else _ENOUGH
    return _worth_a_copy(*({page for page, times in seen.items() if times >= enough} for seen in (touched, written)))


def _worth_a_copy(touched: "set[int]", written: "set[int]") -> "set[int]":
    """Pages that are written, and those that are only read among others that nobody needs: the kernel maps all that lie around
    the one that is read, uncopied. Where most of these are needed, that is less work than copies; elsewhere it costs memory."""
    around = Counter(page // _AROUND for page in touched)
    return {page for page in touched if page in written or around[page // _AROUND] < _MOST}


def watch(
    executable: Path,
    offset: int,
    profile: int,
    emulator: "list[str]",
    run: "image_programs.Program",
    *,
    report: bytes = b"",
    pause: float = 0.01,
) -> bytes:
    """What a start with `profile` (of llrt_image_info at `offset`) makes of the file `report`; nothing when it failed."""
    with build_folder() as folder:
        copy = Path(folder) / "llrt"
        data = bytearray(executable.read_bytes())
        struct.pack_into("<i", data, offset + _PROFILE_OFFSET, profile)
        copy.write_bytes(data)
        copy.chmod(0o755)
        with open(Path(folder) / "pages", "w+b") as file:
            file.write(report)
            file.seek(0)
            os.dup2(file.fileno(), REPORT_FD)
            status = run([*emulator, str(copy)], Path(folder), pause, pass_fds=(REPORT_FD,), preexec_fn=fix_addresses)
            os.close(REPORT_FD)
            file.seek(0)
            raw = file.read()
    if status != 0:
        print(f"binary: the image could not be profiled ({run.__name__}: {status})", file=sys.stderr)
        return b""
    return raw


@contextlib.contextmanager
def build_folder() -> "Iterator[str]":
    """A temporary folder. Where builds are to be reproducible its name is always the same: a program's own path is on its stack
    and its letters in its memory. Other builds are waited for then."""
    with contextlib.ExitStack() as stack:
        if not _REPRODUCIBLE or not _take_fixed_name(stack):
            yield stack.enter_context(tempfile.TemporaryDirectory(prefix="llrt", dir="/tmp"))
        else:
            yield _FOLDER


def _take_fixed_name(stack: contextlib.ExitStack) -> bool:
    try:
        lock = os.open(f"{_FOLDER}{os.getuid() or ''}.lock", os.O_CREAT | os.O_RDWR | os.O_NOFOLLOW | os.O_CLOEXEC, 0o600)
        stack.callback(os.close, lock)
        fcntl.flock(lock, fcntl.LOCK_EX)
        _make_folder()
    except OSError as error:
        print(f"binary: {_FOLDER} cannot be had ({error}): this image will not be reproducible", file=sys.stderr)
        return False
    stack.callback(shutil.rmtree, _FOLDER, ignore_errors=True)
    return True


def _make_folder() -> None:
    until = time.monotonic() + _WAIT
    while True:
        try:
            return os.mkdir(_FOLDER, 0o700)
        except FileExistsError:
            with contextlib.suppress(FileNotFoundError):
                if os.lstat(_FOLDER).st_uid == os.getuid():
                    shutil.rmtree(_FOLDER)  # of a build that was killed
                elif time.monotonic() > until:
                    raise
                else:
                    time.sleep(0.1)


def fix_addresses() -> None:
    """For the process to come when builds are to be reproducible: addresses of stack, heap and mappings are always the same."""
    if not _REPRODUCIBLE:
        return
    # ADDR_NO_RANDOMIZE. A container's filter of system calls may refuse it (docs/binary.md).
    if ctypes.CDLL(None, use_errno=True).personality(0x0040000) < 0:
        os.write(2, b"binary: addresses cannot be fixed (personality): this image will not be reproducible\n")
    # make raises this limit, and without one the kernel lays out memory in another way.
    resource.setrlimit(resource.RLIMIT_STACK, (8 << 20, resource.getrlimit(resource.RLIMIT_STACK)[1]))


def _ranges(pages: "set[int]", maximum: int) -> "list[tuple[int, int]]":
    """Runs of pages, near ones joined, the longest that there is room for."""
    runs: "list[list[int]]" = []
    for page in sorted(pages):
        if runs and page <= runs[-1][0] + runs[-1][1] + _GAP:
            runs[-1][1] = page - runs[-1][0] + 1
        else:
            runs.append([page, 1])
    longest = sorted(runs, key=lambda run: run[1], reverse=True)[:maximum]
    return sorted((start, count) for start, count in longest)

"""Which pages of an image are copied at start, that those of the AWS SDK come when a program names it, those of a large program
when it was read, and the heap's when it has grown."""

import ctypes
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from cext import image_pages

KINDS = ("SDK", "LARGE", "CLIENT")


def test_pages_that_are_only_read_are_mapped_where_their_neighbours_are_needed():
    window = 16 * 1000
    dense, sparse = range(window, window + 10), [window + 160, window + 161]
    touched = {*dense, *sparse}
    # Written: one here, one there.
    assert image_pages._worth_a_copy(touched, {window + 3, window + 161}) == {window + 3, *sparse}
    assert image_pages._worth_a_copy(touched, touched) == touched


@pytest.fixture
def copied(monkeypatch):
    """What ahead.size() and source() had to say for a program of this text; folders that have packages of their own."""
    from llrt.modules import ahead

    def run(text, folder, name="program.mjs", client=False):
        told = []
        monkeypatch.setattr(ahead, "copy_pages", lambda kind: told.append(KINDS[kind]))
        monkeypatch.setattr(ahead, "_copied", set())
        monkeypatch.setattr(ahead, "begin_thread", lambda ciphers: told.append("thread"))
        ahead.size(len(text), f"{folder}/{name}")
        ahead.source(text, f"{folder}/{name}")
        if client:
            ahead.tls()
        return told

    return run


def test_a_program_that_names_the_sdk_gets_its_pages_before_it_is_compiled(copied, tmp_path, monkeypatch):
    named = b"import { S3Client } from '@aws-sdk/client-s3';"
    assert copied(named, tmp_path) == copied(named.decode(), tmp_path) == ["SDK", "thread"]
    assert copied(b"import fs from 'node:fs';", tmp_path) == []
    assert copied(b" " * 5000 + named, tmp_path) == []
    monkeypatch.setenv("LLRT_SDK", "off")
    assert copied(named, tmp_path) == []


def test_not_where_it_has_packages_of_its_own(copied, tmp_path):
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    (tmp_path / "node_modules" / "@aws-sdk").mkdir(parents=True)
    named = b"import { S3Client } from '@aws-sdk/client-s3';"
    assert copied(named, inner) == copied(named, tmp_path) == []


def test_a_large_text_gets_its_pages_before_it_is_compiled_and_its_client_s_before_the_thread(copied, tmp_path):
    large = b"f();" * 50_000
    assert copied(large, tmp_path) == copied(large.decode(), tmp_path) == ["LARGE"]
    assert copied(large, tmp_path, client=True) == ["LARGE", "CLIENT", "thread"]
    assert copied(large, tmp_path, name="data.json") == []
    assert copied(b"f();" * 20_000, tmp_path, client=True) == ["thread"]


def test_the_heap_of_a_large_program_is_made_in_steps_and_not_that_of_a_small_one(binary, tmp_path):
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("needs strace")

    def steps(program):
        trace = tmp_path / "trace"
        words = [strace, "-o", trace, "-e", "trace=brk,madvise", binary, "-e", program]
        if subprocess.run(words, capture_output=True, env={}).returncode:
            pytest.skip("strace may not trace here")
        text = trace.read_text()
        first = int(re.search(r"brk\(NULL\) += (0x\w+)", text)[1], 16)
        made = re.findall(r"madvise\((0x\w+), (\d+), (?:MADV_POPULATE_WRITE|0x17)", text)
        return [(int(start, 16) - first, int(size)) for start, size in made if int(start, 16) >= first]

    assert steps("1") == []
    large = steps("globalThis.kept = Array.from({ length: 50000 }, (_, i) => ({ i }))")
    assert len(large) > 10
    assert all(start >= 256 << 10 and size <= 256 << 10 for start, size in large)


@pytest.fixture
def large_pages(tmp_path):
    """A program of 300 KB runs `body`, which may call largePages(name): KiB in pages of 2 MiB of the heap or the image."""
    wanted = Path("/sys/kernel/mm/transparent_hugepage/enabled")
    if not wanted.exists() or "[never]" in wanted.read_text():
        pytest.skip("a kernel without huge pages")
    look = """
        import { readFileSync } from "node:fs";
        function largePages(place) {
          let inside = false, found = 0;
          for (const line of readFileSync("/proc/self/smaps", "latin1").split("\\n")) {
            const [, start, , name] = /^([0-9a-f]+)-([0-9a-f]+) .{4} \\S+ \\S+ \\S+ *(.*)$/.exec(line) ?? [];
            if (start) inside = place === "heap" ? name === "[heap]" : name === "" && start.length < 12;
            else if (inside && line.startsWith("AnonHugePages:")) found += parseInt(line.slice(14));
          }
          return found;
        }
    """

    def run(binary, body, **how):
        program = tmp_path / "large.mjs"
        program.write_text(f"{look}{body}//".ljust(300_000, "x"))
        done = subprocess.run([binary, program], capture_output=True, text=True, **how)
        assert done.returncode == 0, done.stderr
        return done.stdout.split()

    return run


SHOW = 'console.log(largePages("image"), largePages("heap"));'


def test_a_large_program_gets_pages_of_2_mib_for_the_image_and_the_heap(binary, large_pages):
    image, heap = map(int, large_pages(binary, SHOW))
    assert image >= 2048
    assert heap >= 2048


def test_where_the_system_gives_none_there_are_small_ones(binary, large_pages):
    PR_SET_THP_DISABLE = 41

    def without():
        ctypes.CDLL(None).prctl(PR_SET_THP_DISABLE, 1, 0, 0, 0)

    assert large_pages(binary, SHOW, preexec_fn=without) == ["0", "0"]


def test_no_page_of_the_image_is_moved_beside_another_thread(binary, large_pages, tmp_path):
    (tmp_path / "small.mjs").write_text("""
        import { pbkdf2 } from "node:crypto";
        import { readdirSync } from "node:fs";
        await new Promise((done) => pbkdf2("", "", 1, 8, "sha256", done));
        console.log(readdirSync("/proc/self/task").length > 1);
        await import("./large.mjs");
    """)
    large_pages(binary, SHOW)
    done = subprocess.run([binary, tmp_path / "small.mjs"], capture_output=True, text=True)
    assert done.stdout.split()[:2] == ["true", "0"], done.stderr


def test_a_large_program_of_the_command_line_gets_its_page_before_others_are_copied(binary, large_pages, tmp_path):
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("needs strace")
    large_pages(binary, "")

    def calls(*words):
        trace = tmp_path / "trace"
        words = [strace, "-o", trace, "-e", "trace=mremap,madvise,openat", binary, *words]
        if subprocess.run(words, capture_output=True, env={}).returncode:
            pytest.skip("strace may not trace here")
        text = trace.read_text()
        moved = re.search(r"mremap\(0x\w+, 2097152, 2097152, .*(0x\w+)\) += ", text)
        return text, moved and int(moved[1], 16), moved and moved.start()

    text, page, position = calls(tmp_path / "large.mjs")
    for one in re.finditer(r"madvise\((0x\w+), \d+, (?:MADV_POPULATE_WRITE|0x17)", text):
        assert not page <= int(one[1], 16) < page + (2 << 20)
    assert position < text.index("large.mjs")
    (tmp_path / "small.mjs").write_text("await import('./large.mjs')")
    text, page, position = calls(tmp_path / "small.mjs")
    assert text.index("large.mjs") < position
    assert calls("-e", "1")[1] is None

"""Which pages of an image are copied at start, that those of the AWS SDK come when a program names it, those of a large program
when it was read, and the heap's when it has grown."""

import re
import shutil
import subprocess

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
    """What ahead.source() had to say for a program of this text; folders that have packages of their own."""
    from llrt.modules import ahead

    def run(text, folder, name="program.mjs", client=False):
        told = []
        monkeypatch.setattr(ahead, "copy_pages", lambda kind: told.append(KINDS[kind]))
        monkeypatch.setattr(ahead, "_copied", set())
        monkeypatch.setattr(ahead, "begin_thread", lambda: told.append("thread"))
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

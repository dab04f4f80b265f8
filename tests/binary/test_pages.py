"""Which pages of an image are copied at start, and that those of the AWS SDK come when a program names it."""

import pytest

from cext import image_pages


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

    def run(text, folder):
        told = []
        monkeypatch.setattr(ahead, "on_sdk", [lambda: told.append("pages")])
        monkeypatch.setattr(ahead, "tls", lambda: told.append("thread"))
        ahead.source(text, f"{folder}/program.mjs")
        return told

    return run


def test_a_program_that_names_the_sdk_gets_its_pages_before_it_is_compiled(copied, tmp_path, monkeypatch):
    named = b"import { S3Client } from '@aws-sdk/client-s3';"
    assert copied(named, tmp_path) == copied(named.decode(), tmp_path) == ["pages", "thread"]
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

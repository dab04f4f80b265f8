"""DynamoDB over TLS: what programs do with it is answered as in Node, by the built-in SDK and by one that the user bundled."""

from .conftest import ROOT

PROGRAM = ROOT / "tests" / "sdk" / "programs" / "dynamodb.mjs"


def test_the_built_in_sdk_does_as_in_node(llrt, node, bundle, new_dynamodb, sdk_environment):
    peer = node(bundle(PROGRAM), env=new_dynamodb())
    assert peer.code == 0, peer
    result = llrt(PROGRAM, env={**new_dynamodb(), **sdk_environment})
    assert result.code == 0, result
    assert result.stdout.splitlines() == peer.stdout.splitlines()

"""DynamoDB: what programs do with it is answered as in Node, by the built-in SDK and by one that the user bundled."""

import pytest

from .conftest import ROOT, empty

PROGRAMS = ROOT / "tests" / "sdk" / "programs"
PROGRAM = PROGRAMS / "dynamodb.mjs"
TRANSACTIONS = PROGRAMS / "transactions.mjs"


@pytest.fixture(params=["built-in", "bundled"])
def run(request, llrt, bundle, sdk_environment):
    """`run(program, env)`: under llrt, with its SDK, or with what esbuild made of program and SDK; then llrt's own is off."""
    if request.param == "built-in":
        return lambda program, env: llrt(program, env={**env, **sdk_environment})
    return lambda program, env: llrt(bundle(program), env={**env, "LLRT_SDK": "off"})


def test_over_tls_every_operation_does_as_in_node(run, node, bundle, new_dynamodb):
    peer = node(bundle(PROGRAM), env=new_dynamodb())
    assert peer.code == 0, peer
    result = run(PROGRAM, new_dynamodb())
    assert result.code == 0, result
    assert result.stdout.splitlines() == peer.stdout.splitlines()


def test_transactions_do_as_in_node(run, node, bundle, aws):
    """Of moto: dynalite, which serves the test above, has none."""
    peer = node(bundle(TRANSACTIONS), env=aws)
    assert peer.code == 0, peer
    told = dict(line.split(" ", 1) for line in peer.stdout.splitlines())
    assert '"Code":"ConditionalCheckFailed"' in peer.stdout and '"same":true' in told["tokens"], peer
    empty(aws["AWS_ENDPOINT_URL"])
    result = run(TRANSACTIONS, aws)
    assert result.code == 0, result
    assert result.stdout.splitlines() == peer.stdout.splitlines()

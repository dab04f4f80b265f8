"""Services other than DynamoDB, of a server that imitates AWS: what programs are told is what Node tells them."""

import json

import pytest

from cext import sdk

from .conftest import CREDENTIALS, ROOT, empty

PROGRAMS = ROOT / "tests" / "sdk" / "programs"


def test_one_exchange_with_each_service_is_as_in_node(llrt, node, bundle, aws, sdk_environment):
    peer = node(bundle(PROGRAMS / "services.mjs"), env=aws)
    assert peer.code == 0, peer
    empty(aws["AWS_ENDPOINT_URL"])
    result = llrt(PROGRAMS / "services.mjs", env={**aws, **sdk_environment})
    assert result.code == 0, result
    assert result.stdout.splitlines() == peer.stdout.splitlines()


@pytest.mark.parametrize("flavour", sdk.FLAVOURS)
def test_every_package_is_imported_and_every_client_is_made(llrt, sdk_environment, data_file, flavour):
    names = sdk.flavour(flavour)["packages"]
    if sdk_environment:
        environment = {"LLRT_SDK_FILE": str(data_file(flavour))}
    else:
        environment = {}
        carried = {part["name"] for part in json.loads(llrt("--build-info", "--json").stdout)["components"]}
        if not carried.issuperset(name for name in names if "/client-" in name):
            pytest.skip("the binary under test has the other flavour")
    result = llrt(PROGRAMS / "clients.mjs", *names, env={**CREDENTIALS, **environment, "AWS_REGION": "eu-west-3"})
    assert result.stdout == f"{sum('/client-' in name for name in names)}\n", result

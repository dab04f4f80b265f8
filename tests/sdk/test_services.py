"""Services other than DynamoDB, of a server that imitates AWS: what programs are told is what Node tells them."""

import pytest

from cext import sdk, sdk_data

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
def test_every_package_is_imported_and_every_client_is_made(llrt, sdk_environment, tmp_path, flavour):
    if flavour == "full" and not sdk_environment:
        pytest.skip("the binary under test has its own flavour")
    environment = sdk_environment if flavour == "std" else {"LLRT_SDK_FILE": str(sdk_data.write(flavour, tmp_path / "sdk.llrt"))}
    names = sdk.flavour(flavour)["packages"]
    result = llrt(PROGRAMS / "clients.mjs", *names, env={**CREDENTIALS, **environment, "AWS_REGION": "eu-west-3"})
    assert result.stdout == f"{sum('/client-' in name for name in names)}\n", result

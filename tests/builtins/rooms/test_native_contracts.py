"""native.d.ts of a room names exactly the ops there are."""

import re
from pathlib import Path

import pytest

import llrt.builtins
from llrt.runtime.environment import Environment

BUILTINS = Path(llrt.builtins.__path__[0])
CONTRACTS = sorted(BUILTINS.rglob("native.d.ts"))


@pytest.fixture(scope="module")
def env():
    environment = Environment().boot()
    yield environment
    environment.close()


@pytest.mark.parametrize("contract", CONTRACTS, ids=lambda path: path.parent.name)
def test_the_contract_names_every_op(contract, env):
    room = str(contract.parent.relative_to(BUILTINS)).lstrip("_")
    declared = re.findall(r"^export (?:function|const) (\w+)", contract.read_text(encoding="utf-8"), re.MULTILINE)
    assert sorted(declared) == sorted(env.natives.load(room))


def test_every_room_with_ops_has_one():
    rooms = {path.parent for path in BUILTINS.rglob("native.py")}
    assert sorted(path.name for path in rooms - {path.parent for path in CONTRACTS}) == []

"""native.d.ts names exactly the ops there are."""

from pathlib import Path

from llrt.builtins.url import native

CONTRACT = Path(native.__file__).with_name("native.d.ts")


def test_the_contract_names_every_op():
    lines = CONTRACT.read_text(encoding="utf-8").splitlines()
    declared = {line.removeprefix("export function ").partition("(")[0] for line in lines if line.startswith("export function ")}
    assert declared == set(native.ops(None))

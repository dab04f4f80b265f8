"""Where the packages of the built-in SDK come from."""

import pytest

IMPORT = 'import { DynamoDBClient } from "@aws-sdk/client-dynamodb"; console.log(typeof DynamoDBClient, DynamoDBClient.own);'
OWN = {
    "node_modules/@aws-sdk/client-dynamodb/package.json": '{"name": "@aws-sdk/client-dynamodb", "main": "main.js"}',
    "node_modules/@aws-sdk/client-dynamodb/main.js": "exports.DynamoDBClient = class { static own = 'the own one'; };",
}
REQUIRE = 'const sdk = require("@aws-sdk/client-dynamodb"); console.log(typeof sdk.DynamoDBClient, sdk.DynamoDBClient.own);'


@pytest.fixture
def program(llrt, tmp_path, sdk_environment):
    """`program(text, files={}, env={}, name=)` runs it in a folder with these files."""

    def run(text, files=None, env=None, name="main.mjs"):
        for path, content in {**(files or {}), name: text}.items():
            (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
            (tmp_path / path).write_text(content)
        return llrt(name, cwd=tmp_path, env={**sdk_environment, **(env or {})})

    return run


def test_a_bare_name_is_the_built_in_package(program):
    assert program(IMPORT).stdout == "function undefined\n"


def test_a_package_in_node_modules_comes_first(program):
    assert program(IMPORT, OWN).stdout == "function the own one\n"
    assert program(REQUIRE, OWN, name="main.cjs").stdout == "function the own one\n"


def test_LLRT_SDK_can_say_that_the_built_in_one_comes_first(program):
    assert program(IMPORT, OWN, {"LLRT_SDK": "first"}).stdout == "function undefined\n"
    assert program(REQUIRE, OWN, {"LLRT_SDK": "first"}, name="main.cjs").stdout == "function undefined\n"


def test_LLRT_SDK_can_say_that_there_is_none(program):
    result = program(IMPORT, env={"LLRT_SDK": "off"})
    assert result.code == 1 and "Cannot find package '@aws-sdk/client-dynamodb' imported from" in result.stderr


def test_another_value_of_LLRT_SDK_is_refused(program):
    result = program(IMPORT, env={"LLRT_SDK": "yes"})
    assert result.code == 1 and "LLRT_SDK is 'yes', expected one of fallback, first, off" in result.stderr


def test_require_gives_it(program):
    assert program(REQUIRE, name="main.cjs").stdout == "function undefined\n"
    text = 'console.log(require.resolve("@smithy/core/cbor"), require("@smithy/core/cbor") === require("@smithy/core/cbor"))'
    assert program(text, name="main.cjs").stdout == "sdk:@smithy/core/cbor true\n"


def test_both_ways_give_one_module(program):
    text = """
        import { createRequire } from "node:module";
        import * as imported from "@aws-sdk/client-sts";
        console.log(createRequire(import.meta.url)("@aws-sdk/client-sts").STSClient === imported.STSClient);
        console.log((await import("sdk:@aws-sdk/client-sts")) === imported, import.meta.resolve("@aws-sdk/client-sts"));
    """
    assert program(text).stdout == "true\ntrue sdk:@aws-sdk/client-sts\n"


def test_what_is_not_built_in_is_not_found(program):
    result = program('await import("@aws-sdk/client-nonsense")')
    assert result.code == 1 and "Cannot find package '@aws-sdk/client-nonsense' imported from" in result.stderr
    result = program('await import("sdk:@aws-sdk/client-nonsense")')
    assert result.code == 1 and "No such built-in module: sdk:@aws-sdk/client-nonsense" in result.stderr


def test_its_inner_modules_are_not_for_programs(program):
    result = program('await import("node:internal/sdk/lazy/fs")')
    assert result.code == 1 and "No such built-in module: node:internal/sdk/lazy/fs" in result.stderr


def test_it_is_none_of_nodes_builtins(program):
    text = 'import { builtinModules } from "node:module"; console.log(builtinModules.filter((name) => /sdk/.test(name)).length)'
    assert program(text).stdout == "0\n"


def test_a_file_that_is_no_sdk_is_refused(llrt, tmp_path, sdk_file, sdk_environment):
    if not sdk_environment:
        pytest.skip("the SDK is part of this binary and no file is read")
    (tmp_path / "main.mjs").write_text(IMPORT)
    data = sdk_file.read_bytes()
    cases = {
        b"nonsense" + data[8:]: "is no SDK of llrt",
        data[:12]: "is no SDK of llrt",
        data[:12] + b"\1\2\3\4" + data[16:]: "belongs to another version of llrt",
    }
    for content, message in cases.items():
        (tmp_path / "sdk.llrt").write_bytes(content)
        result = llrt("main.mjs", cwd=tmp_path, env={"LLRT_SDK_FILE": str(tmp_path / "sdk.llrt")})
        assert result.code == 1 and message in result.stderr, result


def test_damaged_bytecode_is_an_error_and_no_crash(llrt, tmp_path, sdk_file, sdk_environment):
    if not sdk_environment:
        pytest.skip("the SDK is part of this binary and no file is read")
    (tmp_path / "main.mjs").write_text(IMPORT)
    data = bytearray(sdk_file.read_bytes())
    start = 20 + int.from_bytes(data[16:20], "little")
    for at in range(start + 50, len(data), 1000):
        data[at] ^= 0x55
    (tmp_path / "sdk.llrt").write_bytes(data)
    result = llrt("main.mjs", cwd=tmp_path, env={"LLRT_SDK_FILE": str(tmp_path / "sdk.llrt")})
    assert result.code == 1 and "is damaged" in result.stderr, result

"""import in an embedding context: sources come from the host."""

import pytest

import llrt


@pytest.fixture
def runtime():
    with llrt.Runtime() as runtime:
        yield runtime


def test_modules_from_a_mapping(runtime):
    sources = {
        "main": "import {b} from './lib/b.js'; export const a = b + 1",
        "lib/b.js": "export {c as b} from './c.js'",
        "lib/c.js": "export const c = 41",
    }
    assert runtime.context(modules=sources).import_module("main").get("a") == 42


def test_modules_from_a_loader(runtime):
    asked = []

    def load(name):
        asked.append(name)
        return f"export default {name!r}" if name != "missing" else None

    context = runtime.context(load=load)
    assert context.import_module("x").get("default") == "x"
    assert context.import_module("x").get("default") == "x"
    assert asked == ["x"]
    with pytest.raises(llrt.JSError, match="missing"):
        context.import_module("missing")


def test_a_module_is_loaded_once_per_context(runtime):
    context = runtime.context(modules={"n": "globalThis.count = (globalThis.count ?? 0) + 1"})
    context.import_module("n")
    context.eval("import('n')")
    assert context.get("count") == 1


def test_files_are_not_reachable(runtime, tmp_path):
    (tmp_path / "a.mjs").write_text("export default 1")
    with pytest.raises(llrt.JSError):
        runtime.context().import_module(str(tmp_path / "a.mjs"))


def test_node_contexts_import_files(runtime, tmp_path):
    (tmp_path / "a.mjs").write_text("export default 1")
    assert runtime.context(node=True).import_module(str(tmp_path / "a.mjs")).get("default") == 1


def test_errors_in_modules_name_the_place(runtime):
    with pytest.raises(llrt.JSSyntaxError) as caught:
        runtime.context(modules={"bad": "export let = 1"}).import_module("bad")
    assert "bad" in str(caught.value.stack)

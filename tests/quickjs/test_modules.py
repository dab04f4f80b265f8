"""Modules: requests, binding, linking, evaluation, hooks, synthetic modules, builtins."""

import pytest

from llrt import _quickjs
from llrt._quickjs import HostError, JSError, JSSyntaxError, Module


@pytest.fixture
def graph(context):
    """graph({name: source}) loads breadth-first and returns the Modules by name."""

    def load(sources, root="a"):
        modules, queue = {}, [root]
        while queue:
            name = queue.pop(0)
            if name in modules:
                continue
            modules[name] = context.compile(sources[name], name, module=True)
            queue += [specifier for specifier, _ in modules[name].requests]
        for module in modules.values():
            module.link([modules[specifier] for specifier, _ in module.requests])
        return modules

    return load


def test_requests_are_listed_once_in_order_with_attributes(context):
    module = context.compile("import 'x'; import y from 'y' with {type: 'json'}; export * from 'z'; import 'x'", "m", module=True)
    assert module.requests == [("x", {}), ("y", {"type": "json"}), ("z", {})]
    assert (module.name, module.status) == ("m", "unlinked")


def test_a_graph_is_bound_linked_and_evaluated(context, graph):
    modules = graph(
        {
            "a": "import {b} from 'b'; export const a = b + 1",
            "b": "import {c} from 'c'; export const b = c + 1",
            "c": "export const c = 1",
        }
    )
    promise = modules["a"].evaluate()
    assert promise.promise_state == "fulfilled"
    assert modules["a"].namespace().get("a") == 3
    assert {m.status for m in modules.values()} == {"evaluated"}
    assert modules["a"].evaluate() == promise


def test_cycles_work(context, graph):
    modules = graph(
        {"a": "import {b} from 'b'; export const a = 1; export {b}", "b": "import {a} from 'a'; export const b = () => a"}
    )
    modules["a"].evaluate()
    assert context.call(modules["a"].namespace().get("b")) == 1


def test_a_missing_export_is_a_syntax_error(graph):
    modules = graph({"a": "import {nope} from 'b'", "b": ""})
    with pytest.raises(JSSyntaxError, match="nope"):
        modules["a"].instantiate()
    assert modules["a"].status == "unlinked"


def test_link_wants_a_module_for_each_request(context):
    module = context.compile("import 'x'", "m", module=True)
    with pytest.raises(ValueError, match="1 requests, but 0"):
        module.link([])
    with pytest.raises(TypeError, match="takes Modules"):
        module.link([5])
    with pytest.raises(TypeError, match="same Context"):
        module.link([context.runtime.context().compile("", "x", module=True)])
    with pytest.raises(JSError):
        module.instantiate()


def test_a_throwing_module_is_errored_and_its_promise_rejected(graph):
    modules = graph({"a": "import 'b'", "b": "throw new Error('boo')"})
    promise = modules["a"].evaluate()
    promise.mark_handled()
    assert promise.promise_state == "rejected"
    assert promise.rejection_error().message == "boo"
    assert modules["a"].status == "errored" and modules["a"].error.get("message") == "boo"


def test_top_level_await(context, graph):
    modules = graph({"a": "import {b} from 'b'; export const a = b", "b": "export const b = await Promise.resolve(5)"})
    assert (modules["a"].has_tla, modules["a"].graph_has_tla, modules["b"].has_tla) == (False, True, True)
    promise = modules["a"].evaluate()
    assert promise.promise_state == "pending" and modules["b"].status == "evaluating"
    context.drain()
    assert promise.promise_state == "fulfilled"
    assert modules["a"].namespace().get("a") == 5


def test_evaluate_sync_gives_the_namespace_or_the_error(context, graph):
    assert graph({"a": "export default 7"})["a"].evaluate_sync().get("default") == 7
    with pytest.raises(JSError, match="boo"):
        graph({"a": "throw new Error('boo')"})["a"].evaluate_sync()
    with pytest.raises(JSError) as caught:
        graph({"a": "await 1"})["a"].evaluate_sync()
    assert caught.value.value.get("code") == "ERR_REQUIRE_ASYNC_MODULE"


def test_import_meta_is_filled_by_the_hook_once(context):
    calls = []

    def meta(module, meta):
        calls.append(module)
        meta.set("url", "file:///" + module.name)

    context.set_meta_hook(meta)
    module = context.compile("export const u = import.meta.url + (import.meta === import.meta)", "m", module=True)
    module.evaluate()
    assert module.namespace().get("u") == "file:///mtrue"
    assert calls == [module]


def test_dynamic_import_asks_the_hook(context):
    seen = []

    def load(base, specifier, attributes):
        seen.append((base, specifier, attributes))
        return context.compile("export default " + repr(specifier), specifier, module=True)

    context.set_import_hook(load)
    promise = context.eval("import('x', {with: {type: 'json'}}).then(n => n.default)", "script.js")
    context.drain()
    assert promise.promise_result == "x"
    assert seen == [("script.js", "x", {"type": "json"})]


def test_the_hook_may_answer_later_with_a_deferred(context):
    pending = []

    def load(base, specifier, attributes):
        pending.append(context.deferred())
        return pending[-1]

    context.set_import_hook(load)
    promise = context.eval("import('x').then(n => n.default)")
    context.drain()
    assert promise.promise_state == "pending"
    pending[0].resolve(context.compile("export default await 5", "x", module=True))
    context.drain()
    assert promise.promise_result == 5


def test_the_hook_may_answer_with_a_settled_deferred(context):
    def load(base, specifier, attributes):
        deferred = context.deferred()
        deferred.resolve(context.compile("export default 5", "x", module=True))
        return deferred

    context.set_import_hook(load)
    promise = context.eval("import('x').then(n => n.default)")
    context.drain()
    assert promise.promise_result == 5


@pytest.mark.parametrize("later", [False, True])
def test_a_failing_hook_rejects_the_import(context, later):
    def load(base, specifier, attributes):
        if later:
            deferred = context.deferred()
            deferred.reject(LookupError("not found"))
            return deferred
        raise LookupError("not found")

    context.set_import_hook(load)
    promise = context.eval("import('x')")
    context.drain()
    promise.mark_handled()
    error = promise.rejection_error()
    assert isinstance(error, HostError) and isinstance(error.__cause__, LookupError)


def test_an_import_without_a_hook_or_with_a_bad_answer_is_rejected(context):
    for hook in (None, lambda *a: 5):
        context.set_import_hook(hook)
        promise = context.eval("import('x')")
        context.drain()
        promise.mark_handled()
        assert "import" in str(promise.rejection_error())


def test_a_pending_import_at_teardown_is_harmless(runtime, context):
    context.set_import_hook(lambda *a: context.deferred())
    context.eval("import('x')")
    context.drain()


def test_a_synthetic_module_gets_its_exports_when_evaluated(context):
    calls = []

    def init(module):
        calls.append(module)
        module.set_export("default", {"a": None})
        module.set_export("f", lambda x: x + 1)

    synthetic = context.synthetic_module("syn", ["default", "f"], init)
    module = context.compile("import d, {f} from 'syn'; export default [d, f(1)]", "m", module=True)
    module.link([synthetic])
    assert calls == []
    module.evaluate()
    assert calls == [synthetic]
    assert module.namespace().get("default") == [{"a": None}, 2]
    synthetic.set_export("f", 5)
    assert synthetic.namespace().get("f") == 5


def test_a_synthetic_modules_init_may_fail(context):
    synthetic = context.synthetic_module("syn", ["x"], lambda m: 1 / 0)
    promise = synthetic.evaluate()
    promise.mark_handled()
    assert isinstance(promise.rejection_error().__cause__, ZeroDivisionError)


def test_setting_an_unknown_export_is_an_error(context):
    with pytest.raises(JSError, match="nope"):
        context.synthetic_module("syn", ["x"]).set_export("nope", 1)


def test_a_synthetic_module_works_after_its_handle_is_gone(context):
    module = context.compile("import {x} from 'syn'; export {x}", "m", module=True)
    module.link([context.synthetic_module("syn", ["x"], lambda m: m.set_export("x", 5))])
    module.evaluate()
    assert module.namespace().get("x") == 5


def test_a_module_that_nobody_needs_is_freed(runtime, context):
    before = runtime.counts()["modules"]
    for i in range(100):
        context.compile("import 'x'; export let y = 1", f"m{i}", module=True)
        context.synthetic_module(f"s{i}", ["x"], lambda m: None)
    assert runtime.counts()["modules"] == before


def test_a_failed_import_leaves_the_others_usable(context, graph):
    """Settled: upstream frees a module that another still points to."""
    modules = graph({"a": "import 'b'; import {x} from 'c'", "b": "import 'a'; export let y = 1", "c": ""})
    for _ in range(3):
        with pytest.raises(JSSyntaxError):
            modules["a"].instantiate()
    context.runtime.gc()
    b = context.compile("export let y = 1", "b2", module=True)
    b.evaluate()
    assert modules["b"].status == "unlinked"


def test_a_long_chain_of_modules(context, graph):
    count = 3000
    sources = {f"m{i}": f"import {{x as y}} from 'm{i + 1}'; export const x = y + 1" for i in range(count)}
    sources[f"m{count}"] = "export const x = 0"
    modules = graph(sources, "m0")
    modules["m0"].evaluate()
    assert modules["m0"].namespace().get("x") == count


def test_a_module_can_be_renamed_before_linking(context):
    module = context.read_bytecode(context.compile("export let u = import.meta.url", "old", module=True).bytecode())
    module.rename("new")
    assert module.name == "new"


def test_builtins_are_linked_and_shared(context):
    assert context.builtin("node:no-such-thing") is None
    engine = context.builtin("native:engine")
    assert isinstance(engine, Module) and context.builtin("native:engine") is engine
    assert context.load_builtin("native:engine").get("gc").typeof == "function"
    with pytest.raises(JSError):
        context.load_builtin("node:no-such-thing")
    assert all(name.startswith(("node:", "llrt:")) and "internal" not in name for name in context.builtins())


def test_exports_of_unusual_names(context):
    module = context.compile("const x = 1; export {x as 'é 😀'}", "m", module=True)
    module.evaluate()
    assert module.namespace().get("é 😀") == 1


def test_parse_json(context):
    assert context.parse_json('{"a": [1, null, "é", {"b": true}], "c": 1e3}') == {"a": [1, None, "é", {"b": True}], "c": 1000}
    assert context.parse_json(b"[1]") == [1]
    with pytest.raises(JSSyntaxError):
        context.parse_json("{", "package.json")
    with pytest.raises(_quickjs.JSError):
        context.parse_json("[" * 1_000_000)

"""What Lambda adds to the loading of modules: hooks from LLRT_REGISTER_HOOKS, packages of layers for import."""

from tests.lambda_runtime.fake_api import run_runtime

HOOKS = """
import { registerHooks } from "node:module";
registerHooks({
  resolve: (specifier, context, next) =>
    specifier === "virtual:greeting" ? { url: specifier, shortCircuit: true } : next(specifier, context),
  load: (url, context, next) =>
    url === "virtual:greeting" ? { format: "module", source: "export default 'hello'", shortCircuit: true } : next(url, context),
});
"""


def test_hooks_of_the_environment_are_there_before_the_handler_loads(tmp_path):
    (tmp_path / "hooks.mjs").write_text(HOOKS)
    (tmp_path / "app.mjs").write_text('import greeting from "virtual:greeting"; export const handler = async () => greeting;')
    ran = run_runtime(tmp_path, "app.handler", [{}], env={"LLRT_REGISTER_HOOKS": "hooks.mjs"})
    assert [post.json for post in ran.posts] == ["hello"]


def test_hooks_that_are_missing_are_an_error_of_init(tmp_path):
    (tmp_path / "app.mjs").write_text("export const handler = async () => 1;")
    ran = run_runtime(tmp_path, "app.handler", [{}], env={"LLRT_REGISTER_HOOKS": "./none.mjs"})
    assert "none.mjs" in ran.posts[0].json["errorMessage"]


def test_packages_of_layers_can_be_imported(tmp_path):
    layer = tmp_path / "layer" / "node_modules" / "from-layer"
    layer.mkdir(parents=True)
    (layer / "index.js").write_text("exports.name = 'layer';")
    task = tmp_path / "task"
    task.mkdir()
    (task / "app.mjs").write_text('import { name } from "from-layer"; export const handler = async () => name;')
    ran = run_runtime(task, "app.handler", [{}], env={"NODE_PATH": str(layer.parent)})
    assert [post.json for post in ran.posts] == ["layer"]

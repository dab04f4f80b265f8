"""LLRT_PLATFORM=browser: packages are taken in their form for browsers; without it as Node does."""

import json

import pytest

from tests.conftest import write_files


def package(**fields):
    return json.dumps(fields)


FILES = {
    "node_modules/conditions/package.json": package(
        exports={".": {"node": "./node.js", "browser": {"import": "./browser.mjs", "default": "./browser.cjs"}}}
    ),
    "node_modules/conditions/node.js": "module.exports = 'node'",
    "node_modules/conditions/browser.mjs": "export default 'browser import'",
    "node_modules/conditions/browser.cjs": "module.exports = 'browser require'",
    "node_modules/field/package.json": package(main="main.js", module="module.mjs", browser="browser.js"),
    "node_modules/modules/package.json": package(main="main.js", module="module.mjs"),
    "node_modules/map/package.json": package(
        main="main.js", browser={"./lib/node.js": "./lib/browser.js", "fs": False, "needs-node": "modules", "./gone.js": False}
    ),
    "node_modules/map/main.js": "module.exports = [require('./lib/node'), typeof require('fs').readFileSync,"
    " require('needs-node'), Object.keys(require('./gone.js'))]",
    "node_modules/map/lib/node.js": "module.exports = 'for node'",
    "node_modules/map/lib/browser.js": "module.exports = 'for browsers'",
    "node_modules/map/gone.js": "exports.there = 1",
    "node_modules/map/esm.mjs": "import fs from 'fs'; import lib from './lib/node.js'; import needs from 'needs-node';"
    "export default [typeof fs.readFileSync, lib, needs]",
    "node_modules/needs-node/index.js": "module.exports = 'needs node'",
    "main.mjs": """
import { createRequire } from "node:module";
const require = createRequire(import.meta.url);
for (const name of ["conditions", "field", "modules", "map"]) {
  console.log(JSON.stringify([name, (await import(name)).default, require(name)]));
}
console.log(JSON.stringify((await import("map/esm.mjs")).default), typeof (await import("fs")).readFileSync);
""",
}
for _name in ("field", "modules"):
    FILES[f"node_modules/{_name}/main.js"] = "module.exports = 'main'"
    FILES[f"node_modules/{_name}/browser.js"] = "module.exports = 'browser'"
    FILES[f"node_modules/{_name}/module.mjs"] = "export default 'module'"


def test_without_it_packages_are_nodes(both):
    both("main.mjs", files=FILES)


def test_conditions_fields_and_maps_for_browsers(llrt, tmp_path):
    write_files(tmp_path, FILES)
    ran = llrt("main.mjs", cwd=tmp_path, env={"LLRT_PLATFORM": "browser"})
    assert ran.stdout.splitlines() == [
        '["conditions","browser import","browser require"]',
        '["field","browser","browser"]',
        '["modules","module","main"]',
        '["map",["for browsers","undefined","main",[]],["for browsers","undefined","main",[]]]',
        '["undefined","for browsers","module"] function',
    ], ran


@pytest.mark.parametrize("platform", ["node", ""])
def test_other_values_mean_node(llrt, tmp_path, platform):
    write_files(tmp_path, FILES)
    assert '["conditions","node","node"]' in llrt("main.mjs", cwd=tmp_path, env={"LLRT_PLATFORM": platform}).stdout

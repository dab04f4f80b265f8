"""Module.runMain replaced by a preload is what runs the program."""


def test_a_preload_may_replace_run_main(both):
    files = {
        "patch.cjs": "const m = require('module'); const old = m.runMain;"
        "m.runMain = function (...args) { console.log('patched', args.length); return old.apply(this, args); };",
        "main.cjs": "console.log('main runs', require.main === module);",
        "main.mjs": "console.log('main runs', import.meta.main);",
    }
    assert "patched" in both("--require", "./patch.cjs", "main.cjs", files=files).stdout
    both("main.mjs", files=files)

"""Module.runMain replaced by a preload is what runs the program; files that only look like addons."""


def test_a_preload_may_replace_run_main(both):
    files = {
        "patch.cjs": "const m = require('module'); const old = m.runMain;"
        "m.runMain = function (...args) { console.log('patched', args.length); return old.apply(this, args); };",
        "main.cjs": "console.log('main runs', require.main === module);",
        "main.mjs": "console.log('main runs', import.meta.main);",
    }
    assert "patched" in both("--require", "./patch.cjs", "main.cjs", files=files).stdout
    both("main.mjs", files=files)


def test_files_that_are_no_addons_are_refused_in_the_systems_words(both):
    main = "for (const file of ['./empty.node', './text.node']) {"
    main += "try { require(file); } catch (e) { console.log(e.name, e.code, e.message.replace(__dirname, '')); } }"
    both("main.cjs", files={"main.cjs": main, "empty.node": "", "text.node": "x" * 5000})

"""The "exports" and "imports" of packages, a package that names itself, and deprecated ways to write them, against Node 24."""

from tests.support.resolution import ask, package, value

EXPORTS = {
    "sugar": "./s.js",
    "array": ["./missing-scheme", "./s.js"],
    "arrayinvalid": ["no-dot.js", "./s.js"],
    "conditions": {"import": "./i.mjs", "require": "./r.cjs", "default": "./s.js"},
    "nested": {"node": {"import": "./i.mjs", "default": {"require": "./r.cjs"}}, "default": "./s.js"},
    "order": {"default": "./s.js", "import": "./i.mjs"},
    "nomatch": {"browser": "./s.js"},
    "fallthrough": {"node": {"browser": "./r.cjs"}, "default": "./s.js"},
    "nulls": {".": "./s.js", "./no": None, "./cond": {"import": None, "default": "./s.js"}},
    "subpaths": {".": "./s.js", "./a": "./s.js", "./dir/": "./dir/", "./missing": "./gone.js", "./folder": "./dir"},
    "patterns": {
        "./f/*": "./dir/*.js",
        "./f/internal/*": None,
        "./*.css": "./dir/x.js",
        "./ext/*.js": "./dir/*.js",
        "./deep/*/x": "./dir/*/x.js",
        "./long/*": "./dir/x.js",
        "./long/er/*": "./dir/y.js",
    },
    "invalid": {
        ".": "s.js",
        "./up": "../s.js",
        "./nm": "./node_modules/x.js",
        "./num": 5,
        "./abs": "/s.js",
        "./dots": "./a/../s.js",
    },
    "mixed": {".": "./s.js", "import": "./i.mjs"},
    "numeric": {"0": "./s.js"},
    "empty": {},
    "nullexports": None,
    "modulesync": {"module-sync": "./i.mjs", "require": "./r.cjs"},
}


def exports_tree():
    files = {}
    for name, exports in EXPORTS.items():
        root = f"node_modules/{name}"
        files[f"{root}/package.json"] = package(name=name, exports=exports, main="./main.js")
        files[f"{root}/main.js"] = value("main")
        files[f"{root}/s.js"] = value("s")
        files[f"{root}/i.mjs"] = "export default 'i'"
        files[f"{root}/r.cjs"] = value("r")
        files[f"{root}/dir/x.js"] = value("dir/x")
        files[f"{root}/dir/y.js"] = value("dir/y")
        files[f"{root}/dir/internal/z.js"] = value("z")
        files[f"{root}/dir/q/x.js"] = value("q/x")
    return files


def test_exports(both):
    specifiers = [name for name in EXPORTS]
    specifiers += ["sugar/s.js", "nulls/no", "nulls/cond", "subpaths/a", "subpaths/b", "subpaths/dir/x.js", "subpaths/missing"]
    specifiers += ["subpaths/folder", "subpaths/package.json", "subpaths/a/", "nullexports/s.js", "empty/x"]
    specifiers += [
        "patterns/f/x",
        "patterns/f/none",
        "patterns/f/internal/z",
        "patterns/a.css",
        "patterns/ext/x.js",
        "patterns/ext/.js",
    ]
    specifiers += [
        "patterns/deep/q/x",
        "patterns/long/k",
        "patterns/long/er/k",
        "patterns/f/",
        "patterns/f/../x",
        "patterns/f/*",
        "patterns",
    ]
    specifiers += ["invalid/up", "invalid/nm", "invalid/num", "invalid/abs", "invalid/dots", "conditions/", "conditions//"]
    both("main.mjs", files={**exports_tree(), "main.mjs": ask(*specifiers)})


def test_imports_and_self_reference(both):
    imports = {
        "#dep": "dep",
        "#depsub": "dep/sub.js",
        "#local": "./local.js",
        "#cond": {"import": "./i.mjs", "require": "./r.cjs"},
        "#null": None,
        "#pattern/*": "./lib/*.js",
        "#pattern/secret/*": None,
        "#builtin": "node:url",
        "#bad": "../x.js",
        "#gone": "./gone.js",
        "#missingdep": "nodep",
        "#array": ["./local.js"],
    }
    files = {
        "package.json": package(
            name="self", exports={".": "./main.js", "./sub": "./local.js", "./esm": "./i.mjs"}, imports=imports
        ),
        "main.js": value("self main"),
        "local.js": value("local"),
        "i.mjs": "export default 'i'",
        "r.cjs": value("r"),
        "lib/x.js": value("lib/x"),
        "lib/secret/y.js": value("secret"),
        "node_modules/dep/package.json": package(exports={".": "./d.js", "./sub.js": "./d.js"}),
        "node_modules/dep/d.js": value("dep"),
    }
    specifiers = [
        *imports,
        "#pattern/x",
        "#pattern/none",
        "#pattern/secret/y",
        "#undefined",
        "#",
        "#/x",
        "self",
        "self/sub",
        "self/esm",
        "self/no",
    ]
    specifiers.remove("#builtin")
    files["ask.mjs"] = ask(*specifiers)
    files["sub/ask.mjs"] = ask("#local", "self/sub")
    both("ask.mjs", files=files)
    both("sub/ask.mjs")


def test_import_hash_of_a_builtin(both):
    files = {
        "package.json": package(imports={"#url": "node:url"}),
        "a.mjs": "import { URL } from '#url'; console.log(typeof URL)",
    }
    both("a.mjs", files=files)


ODD_PACKAGES = {
    "nomain": package(),
    "noext": package(main="lib"),
    "mainbad": package(main="nope.js"),
    "slash": package(exports={"./d/": "./d/", "./t/*": "./d/*", "./e/*/": "./d/"}),
    "double": package(exports={"./a": "./d//x.js", "./b/*": "./d/*", "./c": "./d/../lib.js"}),
    "odd": package(type="weird", main=5, exports=False),
    "esnomain": package(type="module"),
    "esnoext": package(type="module", main="lib"),
    "esfull": package(type="module", main="lib.js"),
}


def test_deprecated_ways_to_write_a_package_warn_as_in_node(both):
    files = {}
    for name, config in ODD_PACKAGES.items():
        at = f"node_modules/{name}"
        files[f"{at}/package.json"] = config
        for file in ("index.js", "lib.js", "d/x.js"):
            files[f"{at}/{file}"] = f"export default '{name} {file}'" if "module" in config else value(f"{name} {file}")
    names = [
        "slash/d/x.js",
        "slash/t/x.js",
        "slash/e/q/",
        "slash/t//x.js",
        "double/a",
        "double/b//x.js",
        "double/b/x.js",
        "double/c",
    ]
    main = 'process.on("warning", (warning) => console.log(warning.code, warning.message));' + ask(*ODD_PACKAGES, *names)
    both("main.mjs", files={**files, "main.mjs": main})

"""Resolution of import and require against Node 24: the same trees of packages, the same specifiers, the same results or
errors, codes and messages."""

import pytest

from tests.support.resolution import ask, package, value


@pytest.mark.parametrize("where", ["main.mjs", "sub/main.mjs"])
def test_relative_and_absolute_specifiers(both, tmp_path, where):
    files = {
        "a.js": value("a.js"),
        "b.cjs": value("b.cjs"),
        "c.mjs": "export default 'c.mjs'",
        "d.json": '{"d": 1}',
        "ext": value("extensionless"),
        "dir/index.js": value("dir/index.js"),
        "dirmain/package.json": package(main="./lib/x"),
        "dirmain/lib/x.js": value("dirmain"),
        "dirbad/package.json": package(main="none"),
        "dirbad/index.js": value("fallback"),
        "dirnone/package.json": package(main="none"),
        "dirjson/index.json": "[1]",
        "dot.d/.js": value("dotfile"),
        "sp ace.js": value("space"),
        "q?r#s.js": value("marks"),
        "é.js": value("accent"),
    }
    up = "../" if "/" in where else "./"
    names = ["a.js", "a", "b.cjs", "b", "c.mjs", "d.json", "d", "ext", "dir", "dir/", "dir/index", "dirmain", "dirbad", "dirnone"]
    names += ["dirjson", "none.js", "none", "a.js/", "a.js/x", "sp ace.js", "sp%20ace.js", "q?r#s.js", "q%3Fr%23s.js", "é.js"]
    names += ["./a.js", "x/../a.js", "a.js?q=1", "a.js#h", "%61.js", "a%2fb.js", "a%5Cb.js", ".//a.js", "dot.d/"]
    files[where] = ask(*(up + name for name in names), ".", "..", "./", str(tmp_path / "a.js"), f"file://{tmp_path}/a.js")
    both(where, files=files)


def test_bare_specifiers_of_packages_without_exports(both):
    files = {
        "node_modules/plain/index.js": value("plain index"),
        "node_modules/plain/sub.js": value("plain sub"),
        "node_modules/plain/lib/index.js": value("plain lib"),
        "node_modules/main/package.json": package(name="main", main="entry"),
        "node_modules/main/entry.js": value("main entry"),
        "node_modules/maindir/package.json": package(main="lib"),
        "node_modules/maindir/lib/index.js": value("maindir"),
        "node_modules/mainbad/package.json": package(main="no.js"),
        "node_modules/mainbad/index.js": value("mainbad index"),
        "node_modules/nothing/package.json": package(name="nothing"),
        "node_modules/nothing2/package.json": package(main="gone.js"),
        "node_modules/@scope/pkg/package.json": package(name="@scope/pkg", type="module", main="m.js"),
        "node_modules/@scope/pkg/m.js": "export default 'scoped esm'",
        "node_modules/esm/package.json": package(type="module"),
        "node_modules/esm/index.js": "export default 'esm index'; export const __esModule = true",
        "node_modules/file.js": value("file in node_modules"),
        "node_modules/broken/package.json": "{ nope",
        "node_modules/broken/index.js": value("broken"),
        "sub/node_modules/plain/index.js": value("nearer plain"),
        "sub/deep/main.mjs": ask("plain", "plain/sub.js", "main"),
    }
    files["main.mjs"] = ask(
        "plain", "plain/sub.js", "plain/sub", "plain/lib", "plain/none", "main", "main/entry.js", "maindir", "mainbad",
        "nothing", "nothing2", "@scope/pkg", "@scope/pkg/m.js", "@scope", "@scope/none", "esm", "file.js", "file", "missing",
        "missing/sub", "broken", "", "%61", "a\\\\b", "@", "./node_modules/plain", "plain/", ".hidden",
    )  # fmt: skip
    both("main.mjs", files=files)
    both("sub/deep/main.mjs")


def test_types_and_extensions(both):
    esm, cjs = "export default typeof require", "module.exports = 'cjs ' + typeof require"
    files = {
        "m/package.json": package(type="module"),
        "m/a.js": esm,
        "m/b.cjs": cjs,
        "m/noext": esm,
        "m/nested/package.json": package(type="commonjs"),
        "m/nested/a.js": cjs,
        "m/none/package.json": package(name="x"),
        "m/none/esm.js": esm,
        "m/none/cjs.js": cjs,
        "c/package.json": package(type="commonjs"),
        "c/esm.js": esm,
        "c/a.mjs": esm,
        "t/package.json": package(type="weird"),
        "t/esm.js": esm,
        "u/a.txt": "x",
        "u/a.unknown": "x",
        "node_modules/p/package.json": package(name="p"),
        "node_modules/p/index.js": esm,
    }
    names = [
        "m/a.js",
        "m/b.cjs",
        "m/noext",
        "m/nested/a.js",
        "m/none/esm.js",
        "m/none/cjs.js",
        "c/a.mjs",
        "t/esm.js",
        "u/a.txt",
        "u/a.unknown",
    ]
    files["main.mjs"] = ask(*("./" + name for name in names), "p")
    both("main.mjs", files=files)


def test_symbolic_links_are_followed(both, tmp_path):
    files = {
        "real/pkg/index.js": "module.exports = __filename.split('/').slice(-3).join('/')",
        "real/esm.mjs": "export default import.meta.url.split('/').slice(-2).join('/')",
        "main.mjs": ask("pkg", "./link.mjs", "./linkdir/esm.mjs"),
        "main.cjs": "console.log(require('pkg'), __filename.split('/').pop())",
    }
    (tmp_path / "node_modules").mkdir()
    (tmp_path / "node_modules/pkg").symlink_to("../real/pkg")
    (tmp_path / "link.mjs").symlink_to("real/esm.mjs")
    (tmp_path / "linkdir").symlink_to("real")
    (tmp_path / "linkmain.cjs").symlink_to("main.cjs")
    (tmp_path / "loop.mjs").symlink_to("loop.mjs")
    both("main.mjs", files=files)
    both("linkmain.cjs")
    both("--preserve-symlinks", "main.mjs")
    both("--preserve-symlinks-main", "linkmain.cjs")


def test_node_path_serves_require_only(both, tmp_path):
    files = {"lib/only/index.js": value("from NODE_PATH"), "main.mjs": ask("only")}
    both("main.mjs", files=files, env={"NODE_PATH": f"/none:{tmp_path}/lib"})


def test_builtins(both):
    names = [
        "url",
        "node:url",
        "node:nope",
        "nope",
        "node:internal/errors",
        "internal/errors",
        "native:module",
        "node:test/x",
        "url/",
    ]
    files = {
        "node_modules/url/index.js": value("package url"),
        "main.mjs": ask(*[n for n in names if n not in ("url", "node:url", "native:module")])
        + "import u from 'url'; import v from 'node:url'; console.log(u === v, u === require('url'), require('url/'));",
    }
    both("main.mjs", files=files)


def test_urls_as_specifiers(both, tmp_path):
    names = [
        "data:text/javascript,export default 1", "data:text/javascript;base64,ZXhwb3J0IGRlZmF1bHQgMg==", "data:text/plain,x",
        "data:text/javascript,import './x.js'", "http://h/x.js", "https:x", "blob:x", "file:///none.mjs",
        f"file:{tmp_path}/a.mjs",
        f"file://localhost{tmp_path}/a.mjs", "file://host/x.mjs", f"file://{tmp_path}/a.mjs?x#y", f"file://{tmp_path}/b/../a.mjs",
        "data:text/javascript,export default import.meta.url", "data:text/javascript,import 'node:url'; export default 3",
    ]  # fmt: skip
    text = ask(*names)
    files = {"a.mjs": "export default 'a'", "main.mjs": text.replace('console.log("require"', 'if (0) console.log("require"')}
    both("main.mjs", files=files)


def test_import_meta_resolve(both, tmp_path):
    files = {
        "node_modules/p/package.json": package(exports={".": "./x.js", "./gone": "./gone.js"}),
        "node_modules/p/x.js": "",
        "dir/x": "",
        "main.mjs": """
const specifiers = ["./a.js", "./none.js", "p", "p/gone", "p/no", "url", "node:url", "node:nope", "./dir", "none", "#x"];
for (const s of [...specifiers, "http://x/", "/abs", "../up.js?q#h"]) {
  try { console.log(s, import.meta.resolve(s)) } catch (e) { console.log(s, e.code, e.message) }
}
console.log(Object.keys(import.meta), import.meta.dirname, import.meta.filename, import.meta.url, import.meta.main);
console.log((await import("./other.mjs")).default);
""",
        "other.mjs": "export default import.meta.main",
    }
    both("main.mjs", files=files)


IMPORTS_AGAIN = """
import fs from "node:fs";
const there = () => import("./comes.mjs").then((ns) => ns.default, (error) => error.code);
console.log(await there());
fs.writeFileSync(new URL("./comes.mjs", import.meta.url), "export default 'is there'");
console.log(await there());
fs.rmSync(new URL("./comes.mjs", import.meta.url));
console.log(await there());
"""


def test_what_an_import_has_found_stays_found(both):
    both("main.mjs", files={"main.mjs": IMPORTS_AGAIN})


ATTRIBUTES = """
const urls = ["data:text/css,", "data:text/javascript,export{}", "data:application/json,1", "node:util"];
urls.push("./data.json", "./code.js");
const all = [undefined, {}, { type: "json" }, { type: "css" }, { other: "x" }, { type: "json", other: "x" }];
for (const url of urls) {
  for (const attributes of all) {
    const failed = (error) => `${error.code} ${error.message}`;
    console.log(url, attributes, await import(url, { with: attributes }).then(() => "fine", failed));
  }
}
"""


def test_import_attributes_are_checked_against_the_format(both):
    both(
        "main.mjs", files={"main.mjs": ATTRIBUTES, "data.json": "{}", "code.js": "export {}", "package.json": '{"type":"module"}'}
    )


HINTS = """
const names = ["./file", "./folder", "./folder/", "pkg/lib/x", "pkg/none", "../%s/file", "./sub/../file", "@a/b/c"];
names.push("./none", "./sp ace");
for (const name of names) {
  await import(name).catch((error) => console.log(name, error.code, error.message));
}
"""


def test_an_import_that_require_would_find_says_so(both, tmp_path):
    files = {
        "file.js": "",
        "folder/index.js": "",
        "sp ace.js": "",
        "node_modules/pkg/package.json": package(),
        "node_modules/pkg/lib/x.js": "",
        "node_modules/@a/b/package.json": package(),
        "node_modules/@a/b/c.js": "",
        "main.mjs": HINTS % tmp_path.name,
    }
    both("main.mjs", files=files)

"""The names an import of CommonJS finds, told from the text: the same as Node for many ways of writing exports.

Each form is a file that returns before it runs, so only the scan of its text is seen."""

# ruff: noqa: E501 (one form a line)
import json

FORMS = [
    "exports.a = 1; exports['b'] = 2; module.exports.c = 3; module . exports [ \"d\" ] = 4;",
    "if (0) exports.x = function(){}; (function (exports) { exports.inner = 1 })(exports)",
    "a.exports.b = 1; myexports.c = 2; $exports.d = 3; exports.é = 1; exports.日本 = 2",
    "// exports.commented = 1",
    "/* exports.c2 = 1 */ exports/*x*/./*y*/real/*z*/= 1",
    "\"exports.str = 1\"; 'exports.str2 = 1'; `exports.tpl = 1 ${exports.intpl = 1} exports.tpl2 = 2`",
    "var re = /exports.re = 1/; exports.after = 1",
    "var x = 1 / 2; exports.div = 1; var y = 3 / exports.z",
    "if (x) /exports.reg = 1/.test(''); exports.yes = 1",
    "function f() {} /exports.reg = 1/.test(''); exports.yes = 1",
    "var f2 = { a: 1 } / exports.q / 1; exports.yes = 1",
    "class A { } /exports.reg2 = 1/; exports.yes2 = 1",
    "a++ / exports.q1 / 1; exports.yes3 = 1",
    "return /exports.r = 1/; exports.yes4 = 1",
    "Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return q.p; } });",
    "Object.defineProperty(exports, 'a', { enumerable: true, get: function name () { return q['p'] } })",
    "Object.defineProperty(exports, 'c', { get () { return b; } });",
    "Object.defineProperty(exports, 'd', { value: 'd' }); Object.defineProperty(exports, '__esModule', { value: true });",
    'Object.defineProperty(module.exports, "e", { enumerable: true, value: 1 });',
    "Object.defineProperty(exports, 'a', { get () { return 'nope'; } });",
    "Object.defineProperty(exports, 'a', { get () { return q.p; } }); if (false) { Object.defineProperty(module.exports, 'a', { get () { return dynamic(); } }) }",
    "Object.defineProperty(exports, 'a', { enumerable: false, get () { return p; } });",
    "Object.defineProperty(exports, 'a', { configurable: true, get () { return p; } });",
    "Object.defineProperty(exports, 'a', { get: () => p });",
    "Object.defineProperty(exports, 'a', { enumerable: true, get: function () { return a.b.c; }, });",
    "module.exports = { a, 'b': b, c: c, ...d };",
    "module.exports = { a, ...d, b: require('./dep1'), c: \"not\" };",
    "module.exports = { a, b: c.d, e };",
    "module.exports = { a() {}, b };",
    "module.exports = { get a() { return 1 }, b };",
    "module.exports = { a: b , c: d };",
    "module.exports = { a: b, c: d, };",
    "module.exports = { a /* c */, b // x\n, c };",
    "module.exports = { 'a b': x, \"c\\u0064\": y, default: z };",
    "module.exports = { 1: a, b };",
    "module.exports = { [x]: a, b };",
    "module.exports = { async a() {}, b };",
    "module.exports = { ...require('./dep1'), ...require(\"./dep2\"), own };",
    "module.exports = { ...require('./dep1').x, own };",
    "module.exports = require('./dep1');",
    "module.exports = require('./dep1'); module.exports = require('./dep2');",
    "module.exports = require('./dep1'); if (false) module.exports = require('./dep2');",
    "module.exports = require('./dep1'); module.exports = { ...require('./dep2') }",
    '__export(require("./dep1"));',
    '__exportStar(require("./dep1"), exports); tslib_1.__exportStar(require("./dep2"), exports);',
    "__export(require(\"./dep1\")); module.exports = require('./dep2');",
    'if (x) { __export(require("./dep1")); }',
    'var _e = require("./dep1"); Object.keys(_e).forEach(function (key) { if (key === "default" || key === "__esModule") return; exports[key] = _e[key]; });',
    'var _e = _interopRequireWildcard(require("./dep1")); Object.keys(_e).forEach(function (key) { if (key === "default" || key === "__esModule") return; if (Object.prototype.hasOwnProperty.call(_exportNames, key)) return; if (key in exports && exports[key] === _e[key]) return; Object.defineProperty(exports, key, { enumerable: true, get: function () { return _e[key]; } }); });',
    "const _e = require('./dep1'); Object.keys(_e).forEach(function (k) { if (k !== 'default') exports[k] = _e[k]; });",
    "const _e = require('./dep1'); Object.keys(_e).forEach(function (k) { if (k !== 'default' && !exports.hasOwnProperty(k)) exports[k] = _e[k]; });",
    "const _e = require('./dep1'); Object.keys(_e).forEach(function (k) { if (k !== 'default' && !Object.prototype.hasOwnProperty.call(exports, k)) Object.defineProperty(exports, k, { enumerable: true, get: function () { return _e[k]; } }); });",
    "let _e = require('./dep1'); Object.keys(_o).forEach(function (k) { if (k !== 'default') exports[k] = _o[k]; });",
    "{ const _e = require('./dep1'); Object.keys(_e).forEach(function (k) { if (k !== 'default') exports[k] = _e[k]; }); }",
    "_e = require('./dep1'); Object.keys(_e).forEach(function (k) { if (k !== 'default') exports[k] = _e[k]; });",
    "0 && (module.exports = { a, b, c })",
    "0 && (module.exports = { a, ...require('./dep1'), b })",
    "exports.a = exports.b = exports.c = void 0; exports.default = 1;",
    "exports['a']['b'] = 1; exports.a.b = 1; exports . q = 1",
    "exports.a += 1; exports.b ||= 2; exports.c ??= 3; exports.d++",
    "exports\n.nl = 1; exports.\nnl2 = 2",
    "module\n.exports\n.q = 1",
    "module['exports'].a = 1; this.exports.b = 2; window.module.exports.c = 3",
    "foo(exports.a = 1, [exports.b = 2], {k: exports.c = 3})",
    "exports.class = 1; exports.function = 2; exports.let = 3; exports.implements = 4; exports.enum = 5",
    "x = a ? /exports.t=1/ : 2; exports.u = 1",
    "x = a ? b : /exports.t=1/; `a${`b${exports.nested = 1}`}c`; exports.v = 1",
    "for (;;) /exports.w = 1/; while(0) /exports.w = 1/; exports.x = 1",
    "x = [] / 2; exports.y = 1 / 2",
    "x = typeof /exports.w = 1/; x = a.typeof / exports.w2 / 1; exports.z = 1",
    "try {} catch {} /exports.w = 1/; exports.z = 1",
    "if (1) {} else {} /exports.w = 1/; exports.z = 1",
    "exports.cyc = 1; module.exports = require('./self-0')",
    "module.exports = require('fs')",
    "module.exports = require('./nojs.json')",
    "module.exports = require('./missing'); exports.a = 1",
    "module.exports = require('./esm.mjs'); exports.a = 1",
    "module.exports = function () {}; module.exports.a = 1; module.exports.default = 2",
    "module.exports.default = 1; exports.__esModule = true",
    "#!/usr/bin/env node\nexports.a = 1;'use strict';exports.b=2",
    '(()=>{"use strict";var e={d:(t,r)=>{for(var o in r)e.o(r,o)}};Object.defineProperty(exports,"__esModule",{value:!0}),exports.A=1,exports.B=void 0})();',
    'var __createBinding = 1; Object.defineProperty(exports, "foo", { enumerable: true, get: function () { return m.foo; } });',
    'Object.defineProperty(exports,"x",{enumerable:!0,get:function(){return y.z}});',
    "Object.defineProperty(exports, 'a', {enumerable:true,get:function(){return a.b}}),Object.defineProperty(exports,'b',{enumerable:true,get(){return c}});",
    "Object . defineProperty ( exports , 'a' , { value : 1 } )",
    "Reflect.defineProperty(exports, 'a', { value: 1 }); Object.defineProperties(exports, { b: { value: 1 } });",
    "Object.assign(exports, { a: 1 }); Object.keys(exports)",
    "var exports = module.exports = {}; exports.q = 1",
    "var a = exports, b = module.exports; b.z = 1",
    "export_ = 1; exportsx.a = 1; exports1.b = 2; xmodule.exports.a = 1; module_.exports.b=1",
    "module.exports = { __esModule: true, a: a, default: a }",
    'module.exports = { "__esModule": true, a: a }',
    "module.exports = { a: true, b: null, c: undefined, d: this, e: 5, f }",
    "module.exports = {a:a,b:b.c,c:c}",
    "module.exports = {a:a,b:new B,c:c}",
    "module.exports = async function x() {}; module.exports.y = 1",
    "exports.a = 1 // trailing",
]

OTHERS = {
    "dep1.js": "exports.one1 = 1; exports.shared = 1",
    "dep2.js": "exports.two2 = 1; exports.__esModule = true",
    "self-0.js": 'exports.selfname = 1; module.exports = require("./dep1")',
    "esm.mjs": "export const esm = 1",
    "nojs.json": '{"j": 1}',
    "loop1.js": 'exports.first = 1; module.exports = require("./loop2")',
    "loop2.js": 'exports.second = 1; module.exports = require("./loop1")',
}

SHOW_NAMES = """
for (let i = 0; i < %d; i++) {
  const names = await import(`./form${i}.cjs`).then(Object.keys, (error) => error.name);
  console.log(i, JSON.stringify(names));
}
console.log(Object.keys(await import("./loop1.js")));
"""

VALUES = """
import * as own from "./own.cjs";
import * as getter from "./getter.cjs";
import * as transpiled from "./transpiled.cjs";
console.log(own, getter.fine, getter.bad, getter.default === own.default);
console.log(transpiled.default, transpiled.__esModule, transpiled["module.exports"] === transpiled.default);
"""


def test_names_are_those_node_finds(both):
    files = {f"form{i}.cjs": form if form.startswith("#!") else f"return;\n{form}" for i, form in enumerate(FORMS)}
    both("main.mjs", files={**files, **OTHERS, "main.mjs": SHOW_NAMES % len(FORMS)})


def test_values_are_own_properties_and_a_throwing_getter_is_undefined(both):
    files = {
        "own.cjs": "module.exports = Object.create({ inherited: 1 }); if (0) exports.inherited = 1; module.exports.mine = 2;",
        "getter.cjs": "exports.fine = 1; exports.bad = 1; Object.defineProperty(exports, 'bad', { get() { throw 1 } });",
        "transpiled.cjs": "Object.defineProperty(exports, '__esModule', { value: true }); exports.default = 1; exports.a = 2;",
        "main.mjs": VALUES,
    }
    both("main.mjs", files=files)


def test_a_file_of_strange_bytes_does_not_harm_the_scan(llrt, tmp_path):
    pieces = [b"exports.", b"module.exports={", b"'", b'"', b"`${", b"}", b"/*", b"//", b"\xff", b"\xc2", b"(", b")", b"\\", b"["]
    texts = [b"".join(pieces[(i * k + k) % len(pieces)] for i in range(30)) for k in range(1, 40)]
    (tmp_path / "scan.py").write_text(
        "import json, sys\nfrom llrt._lexer import commonjs\n"
        "print(sum(len(commonjs(bytes.fromhex(t))) for t in json.loads(sys.stdin.read())))"
    )
    import subprocess
    import sys

    found = subprocess.run(
        [sys.executable, "scan.py"], input=json.dumps([t.hex() for t in texts]).encode(), cwd=tmp_path, capture_output=True
    )
    assert found.returncode == 0, found.stderr
    assert int(found.stdout) == 2 * len(texts)

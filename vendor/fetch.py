"""Brings the pinned third-party sources of vendor.toml into vendor/<entry>/: download by package name with pip, check
the sha256, unpack the listed folders. Idempotent: an entry whose stamp matches is left alone, so a source distribution
that carries vendor/ builds without network. Run as a program, or call `fetch_all()`.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
import tarfile
import tempfile
from pathlib import Path

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

HERE = Path(__file__).resolve().parent
STAMP = ".llrt-vendor"
# pip prepares the metadata of each source distribution: what that runs is pinned too.
BUILD_TOOLS = ("setuptools==80.9.0", "wheel==0.45.1", "Cython==3.1.4")
# Where an entry names no `tools` of its own.
DEFAULT_TOOLS = ("cffi==2.0.0",)


def load_entries() -> dict[str, dict]:
    """The entries of vendor.toml, name -> table."""
    with open(HERE / "vendor.toml", "rb") as file:
        return tomllib.load(file)


def fetch_all(names: "list[str] | None" = None) -> None:
    """Make vendor/<name>/ hold exactly the pinned version of each entry (all entries by default)."""
    for name, entry in load_entries().items():
        if names is None or name in names:
            _fetch(name, entry)


def _fetch(name: str, entry: dict) -> None:
    target = HERE / name
    stamp = target / STAMP
    wanted = f"{entry['package']}=={entry['version']} sha256:{entry['sha256']}\n"
    if stamp.exists() and stamp.read_text() == wanted:
        return
    with tempfile.TemporaryDirectory(dir=HERE) as scratch:
        if "program" in entry:
            # Beside this file, which the build imports as a module of its own.
            sys.path.insert(0, str(HERE))
            import icu_data

            icu_data.extract(entry, Path(scratch))
        else:
            _unpack(_cached(entry) or _download(name, entry), entry, Path(scratch))
        target.mkdir(exist_ok=True)
        for old in target.iterdir():
            if old.name != "README.md":
                shutil.rmtree(old) if old.is_dir() else old.unlink()
        for new in Path(scratch).iterdir():
            if not (target / new.name).exists():  # our own README.md stays
                shutil.move(str(new), target / new.name)
    stamp.write_text(wanted)
    print(f"vendor: {name} = {entry['package']} {entry['version']}", file=sys.stderr)


def _cache_dir() -> Path:
    base = os.environ.get("LLRT_VENDOR_CACHE") or os.path.join(
        os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "llrt-vendor"
    )
    return Path(base)


def _cached(entry: dict) -> "Path | None":
    path = _cache_dir() / (entry["sha256"] + ".tar.gz")
    if path.exists() and _sha256(path) == entry["sha256"]:
        return path
    return None


def _download(name: str, entry: dict) -> Path:
    requirement = f"{entry['package']}=={entry['version']}"
    with tempfile.TemporaryDirectory() as scratch:
        constraints = Path(scratch) / "constraints.txt"
        constraints.write_text("\n".join((*BUILD_TOOLS, *entry.get("tools", DEFAULT_TOOLS))) + "\n")
        command = [sys.executable, "-m", "pip", "download", "--quiet", "--no-deps", "--no-binary", ":all:"]
        command += ["--disable-pip-version-check", "--dest", scratch, requirement]
        # PIP_CONSTRAINT reaches the isolated environment in which pip prepares the metadata; a command-line -c does not.
        # The ':all:' is for the package itself: its build tools may be wheels.
        command[command.index(":all:")] = entry["package"]
        # Of a pip that is building us, the names of our own build backend: not for the builds of this one.
        own = {name: value for name, value in os.environ.items() if not name.startswith(("_PYPROJECT_HOOKS", "PEP517_"))}
        # As an address: in a variable, a space ends the name of a file.
        env = dict(own, PIP_CONSTRAINT=constraints.as_uri(), PIP_BUILD_CONSTRAINT=constraints.as_uri())
        done = subprocess.run(command, env=env, stdout=sys.stderr)
        archives = list(Path(scratch).glob("*.tar.gz"))
        if done.returncode != 0 or len(archives) != 1:
            raise SystemExit(f"vendor: cannot download {requirement} for vendor/{name}: pip ended with {done.returncode}")
        found = _sha256(archives[0])
        if found != entry["sha256"]:
            raise SystemExit(f"vendor: {requirement} has sha256 {found}, expected {entry['sha256']}")
        kept = _cache_dir() / (found + ".tar.gz")
        try:
            kept.parent.mkdir(parents=True, exist_ok=True)
            partial = kept.with_name(f"{kept.name}.{os.getpid()}")
            shutil.copy(archives[0], partial)
            os.replace(partial, kept)
        except OSError:  # no writable cache: unpack from a place that outlives this function
            kept = HERE / f".{found}.tar.gz"
            shutil.copy(archives[0], kept)
        return kept


def _unpack(archive: Path, entry: dict, target: Path) -> None:
    """Extract the entry's folders; every member must be a plain file or folder that stays inside `target`."""
    keep = entry.get("keep")
    with tarfile.open(archive) as tar:
        for member in tar:
            inner = member.name.partition("/")[2]
            for source, place in entry["folders"].items():
                if not member.isfile() or not inner.startswith(source + "/"):
                    continue
                relative = inner[len(source) + 1 :]
                if keep and not any(re.fullmatch(pattern, relative) for pattern in keep):
                    continue
                path = (target / place / relative).resolve()
                if not path.is_relative_to(target.resolve()):
                    raise SystemExit(f"vendor: {archive.name} holds {member.name}, which leaves its folder")
                path.parent.mkdir(parents=True, exist_ok=True)
                with tar.extractfile(member) as data, open(path, "wb") as out:
                    shutil.copyfileobj(data, out)


def _sha256(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


if __name__ == "__main__":
    fetch_all(sys.argv[1:] or None)

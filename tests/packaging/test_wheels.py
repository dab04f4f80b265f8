"""Wheels as users install them, in an environment of their own: the command and `python -m llrt` work, and find the data
distribution of the SDK that is installed beside them.
"""

import os
import shutil
import subprocess
import sys
import venv
import zipfile

import pytest

from cext import binary, sdk_wheels
from tests.support import programs

ROOT = programs.ROOT
PROGRAM = """
import { STSClient } from "@aws-sdk/client-sts";
const kinesis = await import("@aws-sdk/client-kinesis").catch((error) => error.code);
console.log(new STSClient({ region: "eu-west-3" }).config.serviceId, kinesis.KinesisClient?.name ?? kinesis);
"""


@pytest.fixture(scope="module", params=["launcher", "native"])
def wheel(request, tmp_path_factory):
    """llrt's own, with each kind of command in it."""
    if request.param == "native" and not programs.BINARY.exists():
        pytest.skip(f"{programs.BINARY} is not built (make binary)")
    out = tmp_path_factory.mktemp("dist")
    env = {**os.environ, "LLRT_NATIVE": str(programs.BINARY) if request.param == "native" else "0"}
    setup = [sys.executable, "setup.py", "-q", "build", "--build-base", out / "build", "egg_info", "--egg-base", out]
    subprocess.run([*setup, "bdist_wheel", "--dist-dir", out, "--bdist-dir", out / "bdist"], check=True, cwd=ROOT, env=env)
    (made,) = out.glob("llrt-*.whl")
    return made


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """The wheels of both flavours."""
    out = tmp_path_factory.mktemp("data")
    return {flavour: sdk_wheels.write(flavour, out) for flavour in ("std", "full")}


@pytest.fixture(scope="module")
def installation(wheel, tmp_path_factory):
    """A virtual environment with llrt in it and nothing else."""
    folder = tmp_path_factory.mktemp("venv")
    venv.create(folder, with_pip=False, symlinks=True)
    pip(folder, "install", wheel)
    return folder


@pytest.fixture
def told(installation, tmp_path):
    """`told()` -> what PROGRAM prints, the same in each way that users start it."""
    (tmp_path / "app.mjs").write_text(PROGRAM)
    (tmp_path / "link").symlink_to(installation / "bin" / "llrt")
    ways = [[installation / "bin" / "llrt"], [tmp_path / "link"], [installation / "bin" / "python", "-m", "llrt"]]
    env = programs.environment({"PYTHONPATH": None, "LLRT_SDK_FILE": None})

    def start():
        done = [subprocess.run([*way, "app.mjs"], cwd=tmp_path, env=env, capture_output=True, text=True) for way in ways]
        (output,) = {one.stdout + one.stderr for one in done}
        return output

    return start


def pip(folder, verb, *words):
    """With this interpreter's pip: a new one would take seconds to install."""
    python = folder / "bin" / "python"
    options = ["--quiet", "--disable-pip-version-check", *(["--no-deps", "--no-index"] if verb == "install" else ["--yes"])]
    subprocess.run([sys.executable, "-m", "pip", "--python", python, verb, *options, *words], check=True)


def test_the_data_distribution_beside_it_is_found(told, installation, data):
    assert "Cannot find package '@aws-sdk/client-sts'" in told()
    pip(installation, "install", data["std"])
    assert told() == "STS ERR_MODULE_NOT_FOUND\n"
    pip(installation, "install", data["full"])
    assert told() == "STS KinesisClient\n"
    pip(installation, "uninstall", "llrt-sdk-std")
    assert told() == "STS KinesisClient\n"


def test_the_native_command_looks_where_debians_python_installs(data, tmp_path):
    if not programs.BINARY.exists():
        pytest.skip(f"{programs.BINARY} is not built (make binary)")
    command = tmp_path / "usr" / "local" / "bin" / "llrt"
    command.parent.mkdir(parents=True)
    shutil.copy2(programs.BINARY, command)
    with zipfile.ZipFile(data["std"]) as packed:
        packed.extractall(tmp_path / "usr" / "local" / "lib" / "python3.11" / "dist-packages")
    (tmp_path / "app.mjs").write_text(PROGRAM)
    done = subprocess.run([command, "app.mjs"], cwd=tmp_path, env=programs.environment(), capture_output=True, text=True)
    assert done.stdout == "STS ERR_MODULE_NOT_FOUND\n", done


def test_only_the_binary_of_this_version_goes_into_a_wheel(tmp_path, monkeypatch):
    stranger = tmp_path / "llrt"
    stranger.write_text("#!/bin/sh\necho '{\"version\": \"0.0.1\", \"form\": \"binary\"}'\n")
    stranger.chmod(0o755)
    monkeypatch.setenv("LLRT_NATIVE", str(stranger))
    with pytest.raises(SystemExit, match=r"is llrt 0\.0\.1, binary form: expected the binary of llrt "):
        binary.for_installation()
    monkeypatch.setenv("LLRT_NATIVE", str(tmp_path / "missing"))
    with pytest.raises(SystemExit, match="is no native llrt of this machine"):
        binary.for_installation()

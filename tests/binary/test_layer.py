"""The Lambda archive: unpacked into an empty root, `bootstrap` serves the Runtime API; nothing else is there."""

import json
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest

from cext import layers
from tests.lambda_runtime.fake_api import FakeAPI, environment, event_answer

EXAMPLES = Path(__file__).parents[2] / "examples"
HANDLER = "export const handler = async (event, context) => ({ echo: event, id: context.awsRequestId });"


@pytest.fixture
def root(binary, tmp_path):
    if os.geteuid() != 0:
        pytest.skip("chroot needs root")
    archive = layers.pack(binary, tmp_path / "layer.zip")
    folder = tmp_path / "root"
    with zipfile.ZipFile(archive) as packed:
        assert packed.namelist() == ["bootstrap"]
        packed.extractall(folder)
        (folder / "bootstrap").chmod(packed.getinfo("bootstrap").external_attr >> 16)
    return folder


@pytest.mark.parametrize("image", ["1", "0"])
def test_bootstrap_in_an_empty_root_answers_the_runtime_api(root, image):
    (root / "app.mjs").write_text(HANDLER)
    api = FakeAPI([event_answer({"n": 1}, "id-1"), event_answer({"n": 2}, "id-2")])
    env = {**environment(api, "app.handler", "/"), "LLRT_IMAGE": image}
    process = subprocess.Popen(["/bootstrap"], env=env, preexec_fn=lambda: (os.chroot(root), os.chdir("/")))
    assert api.drained.wait(30)
    process.kill()
    process.wait()
    api.close()
    bodies = [exchange.json for exchange in api.outcomes()]
    assert bodies[:2] == [{"echo": {"n": 1}, "id": "id-1"}, {"echo": {"n": 2}, "id": "id-2"}]


def test_the_archive_depends_on_the_binary_alone(binary, tmp_path):
    first, second = layers.pack(binary, tmp_path / "a.zip"), layers.pack(binary, tmp_path / "b.zip")
    assert first.read_bytes() == second.read_bytes()


def test_a_container_from_scratch_needs_these_files_only(binary, tmp_path):
    """What examples/container/Containerfile copies, in an empty root; its variables, its entry point."""
    if os.geteuid() != 0:
        pytest.skip("chroot needs root")
    env = {}
    folder = "/"
    for line in (EXAMPLES / "container" / "Containerfile").read_text().splitlines():
        word, *rest = line.split()
        if word == "COPY":
            source, target = rest
            source = binary if source == "build/binary/llrt" else EXAMPLES.parent / source
            (shutil.copytree if source.is_dir() else shutil.copy2)(source, tmp_path / target.strip("/"))
        elif word == "ENV":
            env.update(pair.split("=") for pair in rest)
        elif word == "WORKDIR":
            (folder,) = rest
    event = json.loads((EXAMPLES / "hello-api" / "event.json").read_text())
    api = FakeAPI([event_answer(event, "id-1")])
    env["AWS_LAMBDA_RUNTIME_API"] = environment(api, "app.handler", "/")["AWS_LAMBDA_RUNTIME_API"]
    process = subprocess.Popen(["/llrt"], env=env, preexec_fn=lambda: (os.chroot(tmp_path), os.chdir(folder)))
    assert api.drained.wait(30)
    process.kill()
    process.wait()
    api.close()
    assert api.outcomes()[0].json["statusCode"] == 200

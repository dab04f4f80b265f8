"""The Lambda archive: unpacked into an empty root, `bootstrap` serves the Runtime API; nothing else is there."""

import os
import shutil
import subprocess
import zipfile

import pytest

from cext import layers
from tests.lambda_runtime.fake_api import FakeAPI, environment, event_answer

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


def test_a_container_from_scratch_needs_this_one_file(binary, tmp_path):
    """The Containerfile of examples/ copies the binary and the function, and starts it: the same, in an empty root."""
    if os.geteuid() != 0:
        pytest.skip("chroot needs root")
    shutil.copy2(binary, tmp_path / "llrt")
    (tmp_path / "app.js").write_text("console.log('in a container', process.argv.length)")
    done = subprocess.run(
        ["/llrt", "/app.js"], env={}, capture_output=True, text=True, preexec_fn=lambda: (os.chroot(tmp_path), os.chdir("/")),
    )  # fmt: skip
    assert (done.stdout, done.returncode) == ("in a container 2\n", 0)

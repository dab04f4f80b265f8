"""The archives of `make layers`, each as Lambda unpacks it: within its limits, and in an empty root `bootstrap` answers."""

import os
import re
import shutil
import subprocess
import zipfile

import pytest

from tests.lambda_runtime.fake_api import FakeAPI, environment, event_answer
from tests.support.programs import ROOT, arm64_emulator

# https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html: what can be uploaded, what all layers unpack to.
ZIPPED, UNPACKED = 50 << 20, 250 << 20
PLAIN = "export const handler = async (event, context) => ({ echo: event, id: context.awsRequestId, arch: process.arch });"
WITH_SDK = """
import { DynamoDBClient, PutItemCommand } from "@aws-sdk/client-dynamodb";
const kinesis = await import("@aws-sdk/client-kinesis").catch((error) => error.code);
export const handler = async (event) => {
  const client = new DynamoDBClient({ maxAttempts: 1, endpoint: "http://127.0.0.1:1" });
  const put = new PutItemCommand({ TableName: "t", Item: { id: { S: event } } });
  const told = await client.send(put).catch((error) => error.code);
  return { told, kinesis: kinesis.KinesisClient?.name ?? kinesis };
};
"""
TOLD = {
    "std": {"told": "ECONNREFUSED", "kinesis": "ERR_MODULE_NOT_FOUND"},
    "full": {"told": "ECONNREFUSED", "kinesis": "KinesisClient"},
}


@pytest.fixture(params=[(arch, flavour) for arch in ("x64", "arm64") for flavour in ("", "std", "full")], ids="-".join)
def layer(request):
    """Architecture, flavour of the SDK, archive."""
    arch, flavour = request.param
    path = ROOT / "dist" / f"llrt-lambda-{arch}{flavour and '-'}{flavour}.zip"
    if not path.exists():
        pytest.skip(f"{path} is not built (make layers)")
    return arch, flavour, path


@pytest.fixture
def root(layer, tmp_path):
    """A root with the archive's content; the command that starts it there."""
    if os.geteuid() != 0:
        pytest.skip("chroot needs root")
    arch, _, path = layer
    with zipfile.ZipFile(path) as packed:
        assert packed.namelist() == ["bootstrap"]
        packed.extractall(tmp_path)
        (tmp_path / "bootstrap").chmod(packed.getinfo("bootstrap").external_attr >> 16)
    return tmp_path, [*(bring_emulator(tmp_path) if arch == "arm64" and os.uname().machine != "aarch64" else []), "/bootstrap"]


def bring_emulator(root):
    """qemu-user and its libraries, as the only other files; the words that start it."""
    program = arm64_emulator()
    if program is None:
        pytest.skip("qemu-aarch64 is not installed (sh cext/setup_arm64.sh)")
    folder = root / "emulator"
    folder.mkdir()
    shutil.copy(program, folder)
    words = [f"/emulator/{os.path.basename(program)}"]
    needed = subprocess.run(["ldd", program], capture_output=True, text=True).stdout
    libraries = re.findall(r"(?:=> )?(/\S+) \(0x", needed)
    for library in libraries:
        shutil.copy(library, folder)
    loader = [f"/emulator/{os.path.basename(path)}" for path in libraries if "/ld-" in path]
    return [*loader, *(["--library-path", "/emulator"] if loader else []), *words]


def test_it_answers_the_runtime_api(layer, root):
    arch, flavour, _ = layer
    folder, command = root
    (folder / "app.mjs").write_text(WITH_SDK if flavour else PLAIN)
    api = FakeAPI([event_answer("one", "id-1"), event_answer("two", "id-2")])
    # HOME: there is no /etc/passwd to ask, as there is on Lambda, and the SDK looks for its files.
    keys = {"AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "s", "AWS_REGION": "eu-west-3", "HOME": "/"}
    env = {**environment(api, "app.handler", "/"), **keys}
    process = subprocess.Popen(command, env=env, preexec_fn=lambda: (os.chroot(folder), os.chdir("/")))
    try:
        assert api.drained.wait(60)
    finally:
        process.kill()
        process.wait()
        api.close()
    plain = [{"echo": event, "id": name, "arch": arch} for event, name in (("one", "id-1"), ("two", "id-2"))]
    assert [exchange.json for exchange in api.outcomes()][:2] == ([TOLD[flavour]] * 2 if flavour else plain)


def test_it_is_within_lambdas_limits(layer):
    _, _, path = layer
    with zipfile.ZipFile(path) as packed:
        assert path.stat().st_size < ZIPPED
        # A function has code and other layers too.
        assert sum(entry.file_size for entry in packed.infolist()) < UNPACKED // 4

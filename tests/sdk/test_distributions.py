"""The data distributions llrt-sdk-std and llrt-sdk-full."""

import base64
import hashlib
import json
import subprocess
import sys
import zipfile

import pytest

from cext import sdk, sdk_wheels
from cext.edits import tomllib

from .conftest import ROOT

LOCK = json.loads((sdk.SOURCES / "package-lock.json").read_text())
LOCKED = {path: entry for path, entry in LOCK["packages"].items() if path}


@pytest.fixture(scope="module", params=sdk.FLAVOURS)
def flavour(request):
    return request.param


@pytest.fixture(scope="module")
def wheel(flavour, tmp_path_factory):
    return sdk_wheels.write(flavour, tmp_path_factory.mktemp("dist"))


def test_the_lock_file_has_hashes_and_no_addresses():
    assert all(entry["integrity"].startswith("sha512-") and "resolved" not in entry for entry in LOCKED.values())
    assert "://" not in (sdk.SOURCES / ".npmrc").read_text()


def test_package_versions_are_exact():
    manifest = json.loads((sdk.SOURCES / "package.json").read_text())
    for version in [*manifest["dependencies"].values(), *manifest["devDependencies"].values()]:
        assert version[0].isdigit(), version


def test_every_package_that_went_in_is_locked_and_under_a_known_licence():
    for flavour in sdk.FLAVOURS:
        for part in sdk.flavour(flavour)["components"]:
            versions = {entry["version"] for path, entry in LOCKED.items() if path.endswith(f"node_modules/{part['name']}")}
            assert part["version"] in versions, part
            assert part["licence"] in ("Apache-2.0", "MIT", "0BSD"), part


def test_the_flavours_have_the_packages_they_are_to_have():
    flavours = json.loads((sdk.SOURCES / "flavours.json").read_text())
    assert (len(flavours["std"]), len(flavours["full"])) == (19, 46)
    assert set(sdk.flavour("std")["packages"]) == {*flavours["std"], *flavours["both"]}
    assert set(sdk.flavour("full")["packages"]) == {*flavours["std"], *flavours["full"], *flavours["both"]}


def test_a_wheel_says_what_is_in_it(wheel, flavour):
    with zipfile.ZipFile(wheel) as archive:
        files = {name: archive.read(name) for name in archive.namelist()}
    info = next(name for name in files if name.endswith("/RECORD")).rpartition("/")[0]
    for row in files[f"{info}/RECORD"].decode().splitlines()[:-1]:
        name, digest, size = row.rsplit(",", 2)
        made = base64.urlsafe_b64encode(hashlib.sha256(files[name]).digest()).rstrip(b"=").decode()
        assert (digest, int(size)) == (f"sha256={made}", len(files[name]))
    notice = files[f"{info}/licenses/NOTICE"].decode()
    assert all(f"{part['name']} {part['version']} " in notice for part in sdk.flavour(flavour)["components"])


def test_it_belongs_to_this_version_of_llrt_as_the_extra_does(wheel, flavour):
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    with zipfile.ZipFile(wheel) as archive:
        metadata = archive.read(next(name for name in archive.namelist() if name.endswith("/METADATA"))).decode()
    assert f"\nRequires-Dist: llrt=={project['version']}\n" in metadata
    assert project["optional-dependencies"][f"{flavour}-sdk"] == [f"llrt-sdk-{flavour}=={project['version']}"]


def test_a_second_wheel_is_the_same(wheel, flavour, tmp_path):
    assert sdk_wheels.write(flavour, tmp_path).read_bytes() == wheel.read_bytes()


def test_an_installed_distribution_is_found(wheel, flavour, tmp_path):
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-deps", "--no-index", "--disable-pip-version-check"]
    subprocess.run([*pip, "--target", str(tmp_path / "site"), str(wheel)], check=True)
    program = tmp_path / "main.mjs"
    service = {"std": "SQS", "full": "Kinesis"}[flavour]
    client = f'import {{ {service}Client as Client }} from "@aws-sdk/client-{service.lower()}"'
    program.write_text(f"{client}; console.log(new Client({{}}).config.serviceId);")
    folders = [str(tmp_path / "site"), str(ROOT)]
    code = f"import sys; sys.path[:0] = {folders!r}; sys.argv = ['llrt', {str(program)!r}]\n"
    code += "from llrt.cli.main import launch; launch()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert done.stdout == f"{service}\n", done

"""The pure-data distributions llrt-sdk-std and llrt-sdk-full: dist/llrt_sdk_<flavour>-<version>-py3-none-any.whl, each a package
with the file that llrt/modules/sdk.py reads. They belong to exactly one version of llrt, whose engine reads the bytecode.
`python -m cext.sdk_wheels` (make sdk-wheels). https://packaging.python.org/en/latest/specifications/binary-distribution-format/
"""

import base64
import hashlib
import sys
import tempfile
import zipfile
from pathlib import Path

from . import sdk, sdk_data
from .edits import tomllib
from .npm_tree import ROOT

_EPOCH = (1980, 1, 1, 0, 0, 0)
_WHEEL = "Wheel-Version: 1.0\nGenerator: llrt\nRoot-Is-Purelib: true\nTag: py3-none-any\n"


def write(flavour: str, out: Path) -> Path:
    """The wheel in the folder `out`; its bytes depend on the sources alone."""
    version = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
    package = f"llrt_sdk_{flavour}"
    info = f"{package}-{version}.dist-info"
    with tempfile.TemporaryDirectory() as folder:
        data = sdk_data.write(flavour, Path(folder) / "sdk.llrt").read_bytes()
    files = {
        f"{package}/__init__.py": f'"""The AWS SDK for llrt {version}, flavour {flavour}: data, nothing to import."""\n'.encode(),
        f"{package}/sdk.llrt": data,
        f"{info}/METADATA": _metadata(flavour, version).encode(),
        f"{info}/WHEEL": _WHEEL.encode(),
        f"{info}/licenses/LICENSE": (ROOT / "LICENSE").read_bytes(),
        f"{info}/licenses/NOTICE": _notice(flavour).encode(),
    }
    record = f"{info}/RECORD"
    rows = [f"{name},sha256={_digest(content)},{len(content)}\n" for name, content in files.items()]
    files[record] = "".join([*rows, f"{record},,\n"]).encode()
    out.mkdir(parents=True, exist_ok=True)
    path = out / f"{package}-{version}-py3-none-any.whl"
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, _EPOCH)
            entry.external_attr = 0o100644 << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, content)
    return path


def _metadata(flavour: str, version: str) -> str:
    packages = "\n".join(f"- {name}" for name in sdk.flavour(flavour)["packages"])
    return (
        f"Metadata-Version: 2.4\nName: llrt-sdk-{flavour}\nVersion: {version}\n"
        "Summary: The AWS SDK for JavaScript v3 as built-in modules of llrt\n"
        "License-Expression: Apache-2.0 AND MIT AND 0BSD\n"
        "License-File: LICENSE\nLicense-File: NOTICE\nRequires-Python: >=3.10\n"
        f"Requires-Dist: llrt=={version}\nDescription-Content-Type: text/markdown\n\n"
        f"The flavour `{flavour}` of the AWS SDK for `llrt` {version}: `pip install llrt[{flavour}-sdk]`. Packages:\n\n"
        f"{packages}\n"
    )


def _notice(flavour: str) -> str:
    rows = "".join(f"{part['name']} {part['version']} ({part['licence']})\n" for part in sdk.flavour(flavour)["components"])
    return f"Compiled from these packages of the npm registry:\n\n{rows}"


def _digest(content: bytes) -> str:
    return base64.urlsafe_b64encode(hashlib.sha256(content).digest()).rstrip(b"=").decode()


if __name__ == "__main__":
    for one in sdk.FLAVOURS:
        made = write(one, ROOT / "dist")
        print(f"{made}: {made.stat().st_size} bytes", file=sys.stderr)

"""What the stubs and annotations say is what the built package is."""

import importlib.util
import subprocess
import sys
from pathlib import Path

import pytest

if importlib.util.find_spec("mypy") is None:
    pytest.skip("mypy is not installed (pip install llrt[dev])", allow_module_level=True)

HERE = Path(__file__).parent
ROOT = HERE.parents[1]
EXTENSIONS = [
    "llrt._quickjs", "llrt._buffer", "llrt._url", "llrt._http", "llrt._cares", "llrt._openssl",
    "llrt._lexer", "llrt._fs", "llrt._os", "llrt._intl",
    "llrt._zlib", "llrt._xml",
]  # fmt: skip


def python(*args):
    done = subprocess.run([sys.executable, *args], cwd=ROOT, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("module", EXTENSIONS)
def test_the_stub_of_an_extension_is_what_was_built(module, tmp_path):
    # Errors of other modules are `make lint`'s.
    config = tmp_path / "mypy.ini"
    config.write_text("[mypy]\nignore_errors = True\n")
    allowed = ["--allowlist", str(HERE / "stubtest_allowlist.txt"), "--ignore-unused-allowlist"]
    python("-m", "mypy.stubtest", "--mypy-config-file", str(config), *allowed, module)


def test_a_typed_program_passes_strict_checks():
    python("-m", "mypy", "--strict", "--follow-imports=silent", "--config-file", "", str(HERE / "typed_program.py"))


def test_the_typed_program_runs():
    python(str(HERE / "typed_program.py"))

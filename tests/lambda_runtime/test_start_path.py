"""What spawn to first response must not import."""

import subprocess
import sys

from tests.lambda_runtime.fake_api import FakeAPI, environment, event_answer

FORBIDDEN = {
    "asyncio", "anyio", "typing", "re", "json", "orjson", "dataclasses", "enum", "logging", "http.client", "ssl", "__future__",
    "socket", "argparse", "subprocess", "selectors", "urllib.parse", "tempfile", "threading", "os",
    "llrt.lambda_runtime.emulator",
}  # fmt: skip


def test_the_runtime_imports_no_heavy_module_up_to_the_first_response(tmp_path):
    (tmp_path / "app.mjs").write_text("export const handler = async (event) => { console.log('x'); return event; };")
    api = FakeAPI([event_answer({"a": 1})])
    # -X importtime lists every import on stderr.
    start = f"import sys; sys.path[:0] = {sys.path!r}; from llrt.cli.main import launch_module; launch_module()"
    command = [sys.executable, "-X", "importtime", "-I", "-S", "-c", start]
    env = {**environment(api, "app.handler", tmp_path), "_EXIT_ITERATIONS": "1"}
    done = subprocess.run(command, env=env, cwd=tmp_path, capture_output=True, text=True, timeout=30)
    assert len(api.outcomes()) == 1, done.stderr
    api.close()
    imported = {line.rpartition("|")[2].strip() for line in done.stderr.splitlines() if line.startswith("import time:")}
    assert "llrt.lambda_runtime.worker" in imported
    assert not imported & FORBIDDEN

"""Logs as frames on the platform's descriptor: type with the level's bits, length, microseconds, message."""

import json
import os
import struct
import subprocess
import time

import pytest

from tests.lambda_runtime.fake_api import FakeAPI, environment, event_answer
from tests.support.programs import llrt_command

HANDLER = """
console.info("at init");
export const handler = async () => {
  console.trace("t"); console.debug("d"); console.log("two\\nlines", 5); console.warn("w"); console.error(new RangeError("e"));
  console.fatal("f");
  process.stdout.write("plain\\n");
  return process.env._LAMBDA_TELEMETRY_LOG_FD ?? "removed";
};
"""


def frames(data):
    found = []
    while data:
        kind, length, micros = struct.unpack(">IIQ", data[:16])
        assert abs(micros / 1e6 - time.time()) < 600
        found.append((kind, data[16 : 16 + length].decode()))
        data = data[16 + length :]
    return found


@pytest.mark.parametrize("form", ["Text", "JSON"])
def test_each_message_is_a_frame_with_its_level(tmp_path, form):
    (tmp_path / "app.mjs").write_text(HANDLER)
    api = FakeAPI([event_answer({}, "id-1")])
    read, write = os.pipe()
    env = environment(api, "app.handler", tmp_path, {"_LAMBDA_TELEMETRY_LOG_FD": str(write), "AWS_LAMBDA_LOG_FORMAT": form})
    env |= {"_EXIT_ITERATIONS": "1"}
    done = subprocess.run([*llrt_command()], cwd=tmp_path, env=env, pass_fds=[write], capture_output=True, timeout=60)
    os.close(write)
    with open(read, "rb") as pipe:
        found = frames(pipe.read())
    api.close()
    assert done.stdout == b"plain\n"
    assert api.outcomes()[0].json == "removed"
    base = 0xA55A0002 if form == "JSON" else 0xA55A0003
    masks = [0b01100, 0b00100, 0b01000, 0b01100, 0b10000, 0b10100, 0b11000]
    assert [kind for kind, _ in found] == [base | mask for mask in masks]
    texts = [text for _, text in found]
    assert all(text.endswith("\n") for text in texts)
    if form == "JSON":
        assert json.loads(texts[3])["message"] == "two\nlines 5"
    else:
        assert texts[3].endswith("\tid-1\tINFO\ttwo\nlines 5\n")

"""What importing node:fs costs: nothing but the door. A room whose ops are not there has not been loaded."""

from llrt.runtime.environment import Environment


def test_the_door_loads_no_streams_promises_or_buffers():
    env = Environment().boot()
    try:
        fs = env.builtin("node:fs").get("default", mode="raw")
        assert "fs" in env.natives._loaded
        assert "buffer" not in env.natives._loaded
        fs.get("promises", mode="raw")
        assert "buffer" in env.natives._loaded
    finally:
        env.close()

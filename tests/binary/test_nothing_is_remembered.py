"""Law 8: what a process sees is its own, never what was true when the image was made."""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]

RANDOM = "[Math.random(), Math.random()].join()"
FACTS = """
const { env, argv, execPath, pid, ppid } = process;
console.log(JSON.stringify({ env: { ...env }, argv, execPath, pid, ppid, cwd: process.cwd(), title: process.title,
  uptime: process.uptime(), now: performance.now(), origin: performance.timeOrigin, zone: new Date(0).getTimezoneOffset(),
  hour: new Date(0).getHours() }));
"""


def test_two_processes_share_no_random_number(start):
    seen = [start("-p", RANDOM).stdout for _ in range(5)]
    assert len(set(seen)) == 5


def test_environment_arguments_folder_and_ids(start, binary, tmp_path):
    env = {"ONLY": "this", "EMPTY": "", "TZ": "Asia/Kolkata", "UTF8": "grüß"}
    done = start("-e", FACTS, "a", "b c", env=env, cwd=tmp_path)
    facts = json.loads(done.stdout)
    facts["env"].pop("LLRT_IMAGE", None)
    assert facts["env"] == env
    assert facts["argv"] == [str(binary), "a", "b c"]
    assert facts["execPath"] == str(binary)
    assert facts["cwd"] == str(tmp_path)
    assert facts["ppid"] == os.getpid()


def test_clocks_begin_with_the_process(start):
    before = time.time() * 1000
    facts = json.loads(start("-e", FACTS).stdout)
    assert before - 1000 < facts["origin"] < time.time() * 1000
    assert 0 <= facts["now"] < 5000
    assert 0 <= facts["uptime"] < 5


def test_the_time_zone_is_the_process_s(start):
    zones = {"UTC0": 0, "XYZ-5:30": -330, "ABC4": 240}
    for zone, offset in zones.items():
        assert json.loads(start("-e", FACTS, env={"TZ": zone}).stdout)["zone"] == offset


def test_changes_of_the_environment_reach_children_of_the_process(start):
    script = "process.env.ADDED = 'x'; delete process.env.HOME; console.log('ADDED' in process.env, process.env.HOME)"
    assert start("-e", script).stdout == "true undefined\n"


def test_what_python_is_told_has_no_effect(start, tmp_path):
    (tmp_path / "sitecustomize.py").write_text("print('site ran')")
    (tmp_path / "startup.py").write_text("print('startup ran')")
    (tmp_path / "json.py").write_text("print('path ran')")
    env = {
        "PYTHONPATH": str(tmp_path), "PYTHONHOME": "/nonexistent", "PYTHONSTARTUP": str(tmp_path / "startup.py"),
        "PYTHONVERBOSE": "1", "PYTHONINSPECT": "1", "PYTHONMALLOC": "debug", "PYTHONUTF8": "0",
        "PYTHONHASHSEED": "nonsense", "PYTHONIOENCODING": "ascii",
    }  # fmt: skip
    done = start("-p", "'grüß'", env={**os.environ, **env})
    assert (done.stdout, done.stderr, done.returncode) == ("grüß\n", "", 0)


def test_a_terminal_is_asked_for_at_start(start):
    assert start("-p", "process.stdout.isTTY === true").stdout == "false\n"


def test_an_image_made_elsewhere_is_the_same_program(binary, tmp_path):
    """Made by another user, in another folder, environment, time zone and umask, under other limits, on one processor."""
    plain = binary.with_name("llrt.plain")
    if not plain.exists():
        pytest.skip("llrt.plain is not beside the binary")
    elsewhere = Path(tempfile.mkdtemp())
    shutil.copy2(plain, elsewhere / "plain")
    out = elsewhere / "other"
    env = {
        "LLRT_DUMP_IMAGE": f"2000000000:1234:{out}",
        "TZ": "America/New_York",
        "LANG": "tr_TR",
        "SECRET": "nobody-is-to-know-this",
    }

    def another():
        os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
        if os.geteuid() == 0:
            os.chown(elsewhere, 65534, 65534)
            os.setgroups([])
            os.setgid(65534)
            os.setuid(65534)

    command = f"umask 077; ulimit -n 20; exec {elsewhere}/plain < /dev/null"
    try:
        subprocess.run(["sh", "-c", command], env=env, cwd=elsewhere, check=True, capture_output=True, preexec_fn=another)
        out.chmod(0o755)
        check_image(out)
    finally:
        shutil.rmtree(elsewhere)


def check_image(out):
    assert b"nobody-is-to-know-this" not in out.read_bytes()
    facts = json.loads(subprocess.run([out, "-e", FACTS], env={"TZ": "UTC0"}, capture_output=True, text=True, cwd="/").stdout)
    assert facts["env"] == {"TZ": "UTC0"}
    assert (facts["cwd"], facts["zone"], facts["execPath"]) == ("/", 0, str(out))
    script = "console.log(process.getuid(), require('os').availableParallelism(), process.umask().toString(8))"
    told = subprocess.run([out, "-e", script], capture_output=True, text=True)
    assert told.stdout == f"{os.getuid()} {len(os.sched_getaffinity(0))} {umask():o}\n"
    # The rooms' own tests, of the image made elsewhere.
    folders = [str(ROOT / "tests" / "builtins" / name) for name in ("boot", "timers", "process", "date", "url")]
    env = {**os.environ, "LLRT_TEST_FORM": str(out)}
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", "-x", *folders], env=env, cwd=ROOT, capture_output=True, text=True
    )
    assert done.returncode == 0, done.stdout


def umask():
    mask = os.umask(0)
    os.umask(mask)
    return mask

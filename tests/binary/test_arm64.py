"""The arm64 binary (make binary ARCH=arm64) under qemu-user: starts with and without its image, ends of programs, the Lambda
runtime. Not here: the JS tests of the rooms (make test-arm64 runs them in this form)."""

import json
import os
import signal
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from cext import elf
from tests.support.programs import ARM64, arm64_emulator

EXAMPLES = Path(__file__).parents[2] / "examples"
# The Lambda emulator of this checkout, whose runtime processes are ours: without binfmt the kernel cannot start them by name.
LAMBDA = """
import sys
from llrt.cli import main, set_self_command
set_self_command(sys.argv[1].split("\\n"))
sys.exit(main.main(["llrt", "lambda", *sys.argv[2:]]))
"""


@pytest.fixture(scope="module")
def command():
    if arm64_emulator() is None:
        pytest.skip("qemu-aarch64 is not installed (sh cext/setup_arm64.sh)")
    if not ARM64.exists():
        pytest.skip(f"{ARM64} is not built (make binary ARCH=arm64)")
    return [arm64_emulator(), str(ARM64)]


@pytest.fixture(params=["image", "ordinary"])
def start(request, command):
    """`start(*args, emulator=[options of qemu])` runs it, with and without its image."""
    image = {"LLRT_IMAGE": "0"} if request.param == "ordinary" else {}

    def run(*args, emulator=(), env=None, **options):
        options = {"capture_output": True, "text": True, "timeout": 60, **options}
        merged = {**os.environ, "NO_COLOR": "1", **image, **(env or {})}
        return subprocess.run([command[0], *emulator, command[1], *map(str, args)], env=merged, **options)

    run.has_image = not image
    return run


@pytest.fixture
def invoke(command):
    """`invoke(folder, handler, *args, program=)` has `llrt lambda invoke` start the binary as the runtime."""

    def run(folder, handler, *args, program=command[1], env=None):
        runtime = f"{command[0]}\n{program}"
        words = [sys.executable, "-c", LAMBDA, runtime, "invoke", handler, *map(str, args)]
        return subprocess.run(words, cwd=folder, env={**os.environ, **(env or {})}, capture_output=True, text=True, timeout=60)

    return run


def build_info(start, **options):
    return json.loads(start("--build-info", "--json", **options).stdout)


def test_hello(start, tmp_path):
    (tmp_path / "hello.js").write_text("console.log('hello')")
    done = start(tmp_path / "hello.js")
    assert (done.stdout, done.stderr, done.returncode) == ("hello\n", "", 0)


def test_it_is_an_arm64_program_with_an_image(start):
    info = build_info(start)
    assert info["machine"] == "aarch64"
    assert (info["image"]["present"], info["image"]["used"]) == (True, start.has_image)
    assert {part["version"] for part in info["components"]}.isdisjoint({"unknown", ""})
    assert start("-p", "process.arch").stdout == "arm64\n"


@pytest.mark.parametrize("size", [4096, 16384, 65536])
def test_kernels_with_larger_pages(start, size):
    done = start("-p", "[1, 2].map((n) => n + 1)", emulator=["-p", str(size)])
    assert (done.stdout, done.returncode) == ("[ 2, 3 ]\n", 0)
    assert build_info(start, emulator=["-p", str(size)])["image"]["used"] is start.has_image


@pytest.mark.parametrize("processor", ["cortex-a53", "neoverse-n1"])
def test_a_processor_with_fewer_instructions_than_that_of_the_build(start, processor):
    script = "structuredClone(new Map([[1, 2]])).get(1) + new URL('http://a/b').pathname + btoa('x'.repeat(9))"
    done = start("-p", script, emulator=["-cpu", processor])
    assert (done.stdout, done.returncode) == ("2/beHh4eHh4eHh4\n", 0)


def test_every_segment_and_the_image_are_aligned_for_pages_of_64_kib(command):
    data = ARM64.read_bytes()
    segments = list(elf.load_segments(data))
    assert len(segments) == 3
    for offset, start, _ in segments:
        assert (start - offset) % 65536 == 0
    _, image, size = max(segments, key=lambda segment: segment[1])
    assert image % 65536 == 0 and size % 65536 == 0
    assert image + size < 1 << 38


def test_expressions(start):
    shown = start("-p", "({ a: new Map([[1, 'x']]), b: 0.1 + 0.2 })").stdout
    assert shown == "{ a: Map(1) { 1 => 'x' }, b: 0.30000000000000004 }\n"


def test_an_uncaught_error(start, tmp_path):
    (tmp_path / "bad.mjs").write_text("\nnull.x;\n")
    done = start(tmp_path / "bad.mjs")
    assert done.returncode == 1
    assert "bad.mjs:2\nnull.x;" in done.stderr
    assert "TypeError: Cannot read properties of null (reading 'x')" in done.stderr


def test_modules_timers_and_garbage(start, tmp_path):
    (tmp_path / "cjs.cjs").write_text("module.exports = require('node:path' in {} ? 'x' : 'node:url').pathToFileURL('/a b').href")
    (tmp_path / "main.mjs").write_text("""
        import { setTimeout as later } from 'node:timers/promises';
        import href from './cjs.cjs';
        let keep = [];
        for (let i = 0; i < 20000; i++) keep.push({ i, self: null }), (keep[i].self = keep[i]);
        keep = null; gc();
        await later(5);
        console.log(href, Buffer.from('grüß').toString('base64'));
    """)
    done = start("--expose-gc", tmp_path / "main.mjs")
    assert (done.stdout, done.stderr, done.returncode) == ("file:///a%20b Z3LDvMOf\n", "", 0)


def test_endless_recursion_is_an_error(start):
    assert start("-p", "try { (function f() { f(); })(); } catch (e) { e instanceof RangeError }").stdout == "true\n"


def test_signals(start, command):
    script = "process.on('SIGUSR2', () => process.exit(4)); process.kill(process.pid, 'SIGUSR2'); setTimeout(() => {}, 5000)"
    assert start("-e", script).returncode == 4
    process = subprocess.Popen([*command, "-e", "console.log('up'); for (;;);"], stdout=subprocess.PIPE)
    process.stdout.readline()
    process.send_signal(signal.SIGINT)
    assert process.wait(timeout=30) == -signal.SIGINT


def test_two_processes_share_no_random_number(start):
    numbers = {start("-p", "Math.random()").stdout for _ in range(3)}
    assert len(numbers) == 3


@pytest.mark.parametrize("image", [None, "0"])
@pytest.mark.parametrize(
    ("example", "expected"),
    [("hello-api", "Hello, Ada!"), ("sqs-batch", '"batchItemFailures"'), ("dynamodb-stream", "")],
)
def test_the_demo(invoke, example, expected, image):
    done = invoke(EXAMPLES / example, "app.handler", "--event", "event.json", env={"LLRT_IMAGE": image} if image else {})
    assert done.returncode == 0, done.stderr
    assert isinstance(json.loads(done.stdout), (dict, type(None)))
    assert expected in done.stdout
    assert "REPORT RequestId:" in done.stderr


def test_lambda_reports_an_error_of_the_handler(invoke, tmp_path):
    (tmp_path / "app.mjs").write_text("export const handler = async () => { throw new RangeError('thrown'); };")
    (tmp_path / "event.json").write_text("{}")
    done = invoke(tmp_path, "app.handler", "--event", "event.json")
    assert json.loads(done.stdout)["errorType"] == "RangeError"


def test_the_layer_answers(command, invoke, tmp_path):
    layer = Path(__file__).parents[2] / "dist" / "llrt-lambda-arm64.zip"
    if not layer.exists():
        pytest.skip(f"{layer} is not built (make layers)")
    with zipfile.ZipFile(layer) as archive:
        (entry,) = archive.infolist()
        assert (entry.filename, entry.external_attr >> 16 & 0o777) == ("bootstrap", 0o755)
        bootstrap = archive.extract(entry, tmp_path)
    os.chmod(bootstrap, 0o755)  # zipfile forgets it
    done = invoke(EXAMPLES / "hello-api", "app.handler", "--event", "event.json", program=bootstrap)
    assert json.loads(done.stdout)["statusCode"] == 200, done.stderr

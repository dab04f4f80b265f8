"""A process from the image has threads, children, signals and an end of memory like any other; what was saved had one thread."""

import os
import resource
import signal
import subprocess
import sys

POOL = """
const { promises: fs, mkdtempSync, rmSync } = require("node:fs");
const { createHash } = require("node:crypto");
(async () => {
  const folder = mkdtempSync(require("node:os").tmpdir() + "/llrt-");
  const names = Array.from({ length: 40 }, (_, i) => `${folder}/${i}`);
  await Promise.all(names.map((name, i) => fs.writeFile(name, "x".repeat(i * 1000))));
  const sizes = await Promise.all(names.map(async (name) => (await fs.readFile(name, "utf8")).length));
  const texts = await Promise.all(names.map((name) => fs.readFile(name)));
  const digests = new Set(texts.map((text) => createHash("sha256").update(text).digest("hex")));
  gc();
  console.log(sizes.reduce((a, b) => a + b), digests.size);
  rmSync(folder, { recursive: true });
})();
"""
GROWS = """
const kept = [];
let refused = 0;
for (let i = 0; i < 400 && refused < 3; i++) {
  try { kept.push(new Uint8Array(1 << 20).fill(i)); } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    refused++;
    kept.length = 0;
  }
}
console.log(refused > 0, [3, 1, 2].sort().join(), JSON.stringify({ a: [1] }));
"""


def test_the_thread_pool_works_and_its_results_are_right(start):
    for size in ("1", "4", "16"):
        done = start("--expose-gc", "-e", POOL, env={**os.environ, "UV_THREADPOOL_SIZE": size})
        assert (done.stdout, done.stderr, done.returncode) == ("780000 40\n", "", 0)


def test_memory_that_the_system_refuses_is_an_error_and_the_program_goes_on(start):
    def limit():
        resource.setrlimit(resource.RLIMIT_AS, (160 << 20, 160 << 20))

    done = start("-e", GROWS, preexec_fn=limit)
    assert (done.stdout, done.returncode) == ('true 1,2,3 {"a":[1]}\n', 0)


def test_signals_in_every_state_of_the_loop(start):
    program = """
      const seen = [];
      for (const name of ["SIGUSR1", "SIGUSR2", "SIGTERM", "SIGHUP"]) process.on(name, () => seen.push(name));
      const timer = setInterval(() => {}, 1000);
      process.kill(process.pid, "SIGUSR2");
      setImmediate(() => {
        process.kill(process.pid, "SIGHUP");
        queueMicrotask(() => process.kill(process.pid, "SIGTERM"));
        setTimeout(() => { clearInterval(timer); console.log(seen.sort().join()); }, 20);
      });
    """
    assert start("-e", program).stdout == "SIGHUP,SIGTERM,SIGUSR2\n"


def test_a_signal_ends_a_process_that_waits_for_its_threads(binary, tmp_path):
    fifo = tmp_path / "nobody-writes"
    os.mkfifo(fifo)
    program = f"require('node:fs').readFile({str(fifo)!r}, () => {{}}); setTimeout(() => console.log('up'), 20)"
    with subprocess.Popen([binary, "-e", program], stdout=subprocess.PIPE) as process:
        assert process.stdout.readline() == b"up\n"
        process.terminate()
        assert process.wait(timeout=30) == -signal.SIGTERM


def test_children_of_the_process_are_whole_processes_themselves(start, binary, tmp_path):
    (tmp_path / "child.js").write_text("console.log(process.argv[2], [3, 1, 2].sort().join(), Math.random() >= 0)")
    (tmp_path / "parent.js").write_text("""
      const { spawnSync } = require("node:child_process");
      const outputs = [];
      for (let i = 0; i < 3; i++) {
        const { stdout, status } = spawnSync(process.execPath, ["child.js", `n${i}`]);
        outputs.push(stdout.toString().trim(), status);
      }
      console.log(outputs.join(";"));
    """)
    done = start("parent.js", cwd=tmp_path)
    if "ERR_NOT_SUPPORTED" in done.stderr or "not supported" in done.stderr:
        import pytest

        pytest.skip("node:child_process is not there yet")
    assert done.stdout == "n0 1,2,3 true;0;n1 1,2,3 true;0;n2 1,2,3 true;0\n"


def test_a_forked_child_of_another_program_can_become_it(binary):
    """A fork of a process with threads and open files executes it, as a shell or a supervisor does."""
    code = (
        "import os, sys, threading\n"
        "threading.Thread(target=threading.Event().wait, daemon=True).start()\n"
        "pid = os.fork()\n"
        "if not pid: os.execv(sys.argv[1], [sys.argv[1], '-p', '1 + 1'])\n"
        "sys.exit(os.waitpid(pid, 0)[1])\n"
    )
    done = subprocess.run([sys.executable, "-c", code, binary], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.returncode) == ("2\n", 0)

"""process.stdin, stdout and stderr with pipes and files, compared with Node."""

import os
import subprocess

import pytest

from tests.support import programs

BIG = b"x" * 200_000
READERS = {
    "data and end": """
        process.stdin.setEncoding('utf8');
        let d = '';
        process.stdin.on('data', (c) => { d += c });
        process.stdin.on('end', () => console.log('end', d.length));
        process.stdin.on('close', () => console.log('close'))
    """,
    "async iteration": """
        (async () => { let n = 0; for await (const c of process.stdin) n += c.length;
          console.log(n, process.stdin.readableEnded) })()
    """,
    "readable and read": """
        let n = 0;
        process.stdin.on('readable', () => { let c; while ((c = process.stdin.read()) !== null) n += c.length });
        process.stdin.on('end', () => console.log('end', n))
    """,
    "pipe": "process.stdin.pipe(process.stdout)",
    "leaving the loop": """
        process.stdin.setEncoding('utf8');
        (async () => { for await (const c of process.stdin) { console.log(typeof c); break } console.log('after') })()
    """,
    "pause": "process.stdin.once('data', (c) => { console.log(Buffer.isBuffer(c)); process.stdin.pause() })",
    "unref": """
        process.stdin.resume();
        process.stdin.unref();
        setTimeout(() => console.log('timer'), 1)
    """,
    "async context": """
        const storage = new (require('async_hooks').AsyncLocalStorage)();
        storage.run('first', () => process.stdin);
        storage.run('second', () => {
          process.stdin.once('data', () => console.log('data', storage.getStore()));
          process.stdin.on('end', () => console.log('end', storage.getStore())).resume();
        })
    """,
    "members": """
        const s = process.stdin;
        console.log(s.fd, s.isTTY, s.readable, s.readableFlowing, s.isPaused(), s.readableObjectMode,
          s.readableEncoding, s.destroyed)
    """,
}
WRITERS = {
    "encodings": """
        process.stdout.write('a\\n');
        process.stdout.write('616a0a', 'hex');
        process.stdout.write(Buffer.from('b\\n'));
        process.stdout.write(new Uint16Array([0x0a63]))
    """,
    "callbacks": """
        process.stdout.write('x\\n', (e) => console.log('written', e));
        process.stdout.write('y\\n', 'utf8', (e) => console.log('written', e));
        console.log(process.stdout.write('z\\n'))
    """,
    "wrong chunks": """
        for (const c of [1, null, undefined, {}, []]) try { process.stdout.write(c) } catch (e) { console.log(e.code,
          e.message) }
    """,
    "wrong encoding": "try { process.stdout.write('x', 'nope') } catch (e) { console.log(e.code, e.message) }",
    "members": """
        const s = process.stdout;
        console.log(s.fd, s.isTTY, s.writable, s.writableEnded, s.writableFinished, s.writableLength,
          s.writableObjectMode, s.writableHighWaterMark, s.writableCorked, s.writableNeedDrain, s.destroyed,
          s.columns, s.rows, s.getColorDepth, s._isStdio, s.errored, s.closed)
    """,
    "events": """
        process.stdout.on('finish', () => console.error('finish'));
        console.log(process.stdout.listenerCount('finish'), typeof process.stdout.once)
    """,
    "captured": """
        const w = process.stdout.write;
        const seen = [];
        process.stdout.write = (t) => { seen.push(t); return true };
        console.log('captured', 1);
        process.stdout.write = w;
        console.log(seen)
    """,
    "lone surrogates": "process.stdout.write('\\ud800a\\udc00\\u{1f600}')",
}


@pytest.mark.parametrize("name", READERS)
@pytest.mark.parametrize("data", [b"", b"hello\n", BIG], ids=["nothing", "a line", "much"])
def test_stdin_from_a_pipe_reads_as_under_node(llrt, node, name, data):
    ours, theirs = llrt("-e", READERS[name], stdin=data), node("-e", READERS[name], stdin=data)
    assert (ours.stdout, ours.code) == (theirs.stdout, theirs.code)


@pytest.mark.parametrize("name", [name for name in READERS if name != "unref"])  # Node's has no unref() then
def test_stdin_from_a_file_reads_as_under_node(name, tmp_path):
    path = tmp_path / "input"
    path.write_bytes(BIG)
    if programs.node_command() is None:
        pytest.skip("Node 24 is not installed")

    def run(command):
        with path.open("rb") as file:
            done = subprocess.run([*command, "-e", READERS[name]], stdin=file, capture_output=True, timeout=programs.TIMEOUT)
        return done.stdout, done.returncode

    assert run(programs.llrt_command()) == run(programs.node_command())


@pytest.mark.parametrize("name", WRITERS)
def test_stdout_writes_as_under_node(llrt, node, name):
    ours, theirs = llrt("-e", WRITERS[name]), node("-e", WRITERS[name])
    assert (ours.stdout, ours.stderr, ours.code) == (theirs.stdout, theirs.stderr, theirs.code)


def _with_closed_reader(program):
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return subprocess.run(
            [*programs.llrt_command(), "-e", program], stdout=writing, stderr=subprocess.PIPE, timeout=programs.TIMEOUT
        )
    finally:
        os.close(writing)


def test_a_broken_pipe_is_an_error_event():
    done = _with_closed_reader(
        "process.stdout.on('error', (e) => console.error(e.code, e.syscall, e.message)); process.stdout.write('x')"
    )
    assert (done.stderr, done.returncode) == (b"EPIPE write write EPIPE\n", 0)


def test_a_broken_pipe_without_listener_is_an_uncaught_error():
    done = _with_closed_reader("process.stdout.write('x')")
    assert b"write EPIPE" in done.stderr
    assert done.returncode == 1

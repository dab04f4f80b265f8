"""Standard streams, node:tty and node:readline in a real terminal, compared with Node byte by byte."""

import pytest

from tests.support import programs
from tests.support.terminal import Terminal


def both(program, play, **options):
    """`play(terminal)` with Node and with ours; the outputs and exit codes."""
    if programs.node_command() is None:
        pytest.skip("Node 24 is not installed")
    results = []
    for command in (programs.llrt_command(), programs.node_command()):
        with Terminal([*command, "-e", program], **options) as terminal:
            play(terminal)
        results.append((terminal.output, terminal.code))
    return results


SILENT = {
    "members": """
        const { stdin, stdout, stderr } = process;
        console.log(stdin.constructor.name, stdin.isTTY, stdin.isRaw, stdin.fd, stdin.readableHighWaterMark, stdin.allowHalfOpen);
        for (const s of [stdout, stderr]) console.log(s.constructor.name, s.isTTY, s.fd, s._type, s.writableHighWaterMark,
          s.columns, s.rows, s.getWindowSize(), s._isStdio, s.readable);
        console.log(Object.getOwnPropertyNames(stdout).filter((key) => !/^(_|connecting|server)/.test(key)).join());
        const tty = require('node:tty');
        console.log(stdin instanceof tty.ReadStream, stdout instanceof tty.WriteStream);
        console.log([0, 1, 2, 3, -1, 1.5, '1'].map(tty.isatty));
    """,
    "colours": """
        const { stdout } = process;
        console.log(stdout.getColorDepth(), stdout.hasColors(), stdout.hasColors(256), stdout.hasColors(2 ** 24),
          stdout.hasColors({ TERM: 'dumb' }), stdout.hasColors(16, { TERM: 'xterm' }),
          stdout.getColorDepth({ COLORTERM: 'truecolor' }));
        try { stdout.hasColors(1) } catch (e) { console.log(e.code) }
        console.log({ a: [1, 'x', null, true] });
    """,
    "cursor": """
        const { stdout } = process;
        console.log(stdout.cursorTo(2), stdout.cursorTo(2, 3), stdout.moveCursor(-1, 1), stdout.clearLine(-1),
          stdout.clearLine(0), stdout.clearScreenDown((e) => console.log('done', e)),
          stdout.moveCursor(0, 0, () => console.log('nothing')));
        for (const args of [['x', 1], [NaN], [1, NaN], [1, 1, 1]])
          try { stdout.cursorTo(...args) } catch (e) { console.log(e.code) }
        console.clear();
    """,
    "not a terminal": """
        const tty = require('tty');
        for (const fd of [-1, 1.5, 'x', 99]) for (const C of [tty.ReadStream, tty.WriteStream]) {
          try { new C(fd) } catch (e) { console.log(e.name, e.code, e.message) }
        }
    """,
    "destroy": """
        process.stdout.destroy();
        process.stdout.on('close', () => console.log('closed'));
        setImmediate(() => console.log('still'))
    """,
    "pending input does not hold the program": "process.stdin.on('data', () => {}); process.stdin.unref(); console.log('x')",
    "paused input does not hold the program": "process.stdin.on('data', () => {}); process.stdin.pause(); console.log('x')",
}


@pytest.mark.parametrize("name", SILENT)
def test_as_under_node(name):
    ours, theirs = both(SILENT[name], lambda terminal: terminal.finish(), columns=91, rows=17)
    assert ours == theirs


def test_lines_typed_are_read_and_end_with_control_d():
    def play(terminal):
        terminal.until(b"ready\r\n")
        terminal.type(b"one\n")
        terminal.until(b"got 'one\\n'")
        terminal.type(b"\x04")
        terminal.until(b"end")

    program = """
        process.stdin.setEncoding('utf8');
        process.stdin.on('data', (d) => console.log('got', [d][0] === d && require('util').inspect(d)));
        process.stdin.on('end', () => console.log('end')).on('close', () => console.log('close'));
        console.log('ready');
    """
    ours, theirs = both(program, play)
    assert ours == theirs


def test_raw_mode_gives_every_key_at_once_and_is_undone_at_the_end():
    modes = []

    def play(terminal):
        modes.append(terminal.mode())
        terminal.until(b"ready true")
        modes.append(terminal.mode())
        for key in (b"a", b"\r", b"\x03", b"\x1b[A"):
            terminal.type(key)
            terminal.until(b"\n" + key.hex().encode())
        terminal.type(b"q")
        terminal.until(b"cooked false")
        modes.append(terminal.mode())
        terminal.type(b"x\n")

    program = """
        const s = process.stdin;
        console.log(s.setRawMode(true) === s);
        console.log(`ready ${s.isRaw}`);
        s.on('data', (d) => {
          console.log(d.toString('hex'));
          if (String(d) === 'x\\n') process.exit(3);
          if (String(d) === 'q') { s.setRawMode(false); console.log(`cooked ${s.isRaw}`) }
        });
    """
    ours, theirs = both(program, play)
    assert ours == theirs
    assert ours[1] == 3
    cooked = {"echo": True, "lines": True, "signals": True}
    raw = {"echo": False, "lines": False, "signals": False}
    assert modes == [cooked, raw, cooked] * 2


def test_a_program_that_leaves_in_raw_mode_leaves_the_terminal_as_it_was():
    after = []
    program = "process.stdin.setRawMode(true); console.log('raw'); process.stdin.once('data', () => process.exit())"
    shell = ["sh", "-c", '"$@"; stty -a', "sh", *programs.llrt_command(), "-e", program]
    with Terminal(shell) as terminal:
        terminal.until(b"raw")
        terminal.type(b"x")
        after.append(terminal.until(b"iexten"))
        terminal.finish()
    assert b" icanon " in after[0].replace(b"\r\n", b" ")
    assert b" echo " in terminal.output.replace(b"\r\n", b" ")


def test_resize_is_an_event_of_stdout():
    def play(terminal):
        terminal.until(b"ready 80 24")
        terminal.resize(100, 30)
        terminal.until(b"resized 100 30 100,30")

    program = """
        const out = process.stdout;
        out.on('resize', () => { console.log(`resized ${out.columns} ${out.rows} ${out.getWindowSize()}`); process.exit() });
        setInterval(() => {}, 1e6);
        console.log(`ready ${out.columns} ${out.rows}`);
    """
    ours, theirs = both(program, play)
    assert ours == theirs


def test_readline_edits_lines_in_a_terminal():
    def play(terminal):
        terminal.until(b"name? \x1b[7G")
        terminal.type(b"Adx")
        terminal.until(b"x")
        terminal.type(b"\x7f")
        terminal.until(b"\x1b[9G")
        terminal.type(b"a\r")
        terminal.until(b"hello Ada\r\n")
        terminal.until(b"> \x1b[3G")
        terminal.type(b"li\t")
        terminal.until(b"lines")
        terminal.type(b"\r")
        terminal.until(b"line lines")
        terminal.until(b"> \x1b[3G")
        terminal.type(b"\x1b[A")
        terminal.until(b"\x1b[8G")
        terminal.type(b"\x15")
        terminal.until(b"\x1b[3G")
        terminal.type(b"\x04")
        terminal.until(b"bye")

    program = """
        const readline = require('readline');
        const completer = (line) => [['lines'], line];
        const rl = readline.createInterface({ input: process.stdin, output: process.stdout, completer });
        rl.question('name? ', (name) => {
          console.log('hello', name);
          rl.on('line', (line) => { console.log('line', line); rl.prompt(); });
          rl.on('close', () => console.log('bye'));
          rl.prompt();
        });
    """
    ours, theirs = both(program, play)
    assert ours == theirs


def test_control_c_ends_a_program_and_an_interface_catches_it():
    def play(terminal):
        terminal.until(b"> \x1b[3G")
        terminal.type(b"\x03")
        terminal.until(b"SIGINT")
        terminal.type(b"\x04")

    program = """
        const rl = require('readline').createInterface({ input: process.stdin, output: process.stdout });
        rl.on('SIGINT', () => console.log('SIGINT')).on('close', () => console.log('closed'));
        rl.prompt();
    """
    ours, theirs = both(program, play)
    assert ours == theirs


def test_a_dumb_terminal_gets_no_escape_sequences():
    def play(terminal):
        terminal.until(b"? ")
        terminal.type(b"abc\r")
        terminal.until(b"answer abc")

    program = """
        const rl = require('readline').createInterface({ input: process.stdin, output: process.stdout });
        rl.question('? ', (answer) => { console.log('answer', answer); rl.close() });
    """
    ours, theirs = both(program, play, env={"TERM": "dumb"})
    assert ours == theirs
    assert b"\x1b[" not in ours[0]

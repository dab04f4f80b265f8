"""Exit codes and the order of what happens at the end, program by program, compared with Node."""

import pytest

PROGRAMS = {
    "exit code": "process.exitCode = 5",
    "exit code as text": "process.exitCode = '6'",
    "exit code above 255": "process.exitCode = 257",
    "negative exit code": "process.exit(-1)",
    "exit()": """
        process.on('exit', (c) => console.log('exit', c, process.exitCode));
        process.exitCode = 4;
        process.exit()
    """,
    "exit(code)": """
        process.on('exit', (c) => console.log('exit', c));
        process.exit(3);
        console.log('never')
    """,
    "exit in exit": """
        process.on('exit', (c) => { console.log('exit', c); process.exit(8) });
        process.exit(3)
    """,
    "exit code set in exit": """
        process.on('exit', (c) => { console.log('exit', c); process.exitCode = 6 });
        process.exit(3)
    """,
    "exit() in exit": """
        process.on('exit', (c) => { console.log('exit', c); process.exit() });
        process.exitCode = 4
    """,
    "exit in a microtask": """
        Promise.resolve().then(() => process.exit(9));
        setTimeout(() => console.log('never'), 1)
    """,
    "exit in a timer": """
        setTimeout(() => process.exit(9), 1);
        setTimeout(() => console.log('never'), 1)
    """,
    "reallyExit replaced": """
        const r = process.reallyExit;
        process.reallyExit = (c) => { console.log('really', c); r.call(process, 2) };
        process.exit(1)
    """,
    "before exit": """
        process.on('beforeExit', (c) => { console.log('before', c); if (!globalThis.done) { globalThis.done = 1;
          setTimeout(() => console.log('more'), 1) } });
        process.on('exit', (c) => console.log('exit', c))
    """,
    "no before exit after exit()": """
        process.on('beforeExit', () => console.log('never'));
        process.exit()
    """,
    "error in before exit": """
        process.on('beforeExit', () => { throw new Error('be') });
        process.on('exit', (c) => console.log('exit', c))
    """,
    "what exit leaves undone": """
        process.on('exit', async () => { process.nextTick(() => console.log('never'));
          setTimeout(() => console.log('never')); await 1; console.log('micro') })
    """,
    "uncaught": """
        process.on('exit', (c) => console.log('exit', c, process.exitCode));
        throw new Error('x')
    """,
    "uncaught after exit code": """
        process.exitCode = 5;
        process.on('exit', (c) => console.log('exit', c, process.exitCode));
        throw new Error('x')
    """,
    "exit code set while dying": """
        process.on('exit', () => { process.exitCode = 9 });
        throw new Error('x')
    """,
    "error in exit while dying": """
        process.on('exit', () => { throw new Error('in exit') });
        throw new Error('x')
    """,
    "error in exit": "process.on('exit', () => { throw new Error('in exit') })",
    "error in exit of exit(3)": """
        process.on('exit', () => { throw new Error('in exit') });
        process.exit(3)
    """,
    "error in exit, handled": """
        process.once('uncaughtException', () => console.log('handled'));
        process.on('exit', () => { throw new Error('q') })
    """,
    "handler throws": """
        process.on('uncaughtException', () => { throw new Error('in handler') });
        process.on('exit', () => console.log('no exit event'));
        throw new Error('x')
    """,
    "monitor throws": """
        process.on('uncaughtExceptionMonitor', () => { throw new Error('in monitor') });
        process.on('exit', () => console.log('no exit event'));
        throw new Error('x')
    """,
    "handler exits": """
        process.on('uncaughtException', (e, o) => { console.log(e.message, o); process.exit() });
        process.exitCode = 5;
        throw new Error('x')
    """,
    "handled": """
        process.on('uncaughtException', (e, o) => console.log(e, o));
        setTimeout(() => console.log('goes on'), 1);
        throw 7
    """,
    "captured": """
        process.setUncaughtExceptionCaptureCallback((e) => console.log('captured', e));
        setTimeout(() => console.log('goes on'), 1);
        throw 5
    """,
    "capture wins": """
        process.on('uncaughtException', () => console.log('never'));
        process.on('uncaughtExceptionMonitor', () => console.log('monitor'));
        process.setUncaughtExceptionCaptureCallback((e) => console.log('captured', e));
        throw 5
    """,
    "monitor does not handle": """
        process.on('uncaughtExceptionMonitor', (e, o) => console.log('monitor', e, o));
        throw 5
    """,
    "rejection": """
        process.on('exit', (c) => console.log('exit', c));
        Promise.reject(new Error('q'));
        setTimeout(() => console.log('never'), 1)
    """,
    "rejection with a value": """
        process.on('exit', (c) => console.log('exit', c));
        Promise.reject(4)
    """,
    "rejection in exit": "process.on('exit', () => { Promise.reject(new Error('late')) })",
    "tick throws": """
        process.on('exit', (c) => console.log('exit', c));
        process.nextTick(() => { throw 1 });
        process.nextTick(() => console.log('never'))
    """,
    "abort": "process.abort()",
    "killed": """
        process.kill(process.pid, 'SIGTERM');
        setTimeout(() => console.log('never'), 1000)
    """,
    "finalization": """
        const o = {};
        globalThis.keep = o;
        process.finalization.register(o, (obj, event) => console.log(obj === o, event));
        process.finalization.registerBeforeExit(o, (obj, event) => console.log(event))
    """,
}
MODES = ("throw", "strict", "warn", "none")
REJECTIONS = (
    """
        Promise.reject(new Error('q'));
        Promise.reject(7);
        process.on('exit', (c) => console.log('exit', c));
        setTimeout(() => console.log('timer'), 2)
    """,
    """
        process.on('unhandledRejection', (r) => console.log('unhandled', r));
        process.on('uncaughtException', (e, o) => console.log('uncaught', e.message, o));
        Promise.reject(7)
    """,
)


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_ends_as_under_node(llrt, node, name):
    ours, theirs = llrt("-e", PROGRAMS[name]), node("-e", PROGRAMS[name])
    assert (ours.stdout, ours.code) == (theirs.stdout, theirs.code)


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("program", REJECTIONS)
def test_the_modes_of_unhandled_rejections_are_nodes(llrt, node, mode, program):
    flag = f"--unhandled-rejections={mode}"
    ours, theirs = llrt(flag, "-e", program), node(flag, "-e", program)
    assert (ours.stdout, ours.code) == (theirs.stdout, theirs.code)


def test_exit_listeners_run_before_the_error_is_printed(llrt):
    result = llrt("-e", "process.on('exit', () => console.error('lis' + 'tener')); throw new Error('the error')")
    assert result.stderr.index("listener") < result.stderr.index("the error")


WARNINGS = (
    """
        process.emitWarning('hey');
        process.emitWarning('dep', 'DeprecationWarning', 'DEP1');
        process.emitWarning('x', { detail: 'dd', code: 'C' })
    """,
    "process.emitWarning('dep', 'DeprecationWarning')",
    "process.emitWarning(new RangeError('made'))",
    """
        process.removeAllListeners('warning');
        process.emitWarning('silent')
    """,
    """
        const e = new (require('events'))();
        for (let i = 0; i < 12; i++) e.on('x', () => {})
    """,
    """
        setTimeout(() => {}, 2 ** 31);
        setTimeout(() => {}, -1)
    """,
)


@pytest.mark.parametrize("program", WARNINGS)
@pytest.mark.parametrize("flags", [(), ("--no-warnings",)])
def test_warnings_are_printed_as_by_node(llrt, node, program, flags):
    def text(result):
        lines = result.stderr.replace("`llrt ", "`node ").replace("`node24 ", "`node ").splitlines()
        return [line.split(") ", 1)[-1] if line.startswith("(node:") else line for line in lines]

    assert text(llrt(*flags, "-e", program)) == text(node(*flags, "-e", program))


def test_node_no_warnings_silences_warnings(llrt):
    assert llrt("-e", "process.emitWarning('hey')", env={"NODE_NO_WARNINGS": "1"}).stderr == ""

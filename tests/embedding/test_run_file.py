"""llrt.run: a program file as the command runs it, in this process."""

import signal

import llrt


def test_run_gives_the_exit_code_and_the_arguments(tmp_path, capfd):
    program = tmp_path / "program.mjs"
    program.write_text("console.log(process.argv.slice(2).join()); process.exitCode = 3")
    assert llrt.run(program, "a", "b") == 3
    assert capfd.readouterr().out == "a,b\n"


def test_run_of_a_file_that_throws_is_1(tmp_path, capfd):
    program = tmp_path / "program.cjs"
    program.write_text("throw new Error('no')")
    assert llrt.run(str(program)) == 1
    assert "Error: no" in capfd.readouterr().err


def test_run_gives_the_hosts_signal_handlers_back(tmp_path):
    program = tmp_path / "program.mjs"
    program.write_text("""
        process.on("SIGUSR2", () => process.exit(7));
        process.kill(process.pid, "SIGUSR2");
        setInterval(() => {}, 1000);
    """)
    mine = []
    before = signal.signal(signal.SIGUSR2, lambda number, frame: mine.append(number))
    try:
        assert llrt.run(program) == 7
        assert mine == []
        signal.raise_signal(signal.SIGUSR2)
        assert mine == [signal.SIGUSR2]
    finally:
        signal.signal(signal.SIGUSR2, before)

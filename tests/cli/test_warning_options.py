"""--disable-warning and --redirect-warnings do what Node's do."""

PROGRAM = "process.emitWarning('one', 'DeprecationWarning', 'DEP1'); process.emitWarning('two', 'MyWarning');"


def test_a_warning_is_silenced_by_code_or_type(both):
    for option, shown, silent in [("DEP1", "two", "one"), ("MyWarning", "one", "two"), ("DEP1,MyWarning", "one", "nothing")]:
        result = both(f"--disable-warning={option}", "a.cjs", files={"a.cjs": PROGRAM})
        assert shown in result.stderr and silent not in result.stderr


def test_warnings_go_to_a_file(llrt, tmp_path):
    (tmp_path / "a.cjs").write_text(PROGRAM)
    assert llrt("--redirect-warnings=w.txt", "a.cjs", cwd=tmp_path).stderr == ""
    assert llrt("a.cjs", cwd=tmp_path, env={"NODE_REDIRECT_WARNINGS": "w.txt"}).stderr == ""
    assert (tmp_path / "w.txt").read_text().count("[DEP1] DeprecationWarning: one") == 2
    assert "two" in llrt("--redirect-warnings=/none/such", "a.cjs", cwd=tmp_path).stderr

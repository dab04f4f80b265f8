"""Handler strings: the module ends at the first dot of the base name; which file it is."""

import pytest

from llrt.lambda_runtime.handler import MalformedHandlerName, locate, split


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("app.handler", ("", "app", "handler")),
        ("index.api.v1.get", ("", "index", "api.v1.get")),
        ("src/lib/app.handler", ("src/lib/", "app", "handler")),
        ("./app.handler", ("./", "app", "handler")),
        ("/var/task/app.handler", ("/var/task/", "app", "handler")),
        ("a.b/app.handler", ("a.b/", "app", "handler")),
        ("app.x/app.x", ("app.x/", "app", "x")),
        ("app.", ("", "app", "")),
        ("@scope/pkg.handler", ("@scope/", "pkg", "handler")),
    ],
)
def test_the_module_ends_at_the_first_dot_of_the_base_name(name, parts):
    assert split(name) == parts


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("app", "Bad handler"),
        ("", "Bad handler"),
        ("src.d/app", "Bad handler"),
        ("../app.handler", "'../app.handler' is not a valid handler name"),
        ("app..handler", "'app..handler' is not a valid handler name"),
    ],
)
def test_malformed_names_say_what_is_wrong(name, message):
    with pytest.raises(MalformedHandlerName, match=message):
        split(name)


ORDER = ["app", "app.js", "app.mjs", "app.cjs", "app.lrt"]


@pytest.mark.parametrize("first", range(len(ORDER)))
def test_files_are_tried_in_the_managed_runtimes_order(tmp_path, first):
    for name in ORDER[first:]:
        (tmp_path / name).write_text("")
    assert locate(str(tmp_path), "app") == str(tmp_path / ORDER[first])


def test_folders_and_links(tmp_path):
    (tmp_path / "src").mkdir()
    (tmp_path / "app").mkdir()
    (tmp_path / "src" / "real.mjs").write_text("")
    (tmp_path / "src" / "app.mjs").symlink_to("real.mjs")
    assert locate(f"{tmp_path}/src", "app") == f"{tmp_path}/src/app.mjs"
    assert locate(str(tmp_path), "src/app") == f"{tmp_path}/src/app.mjs"
    assert locate(str(tmp_path), "app") is None
    assert locate(str(tmp_path), "a\0b") is None

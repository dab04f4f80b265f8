"""Atoms of the start-up image are not counted (cext/quickjs/engine_image.c): using its names copies no pages of it, none of them
goes away however often it is used, and names made later are freed as ever."""
# ruff: noqa: E501   the programs are clearer in long lines

import subprocess

# In an ordinary boot all atoms are counted; the answers are the same.
USED_OFTEN = """
const util = require("node:util");
const key = ["len", "gth"].join(""), known = Symbol.for("nodejs.util.inspect.custom"), own = { [known]() { return "custom"; } };
let sum = 0;
for (let i = 0; i < 300000; i++) {
  sum += [1, 2][key] + (Symbol.for("nodejs.util.inspect.custom") === known);
  for (const name in { toFixed: 1, readFileSync: 1 }) sum += name.length + Object(name)[key];
  if (i % 1000 === 0) { Symbol.for("made " + i); Symbol("nodejs.util.inspect.custom"); }
}
gc();
console.log(sum, util.inspect(own), Symbol.keyFor(known), typeof require("node:fs")["readFile" + "Sync"], Object.keys({ toFixed: 1 })[0]);
"""


def test_names_that_are_used_often_stay(start):
    done = start("--expose-gc", "-e", USED_OFTEN)
    assert (done.stdout, done.stderr) == ("12300000 custom nodejs.util.inspect.custom function toFixed\n", "")


MADE_LATER = """
const rss = () => Number(/VmRSS:\\s*(\\d+)/.exec(require("node:fs").readFileSync("/proc/self/status", "latin1"))[1]);
let object = {}, before;
for (let round = 0; round < 40; round++) {
  for (let i = 0; i < 5000; i++) object[`a name that was made in round ${round}, number ${i}, and is not short`] = i;
  object = {};
  if (round === 10) before = rss();
}
console.log(rss() - before);
"""


def test_names_made_later_are_freed(start):
    done = start("-e", MADE_LATER)
    assert done.stderr == ""
    assert int(done.stdout) < 4000  # KiB; 16,000 if they stayed


NAMES = """
const names = new Set();
const globals = [Object, Array, String, Number, Math, JSON, Promise, Map, Set, RegExp, Date, Reflect, Symbol, Function, Uint8Array, Buffer, process];
for (const value of [...globals, ...["fs", "util", "http", "path", "stream", "events", "os"].map((room) => require("node:" + room))]) {
  for (const object of [value, value.prototype ?? {}]) {
    for (const name of Object.getOwnPropertyNames(object)) if (/^[a-z]\\w+$/i.test(name)) names.add(name);
  }
}
console.log([...names].join(" "));
"""
COPIED = """
const { readFileSync } = require("node:fs");
// Of the image's areas: the heap takes its pages in steps, one more or less.
const areas = () => readFileSync("/proc/self/smaps", "latin1").split(/^(?=[0-9a-f]+-[0-9a-f]+ )/m);
const dirty = (area) => Number(/^Private_Dirty: +(\\d+)/m.exec(area)?.[1] ?? 0);
const copied = () => areas().filter((area) => area.split("\\n", 1)[0].endsWith(process.execPath)).reduce((sum, area) => sum + dirty(area), 0);
const make = () => new Function("o", process.argv[1]);
const functions = [new Function("o", "return o.length;"), copied()];
const before = copied();
functions.push(make());
console.log(copied() - before);
"""


def run(binary, *args):
    done = subprocess.run([binary, "-e", *args], env={}, capture_output=True, text=True, timeout=60)
    assert done.stderr == ""
    return done.stdout


def test_using_them_copies_no_pages(binary):
    names = run(binary, NAMES).split()
    assert len(names) > 600
    known = int(run(binary, COPIED, "".join(f"o.{name};" for name in names)))
    unknown = int(run(binary, COPIED, "".join(f"o.{'length'};" for name in names)))
    assert known - unknown < 80, f"{known} KiB, {unknown} with one name"


# More than the table of later names begins with room for.
MANY = """
const object = {};
for (let i = 0; i < 60000; i++) object["made " + i] = i;
let sum = 0;
for (let i = 0; i < 60000; i++) sum += object[["made", i].join(" ")];
console.log(sum, typeof require("node:fs")[["read", "FileSync"].join("")], Symbol.for("made 1") === Symbol.for(["made", 1].join(" ")));
"""


def test_later_names_and_those_of_the_image_are_found_beside_each_other(start):
    done = start("-e", MANY)
    assert (done.stdout, done.stderr) == ("1799970000 function true\n", "")

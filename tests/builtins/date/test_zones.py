"""Where the zone comes from: TZ in all its forms, files, what is no zone at all; and that nothing of it hurts."""

import os
import random
import struct
import threading

import pytest

import llrt as package

JULY, JANUARY = 1720000000000, 1706000000000
OFFSETS = f"[{JULY}, {JANUARY}].map((t) => -new Date(t).getTimezoneOffset()).join()"


@pytest.fixture
def offsets(llrt):
    """`offsets(tz)`: minutes east of UTC in July and in January."""

    def ask(tz):
        done = llrt("-p", OFFSETS, env={"TZ": tz})
        assert done.code == 0, done
        return [int(text) for text in done.stdout.split(",")]

    return ask


@pytest.mark.parametrize(
    ("rule", "expected"),
    [
        ("CET-1CEST,M3.5.0,M10.5.0/3", [120, 60]),
        ("EST5EDT4,M3.2.0/2,M11.1.0/2", [-240, -300]),
        ("AEST-10AEDT,M10.1.0,M4.1.0/3", [600, 660]),  # the southern half
        ("XYZ3", [-180, -180]),
        ("<+0330>-3:30", [210, 210]),
        ("ABC+1:30:30DEF", [-30, -90]),  # rule of the United States by default; getTimezoneOffset has whole minutes
        ("CET-1CEST,J60/2,J300", [120, 60]),
        ("CET-1CEST,59,299/3", [120, 60]),
        ("IST-2IDT,M3.4.4/26,M10.5.0", [180, 120]),
        ("XXX3EDT4,0/0,J365/23", [-240, -240]),  # daylight time all year
    ],
)
def test_a_rule_of_posix_is_a_zone(offsets, rule, expected):
    assert offsets(rule) == expected


@pytest.mark.parametrize(
    "text",
    ["CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CE-1", "CET-1CEST,M3.5.0,M10.5.0/3x", "<+1-1", "x" * 5000, "/", "..",
     "CET-25", "/dev/zero", "CET-99999999999999999999", "CET-1CEST,J0,J5", "CET-1CEST,366,5", ":", "/etc/passwd", "posix/",
     "\x7f\udcff"],
)  # fmt: skip
def test_what_is_no_zone_is_utc(offsets, text):
    assert offsets(text) == [0, 0]


def tzif(changes, kinds, footer=b"", version=b"2"):
    """A file of RFC 8536: changes [(seconds, kind)], kinds [(offset, daylight)]."""
    old = b"TZif" + version + bytes(15) + struct.pack(">6I", 0, 0, 0, 0, 1, 1) + struct.pack(">iBB", 0, 0, 0) + b"\0"
    new = b"TZif" + version + bytes(15) + struct.pack(">6I", 0, 0, 0, len(changes), len(kinds), 1)
    new += struct.pack(f">{len(changes)}q", *(at for at, _ in changes)) + bytes(kind for _, kind in changes)
    new += b"".join(struct.pack(">i?B", offset, daylight, 0) for offset, daylight in kinds) + b"\0"
    return old + new + b"\n" + footer + b"\n"


def test_a_file_is_a_zone(offsets, tmp_path):
    path = tmp_path / "zone"
    path.write_bytes(tzif([(1710000000, 1), (1730000000, 0)], [(5400, False), (9000, True)], b"XXX-1:30"))
    assert offsets(str(path)) == [150, 90]
    assert offsets(f":{path}") == [150, 90]
    path.write_bytes(tzif([], [(3600, False)], b"CET-1CEST,M3.5.0,M10.5.0/3", b"3"))
    assert offsets(str(path)) == [120, 60]


def test_a_zone_is_known_by_the_name_of_its_file_where_there_is_no_such_file(offsets):
    assert offsets("/nowhere/zoneinfo/Europe/Berlin") == [120, 60]


def test_damaged_files_are_survived(llrt, tmp_path):
    good = tzif([(i * 10_000_000, i % 2) for i in range(170)], [(3600, False), (7200, True)], b"CET-1CEST,M3.5.0,M10.5.0/3")
    rng = random.Random(7)
    for number in range(400):
        data = bytearray(good)
        for _ in range(rng.choice([1, 3, 20])):
            data[rng.randrange(len(data) if number % 2 else 130)] = rng.choice([0, 1, 0x7F, 0x80, 0xFF, rng.randrange(256)])
        (tmp_path / f"{number}").write_bytes(data[: rng.randrange(len(data))] if number % 5 == 0 else data)
    far = [(-(1 << 63), 0), (-(1 << 60), 1), (0, 0), ((1 << 60), 1), ((1 << 63) - 1, 0)]
    (tmp_path / "400").write_bytes(tzif(far, [(3600, False), (-3600, True)]))
    source = """
      for (let i = 0; i <= 400; i++) {
        process.env.TZ = `${process.argv[1]}/${i}`;
        for (const t of [-8.64e15, -1e12, 0, 1.7e12, 9e12, 8.64e15]) {
          const d = new Date(t), back = +new Date(d.getFullYear(), d.getMonth(), d.getDate(), d.getHours());
          if (Math.abs(d.getTimezoneOffset()) > 26 * 60 || Math.abs(back - t) > 60 * 3600e3) throw new Error(`${i} ${t} ${back}`);
        }
      }
      console.log("done")"""
    done = llrt("-e", source, tmp_path)
    assert (done.code, done.stdout) == (0, "done\n"), done


def test_dates_are_fast(llrt):
    source = """
      const start = performance.now();
      for (let i = 0; i < 200000; i++) new Date(1.7e12 + i * 1000).getHours();
      console.log(performance.now() - start < 2000)"""
    assert llrt("-e", source, env={"TZ": "Europe/Berlin"}).stdout == "true\n"


def test_a_new_runtime_sees_the_variable_as_it_is(monkeypatch):
    for zone, minutes in (("Asia/Tokyo", 540), ("America/New_York", -240), ("Asia/Tokyo", 540)):
        monkeypatch.setenv("TZ", zone)
        with package.Runtime() as runtime:
            assert runtime.context().eval(f"-new Date({JULY}).getTimezoneOffset()") == minutes


def test_threads_use_zones_while_another_changes_them(monkeypatch):
    monkeypatch.setenv("TZ", "UTC")
    from llrt._quickjs import read_timezone

    source = f"for (var o, i = 0; i < 2000; i++) o = -new Date({JULY} + i).getTimezoneOffset(); o"
    stop, seen, failures = threading.Event(), set(), []

    def work():
        try:
            with package.Runtime() as runtime:
                context = runtime.context()
                while not stop.is_set():
                    seen.add(context.eval(source))
        except BaseException as error:
            failures.append(error)

    threads = [threading.Thread(target=work) for _ in range(3)]
    for thread in threads:
        thread.start()
    for number in range(300):
        os.environ["TZ"] = ("Asia/Tokyo", "Europe/Berlin", "XXX3", "/nowhere")[number % 4]
        read_timezone()
    stop.set()
    for thread in threads:
        thread.join()
    assert not failures
    assert seen <= {0, 540, 120, -180}

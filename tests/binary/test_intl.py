"""Intl's data is in the binary and comes out of it: nothing of the machine is asked."""

import subprocess

PROGRAM = """
console.log(new Date(0).toLocaleString("en-GB", { timeZone: "America/New_York", dateStyle: "full", timeStyle: "long" }));
console.log(["b", "Á", "a", "ж"].sort(new Intl.Collator("en").compare).join());
console.log([...new Intl.Segmenter().segment("e\\u0301x")].length);
console.log(new Date(0).toLocaleDateString(), Intl.DateTimeFormat().resolvedOptions().timeZone);
"""


def test_the_binary_formats_sorts_and_segments(binary):
    env = {"TZ": "Asia/Tokyo", "LANG": "en_GB.UTF-8"}
    done = subprocess.run([binary, "-e", PROGRAM], env=env, capture_output=True, text=True)
    assert done.stdout.splitlines() == [
        "Wednesday, 31 December 1969 at 19:00:00 GMT-5",
        "a,Á,b,ж",
        "2",
        "01/01/1970 Asia/Tokyo",
    ], done

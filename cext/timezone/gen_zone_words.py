"""Writes what Date.prototype.toString calls each zone, "Pacific Daylight Time", as C: python gen_zone_words.py ZONEINFO OUT.

In English; for any date the names that hold today, as V8 does. They are CLDR's, read from vendor/icu; zone_words.c looks them up.
"""

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path[:0] = [str(HERE), str(HERE.parent / "intl")]

from gen_data import archive, by_locale  # noqa: E402
from gen_zones import tables  # noqa: E402
from locale_tree import Bundles  # noqa: E402
from zone_data import zone_names  # noqa: E402

# Their winter is daylight time of negative size in the zone data.
_NEGATIVE = ("Europe/Dublin", "Eire")
_UTC = ("UTC", "Etc/UTC", "Etc/UCT", "UCT", "Etc/Universal", "Universal", "Etc/Zulu", "Zulu")
_NONE = "\u2205\u2205\u2205"


def words(data: dict, name: str) -> "tuple[str, str]":
    """(standard, daylight) of a zone; "" for none."""
    if name in _UTC:
        return ("Coordinated Universal Time", "")
    zone = data["canonical"].get(name, name)
    strings = data["locales"]["en"]
    metazone = data["metazones"].get(zone, [""])[-1]
    found = {**strings.get(f"meta:{metazone}", {}), **strings.get(zone, {})}
    pair = [found.get(key, "") for key in ("ls", "ld")]
    pair = ["" if text == _NONE else text for text in pair]
    return (pair[1], pair[0]) if name in _NEGATIVE else (pair[0], pair[1])


def main(folder: Path, out: Path) -> None:
    blob = tables(folder)[0]
    names = blob.decode("ascii").split("\0")[:-1]
    data = zone_names(Bundles(archive()), by_locale)
    text, places = b"\0", {"": 0}
    rows = []
    for name in names:
        row = words(data, name)
        for word in row:
            if word not in places:
                places[word] = len(text)
                text += word.encode() + b"\0"
        rows.append(f"{{{places[row[0]]}, {places[row[1]]}}},")
    lines = ["/* Written by gen_zone_words.py. */", '#include "zone.h"', "const char zone_words_text[] = {"]
    lines += [
        ",".join(str(byte if byte < 128 else byte - 256) for byte in text[i : i + 64]) + "," for i in range(0, len(text), 64)
    ]
    lines += ["};", "const uint16_t zone_words[][2] = {", *rows, "};", ""]
    out.write_text("\n".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

"""Writes the table of all time zones as C, from the TZif files in vendor/tzdata: python gen_zones.py FOLDER OUT.

A zone is written once however many names it has, as numbers of variable length: kinds of time, changes (seconds since the
one before, kind), the rule for the years after them. zone_sources.c reads it. https://datatracker.ietf.org/doc/html/rfc8536
"""

import struct
import sys
from pathlib import Path


def varint(value: int) -> bytes:
    out = bytearray()
    while value > 0x7F:
        out.append(value & 0x7F | 0x80)
        value >>= 7
    out.append(value)
    return bytes(out)


def zigzag(value: int) -> int:
    return value << 1 if value >= 0 else ~value << 1 | 1


def read(data: bytes) -> "tuple[list, list, str]":
    """([(offset, is daylight)], [(time, kind)], rule) of a TZif file; its second block, with 64-bit times."""
    counts = struct.unpack_from(">6I", data, 20)
    start = 44 + counts[3] * 5 + counts[4] * 6 + counts[5] + counts[2] * 8 + counts[1] + counts[0]
    if data[:4] != b"TZif" or data[4:5] < b"2" or data[start : start + 4] != b"TZif":
        raise SystemExit("gen_zones: not a TZif file of version 2 or later")
    _, _, leap, times, types, _ = struct.unpack_from(">6I", data, start + 20)
    place = start + 44
    moments = struct.unpack_from(f">{times}q", data, place)
    kinds = data[place + 8 * times : place + 9 * times]
    place += 9 * times
    found = [struct.unpack_from(">i?", data, place + 6 * i) for i in range(types)]
    if leap:
        raise SystemExit("gen_zones: leap seconds are not expected")
    rule = data.rstrip(b"\n").rpartition(b"\n")[2].decode("ascii")
    return found, list(zip(moments, kinds, strict=True)), rule


def encode(data: bytes) -> bytes:
    """What zone_sources.c's decode() reads. Changes that change nothing go, but for the last: the rule begins there."""
    types, changes, rule = read(data)
    kinds = [types[0]]
    kept, current = [], types[0]
    for number, (moment, kind) in enumerate(changes):
        if types[kind] != current or number == len(changes) - 1:
            current = types[kind]
            if current not in kinds:
                kinds.append(current)
            kept.append((moment, kinds.index(current)))
    out = bytes([len(kinds)]) + varint(len(kept))
    out += b"".join(varint(zigzag(offset) << 1 | daylight) for offset, daylight in kinds)
    before = None
    for moment, kind in kept:
        out += varint(zigzag(moment) if before is None else moment - before) + bytes([kind])
        before = moment
    return out + rule.encode("ascii") + b"\0"


def tables(folder: Path) -> "tuple[bytes, bytes, list[tuple[int, int]]]":
    """(all names, all zones, [(place of the name, place of the zone)] by name)."""
    names, zones, entries = bytearray(), bytearray(), []
    places: dict[bytes, int] = {}
    paths = {path.relative_to(folder).as_posix(): path for path in folder.rglob("*") if path.is_file()}
    for name in sorted(paths):
        data = paths[name].read_bytes()
        if data[:4] != b"TZif":
            continue
        zone = encode(data)
        if zone not in places:
            places[zone] = len(zones)
            zones += zone
        entries.append((len(names), places[zone]))
        names += name.encode("ascii") + b"\0"
    if len(entries) < 500 or len(names) > 0xFFFF:
        raise SystemExit(f"gen_zones: {len(entries)} zones in {folder}, {len(names)} bytes of names: something is wrong")
    return bytes(names), bytes(zones), entries


def main(folder: Path, out: Path) -> None:
    names, zones, entries = tables(folder)
    lines = ["/* Written by gen_zones.py. */", '#include "zone.h"']
    for kind, name, data in (("char", "zone_names", names), ("uint8_t", "zone_data", zones)):
        lines.append(f"const {kind} {name}[] = {{")
        lines += [",".join(map(str, data[i : i + 64])) + "," for i in range(0, len(data), 64)]
        lines.append("};")
    lines.append("const zone_entry zone_entries[] = {")
    lines += [f"{{{name}, {zone}}}," for name, zone in entries]
    lines += ["};", f"const uint32_t zone_entry_count = {len(entries)};", ""]
    out.write_text("\n".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]), Path(sys.argv[2]))

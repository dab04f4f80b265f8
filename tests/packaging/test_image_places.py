"""The areas that blocks of one boot have are found again for a boot that takes some more or less (another architecture's)."""

import itertools
import random
import struct

from cext import image_places
from cext.alignment import align
from cext.image_places import AREAS, COLD, FREED, FREED_LARGE


def blocks(rows):
    return b"".join(struct.pack("<IIQ", *row) for row in rows)


def split(places):
    count = int.from_bytes(places[8 * AREAS : 8 * AREAS + 8], "little")
    body = places[8 * AREAS + 8 :]
    assert len(body) == 2 * count
    return body[count:]


def a_boot():
    draw = random.Random(5)
    address, rows = 0x1000, []
    for _ in range(5000):
        size = 8 * draw.randint(1, 60) if draw.random() < 0.98 else 4096
        rows.append((size, 8, address if draw.random() < 0.6 else 0))
        address += size
    return rows


def test_touched_blocks_are_apart_and_freed_ones_last():
    rows = a_boot()
    touched = [(address - 0x1000) // 8 for _, _, address in rows if address][::7]
    areas = split(image_places.arrange(blocks(rows), 0x1000, [touched]))
    live = [area for (_, _, address), area in zip(rows, areas, strict=True) if address]
    assert live[::7] == [0] * len(live[::7])
    assert {area for at, area in enumerate(live) if at % 7} == {COLD}
    freed = {(size > 1024, area) for (size, _, address), area in zip(rows, areas, strict=True) if not address}
    assert freed == {(False, FREED), (True, FREED_LARGE)}


def test_areas_are_transferred_to_a_boot_that_differs():
    rows = a_boot()
    touched = [(address - 0x1000) // 8 for _, _, address in rows if address][::7]
    kept = image_places.arrange(blocks(rows), 0x1000, [touched])
    before = split(kept)
    others = [*rows[:300], (8, 8, 0x900000), (16, 8, 0), *rows[300:1200], *rows[1203:]]
    areas = split(image_places.transfer(blocks(others), kept))
    wanted = [*before[:300], COLD, FREED, *before[300:1200], *before[1203:]]
    assert sum(a != b for a, b in zip(areas, wanted, strict=True)) < 30
    assert 0 in areas[4000:]


def test_without_a_list_nothing_is_touched():
    rows = a_boot()
    assert set(split(image_places.transfer(blocks(rows), b""))) == {COLD, FREED, FREED_LARGE}


def repeating(draw, size):
    """Kinds of blocks: patterns, some of them many times over."""
    out = bytearray()
    while len(out) < size:
        pattern = bytes(draw.randrange(1, 60) for _ in range(draw.randrange(3, 80)))
        out += pattern * draw.choice([1, 1, 2, 40, 200])
    return bytes(out[:size])


def edited(draw, kinds, edits):
    """Those of another boot, and where each of its blocks was in this one (-1: nowhere)."""
    items = list(enumerate(kinds))
    for _ in range(edits):
        at, more, fewer = draw.randrange(len(items) + 1), draw.randrange(4), draw.randrange(4)
        items[at : at + fewer] = [(-1, draw.randrange(1, 60)) for _ in range(more)]
    return bytes(kind for _, kind in items), [at for at, _ in items]


def test_boots_are_aligned_where_patterns_repeat():
    draw = random.Random(5)
    kinds = repeating(draw, 20_000)
    again, truth = edited(draw, kinds, 60)
    found = align(again, kinds)
    assert sum(a == b for a, b in zip(found, truth, strict=True) if b >= 0) > 0.995 * sum(b >= 0 for b in truth)


def test_an_alignment_pairs_what_is_equal_in_order():
    draw = random.Random(6)
    for size in (0, 1, 2, 5, 30, 300):
        for _ in range(60):
            one = bytes(draw.randrange(3) for _ in range(size))
            other, _ = edited(draw, one, draw.randrange(8))
            places = align(other, one)
            pairs = [(at, there) for at, there in enumerate(places) if there >= 0]
            assert len(places) == len(other) and all(other[at] == one[there] for at, there in pairs)
            assert all(a < b for (_, a), (_, b) in itertools.pairwise(pairs))
    assert align(b"abc", b"abc") == [0, 1, 2] and align(b"abc", b"") == [-1] * 3

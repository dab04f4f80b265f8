"""An image is laid out by what its starts touch: blocks of memory that a list of places names lie together at its beginning, in
the areas the list says."""

import itertools
import shutil
import struct
import subprocess

import pytest

from cext import image_places

HOT, OTHER = 0, 1
REGION = 0x2000000000


def dump(plain, folder, places=b""):
    """Blocks of the boot, in order: (size, alignment, address or 0); the image."""
    folder.mkdir()
    out = folder / "image"
    if places:
        (folder / "image.places").write_bytes(places)
    env = {"LLRT_DUMP_IMAGE": f"{REGION:x}:1234:{out}"}
    subprocess.run([plain], env=env, cwd=folder, check=True, capture_output=True)
    return (folder / "image.blocks").read_bytes(), out


def rows_of(raw):
    return list(struct.iter_unpack("<IIQ", raw))


def same_blocks(rows, again):
    """Pairs of indexes: two boots take the same blocks in the same order, but for a handful that only one of them takes."""
    first, second = ([row[:2] for row in boot] for boot in (rows, again))
    at = now = 0
    while at < len(first) and now < len(second):
        if first[at] == second[now]:
            yield at, now
            at, now = at + 1, now + 1
            continue
        for more in range(1, 200):
            if first[at + more : at + more + 24] == second[now : now + 24]:
                at += more
                break
            if first[at : at + 24] == second[now + more : now + more + 24]:
                now += more
                break
        else:
            at, now = at + 1, now + 1


@pytest.fixture
def plain(binary):
    path = binary.with_name("llrt.plain")
    if not path.exists():
        pytest.skip("llrt.plain is not beside the binary")
    return path


def test_blocks_go_where_the_list_says_and_the_image_works(plain, tmp_path):
    raw, _ = dump(plain, tmp_path / "first")
    rows = rows_of(raw)
    live = [address for *_, address in rows if address]
    assert len(live) > 10_000
    # Every ninth block that lives is touched by the one program, the next of each by another.
    units = [[(address - REGION) // 8 for address in sorted(live)[start::9]] for start in (HOT, OTHER)]
    places = image_places.arrange(raw, REGION, units)
    sizes = struct.unpack_from(f"<{image_places.AREAS}Q", places)
    ends = [REGION + sum(sizes[: index + 1]) for index in range(image_places.AREAS)]

    raw, image = dump(plain, tmp_path / "second", places)
    again = rows_of(raw)
    wanted = [set(sorted(live)[start::9]) for start in (HOT, OTHER)]
    areas = [HOT if before in wanted[HOT] else OTHER if before in wanted[OTHER] else image_places.COLD for *_, before in rows]
    checked = [(areas[at], again[now][2]) for at, now in same_blocks(rows, again) if rows[at][2] and again[now][2]]
    assert len(checked) > 0.99 * len(live)
    right = sum((0 if area == HOT else ends[area - 1]) <= now < ends[area] for area, now in checked)
    assert right > 0.99 * len(checked)
    hot = [address for *_, address in again if address and address < ends[HOT]]
    assert 0.97 * len(wanted[HOT]) < len(hot) < 1.03 * len(wanted[HOT])

    program = tmp_path / "llrt"
    shutil.copy2(image, program)
    program.chmod(0o755)
    done = subprocess.run([program, "-p", "require('node:path').join('a', 'b')"], capture_output=True, text=True)
    assert (done.stdout, done.stderr) == ("a/b\n", "")


def test_what_is_freed_and_what_is_known_of_blocks_is_not_in_the_image(plain, tmp_path):
    raw, _ = dump(plain, tmp_path / "first")
    raw, image = dump(plain, tmp_path / "second", image_places.arrange(raw, REGION, []))
    blocks = sorted((address, size) for size, _, address in rows_of(raw) if address)
    assert all(address + size <= following for (address, size), (following, _) in itertools.pairwise(blocks))
    live, freed = sum(size for _, size in blocks), sum(size for size, _, address in rows_of(raw) if not address)
    assert freed > live / 2
    # .bss, the delta and the region follow what was linked.
    stored = image.stat().st_size - plain.stat().st_size
    assert live < stored < 1.1 * live


def test_a_damaged_list_is_refused(plain, tmp_path):
    (tmp_path / "image.places").write_bytes(b"x" * 100)
    env = {"LLRT_DUMP_IMAGE": f"2000000000:1234:{tmp_path / 'image'}"}
    done = subprocess.run([plain], env=env, cwd=tmp_path, capture_output=True, text=True)
    assert (done.returncode, done.stderr) == (70, "llrt: image: the list of places is damaged\n")

"""Which element of one sequence is which of another that is nearly the same, both as bytes. Not difflib's way, which takes the
longest run that is alike first: where a pattern repeats, that may be one repetition further on, and all behind it is too.
"""

import bisect

# So many elements in a row that are in both sequences once are a place where the two are alike; in what is left between such
# places fewer will do. Where there are none, in patterns that repeat, it is the fewest elements more or less that lead from one
# to the other, if they are not too many: that takes the square of their number.
_WIDTHS = (24, 12)
_MOST_EDITS = 600


def align(here: bytes, there: bytes) -> "list[int]":
    """For each element of `here` its place in `there`, rising, or -1."""
    places = [-1] * len(here)
    left = [(0, len(here), 0, len(there), 0)]
    while left:
        a, a_end, b, b_end, width = left.pop()
        while a < a_end and b < b_end and here[a] == there[b]:
            places[a] = b
            a, b = a + 1, b + 1
        while a < a_end and b < b_end and here[a_end - 1] == there[b_end - 1]:
            a_end, b_end = a_end - 1, b_end - 1
            places[a_end] = b_end
        if a == a_end or b == b_end:
            continue
        if width == len(_WIDTHS):
            for at, other, count in _runs(here[a:a_end], there[b:b_end]):
                places[a + at : a + at + count] = range(b + other, b + other + count)
            continue
        starts = _anchors(here, a, a_end, there, b, b_end, _WIDTHS[width])
        if not starts:
            left.append((a, a_end, b, b_end, width + 1))
            continue
        # Each part but the first begins with what is alike, so that all are smaller than the whole.
        for (start, other), (end, other_end) in zip([(a, b), *starts], [*starts, (a_end, b_end)], strict=True):
            left.append((start, end, other, other_end, width))
    return places


def _anchors(here: bytes, a: int, a_end: int, there: bytes, b: int, b_end: int, width: int) -> "list[tuple[int, int]]":
    """Where both have the same `width` elements that neither has again: the longest row of such places that rises in both."""
    firsts, others = _once(here, a, a_end, width), _once(there, b, b_end, width)
    pairs = [(at, others[piece]) for piece, at in firsts.items() if piece in others]
    rising = _rising(pairs)
    # Of a run of them the first will do.
    return [pair for before, pair in zip([(-2, -2), *rising], rising, strict=False) if (before[0] + 1, before[1] + 1) != pair]


def _once(sequence: bytes, start: int, end: int, width: int) -> "dict[bytes, int]":
    """Pieces that are there once, in order, and where."""
    seen: "dict[bytes, int]" = {}
    for at in range(start, end - width + 1):
        piece = sequence[at : at + width]
        seen[piece] = -1 if piece in seen else at
    return {piece: at for piece, at in seen.items() if at >= 0}


def _rising(pairs: "list[tuple[int, int]]") -> "list[tuple[int, int]]":
    """The longest part of pairs, which rise in their first, that rises in the second too."""
    ends: "list[int]" = []  # the smallest second that a row of each length ends with
    rows: "list[int]" = []  # which pair that is
    before: "list[int]" = []
    for index, (_, second) in enumerate(pairs):
        length = bisect.bisect_left(ends, second)
        before.append(rows[length - 1] if length else -1)
        ends[length : length + 1] = [second]
        rows[length : length + 1] = [index]
    found, index = [], rows[-1] if rows else -1
    while index >= 0:
        found.append(pairs[index])
        index = before[index]
    return found[::-1]


def _runs(here: bytes, there: bytes) -> "list[tuple[int, int, int]]":
    """What the shortest way from one to the other leaves alone (Myers, "An O(ND) difference algorithm"): place, place in the
    other, length."""
    furthest = {1: 0}  # by diagonal: how far on in `here`, with so many edits
    history = []
    for edits in range(min(len(here) + len(there), _MOST_EDITS) + 1):
        history.append(dict(furthest))
        for diagonal in range(-edits, edits + 1, 2):
            at, _ = _entered(furthest, diagonal, edits)
            other = at - diagonal
            while at < len(here) and 0 <= other < len(there) and here[at] == there[other]:
                at, other = at + 1, other + 1
            furthest[diagonal] = at
            if at >= len(here) and other >= len(there):
                return _way_back(history, at, diagonal)
    return []


def _entered(furthest: "dict[int, int]", diagonal: int, edits: int) -> "tuple[int, int]":
    """Where in `here` a diagonal is entered, and from which: by an element more of `there`, or by one of `here` passed over."""
    below, above = furthest.get(diagonal - 1, -1), furthest.get(diagonal + 1, -1)
    if diagonal == -edits or (diagonal != edits and below < above):
        return above, diagonal + 1
    return below + 1, diagonal - 1


def _way_back(history: "list[dict[int, int]]", at: int, diagonal: int) -> "list[tuple[int, int, int]]":
    runs = []
    for edits in range(len(history) - 1, -1, -1):
        start, before = _entered(history[edits], diagonal, edits)
        runs.append((start, start - diagonal, at - start))
        if edits:
            at, diagonal = history[edits][before], before
    return runs

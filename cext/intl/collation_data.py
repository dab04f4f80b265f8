"""ICU's root collation (ucadata.icu) in the form that collate.c reads: the same trie and collation elements, contractions and
prefixes as plain lists instead of tries. Numbers are 32 bits, in little-endian order.

Formats: comments of ICU's collationdatareader.h, collation.h, utrie2_impl.h, ucharstrie.h. https://unicode.org/reports/tr10/
"""

import struct

_JAMO, _TRIE, _TRIE_END, _CES, _CES_END, _CE32S, _ROOT, _CONTEXTS, _UNSAFE, _SCRIPTS = 4, 7, 8, 9, 10, 11, 12, 13, 14, 16
_PREFIX, _CONTRACTION = 8, 9
_PUNCTUATION = 1  # the second of the reorder codes


class Contexts:
    """Contractions and prefixes, each set written once: default, count, then (result, length, units...) of each."""

    def __init__(self, units: "tuple[int, ...]"):
        self.units = units
        self.out: "list[int]" = []
        self._places: "dict[int, int]" = {}

    def place(self, index: int) -> int:
        """Where the set of ICU's index `index` is in `out`."""
        if index not in self._places:
            default = self.units[index] << 16 | self.units[index + 1]
            found = sorted(_walk(self.units, index + 2, ()), key=lambda entry: -len(entry[0]))
            encoded = [self.renumber(default), len(found)]
            for text, value in found:
                encoded += [self.renumber(value), len(text), *text]
            self._places[index] = len(self.out)
            self.out += encoded
        return self._places[index]

    def renumber(self, ce32: int) -> int:
        """A CE32 that names a set names its new place."""
        if ce32 & 0xFF < 0xC0 or ce32 & 0xF not in (_PREFIX, _CONTRACTION):
            return ce32
        return self.place(ce32 >> 13) << 13 | ce32 & 0x1FFF


def _delta(units: "tuple[int, ...]", at: int) -> "tuple[int, int]":
    lead = units[at]
    at += 1
    if lead < 0xFC00:
        return lead, at
    if lead == 0xFFFF:
        return units[at] << 16 | units[at + 1], at + 2
    return (lead - 0xFC00) << 16 | units[at], at + 1


def _final(units: "tuple[int, ...]", at: int, lead: int) -> "tuple[int, int]":
    lead &= 0x7FFF
    if lead < 0x4000:
        return lead, at
    if lead == 0x7FFF:
        return units[at] << 16 | units[at + 1], at + 2
    return (lead - 0x4000) << 16 | units[at], at + 1


def _inner(units: "tuple[int, ...]", at: int, lead: int) -> "tuple[int, int]":
    """A value in the middle of the trie."""
    if lead < 0x4040:
        return (lead >> 6) - 1, at
    if lead < 0x7FC0:
        return ((lead & 0x7FC0) - 0x4040) << 10 | units[at], at + 1
    return units[at] << 16 | units[at + 1], at + 2


def _walk(units: "tuple[int, ...]", at: int, text: "tuple[int, ...]") -> "list[tuple[tuple[int, ...], int]]":
    """All (string, value) of a UCharsTrie from a node on."""
    found = []
    lead = units[at]
    at += 1
    while True:
        if lead & 0x8000:
            return [*found, (text, _final(units, at, lead)[0])]
        if lead >= 0x40:
            value, at = _inner(units, at, lead)
            found.append((text, value))
            lead &= 0x3F
        if lead < 0x30:
            count = lead or units[at]
            return found + _branch(units, at + (0 if lead else 1), count + 1, text)
        length = lead - 0x30 + 1
        text += units[at : at + length]
        at += length
        lead = units[at]
        at += 1


def _branch(units: "tuple[int, ...]", at: int, count: int, text: "tuple[int, ...]") -> "list[tuple[tuple[int, ...], int]]":
    found = []
    while count > 5:
        at += 1  # the unit that splits
        delta, at = _delta(units, at)
        found += _branch(units, at + delta, count >> 1, text)
        count -= count >> 1
    for _ in range(count - 1):
        unit, lead = units[at], units[at + 1]
        value, at = _final(units, at + 2, lead)
        found += [((*text, unit), value)] if lead & 0x8000 else _walk(units, at + value, (*text, unit))
    return found + _walk(units, at + 1, (*text, units[at]))


def _trie(data: bytes, contexts: Contexts) -> "tuple[int, bytes, list[int]]":
    """(code point from which on all have the last value, index, values) of a UTrie2."""
    _, options, index_length, shifted, _, _, high = struct.unpack_from("<I6H", data)
    if options & 0xF != 1:
        raise SystemExit("intl: a trie of 32-bit values was expected")
    start = 16 + 2 * index_length
    values = struct.unpack_from(f"<{shifted << 2}I", data, start)
    return high << 11, data[16:start], [contexts.renumber(value) for value in values]


def collation(data: bytes) -> "tuple[bytes, bytes]":
    """The sections "collation", and "latin", the same for text of Latin-1 alone. Numbers and places come first (collate.c)."""
    head = struct.unpack_from("<H", data)[0]
    body = data[head:]
    places = struct.unpack_from("<20i", body)
    units = struct.unpack_from(f"<{(places[_UNSAFE] - places[_CONTEXTS]) // 2}H", body, places[_CONTEXTS])
    contexts = Contexts(units)
    high, index, values = _trie(body[places[_TRIE] : places[_TRIE_END]], contexts)
    ce32_count = (places[_ROOT] - places[_CE32S]) // 4
    ce32s = [contexts.renumber(value) for value in struct.unpack_from(f"<{ce32_count}I", body, places[_CE32S])]
    ces = body[places[_CES] : places[_CES_END]]
    index += b"\0" * (-len(index) % 8)
    numbers = [_variable_top(body, places), places[1] & 0xFF000000]
    latin_index, latin_values = _latin(index, values)
    return (
        _section(numbers, high, ces, index, values, ce32s, contexts.out),
        _section(numbers, 0, ces, latin_index, latin_values, ce32s, contexts.out),
    )


def _variable_top(body: bytes, places: "tuple[int, ...]") -> int:
    """Where punctuation ends."""
    scripts = struct.unpack_from(f"<{(places[_SCRIPTS + 1] - places[_SCRIPTS]) // 2}H", body, places[_SCRIPTS])
    count = scripts[0]
    return scripts[1 + count + 16 + scripts[1 + count + _PUNCTUATION] + 1] << 16


def _latin(index: bytes, values: "list[int]") -> "tuple[bytes, list[int]]":
    """The eight blocks of a trie that Latin-1 is in."""
    blocks = struct.unpack_from("<8H", index)
    found = [value for block in blocks for value in values[block << 2 : (block << 2) + 32]]
    return struct.pack("<8H", *range(0, 64, 8)), found


def _section(numbers, high, ces, index, values, ce32s, contexts) -> bytes:
    head = [*numbers, high, len(index) // 4, len(values), len(ces) // 4, len(ce32s), len(contexts)]
    tables = [struct.pack(f"<{len(table)}I", *table) for table in (values, ce32s, contexts)]
    return b"".join([struct.pack("<8I", *head), ces, index, *tables])

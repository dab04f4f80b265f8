"""Reads ICU's resource bundles (.res) as plain Python values. The comments of ICU's uresdata.h give the format. Not here: where
they come from (vendor/icu_data.py), inheritance between them (locale_tree.py).

Tables become dicts, arrays lists, integers int, integer vectors lists of int, binaries bytes; an alias becomes Alias.
"""

import struct


class Alias(str):
    """The path of another resource: "/LOCALE/calendar/gregorian/monthNames"."""


class Bundle:
    """One .res file. `pool`: the bundle of the same folder that holds keys and strings shared by all."""

    def __init__(self, data: bytes, pool: "Bundle | None" = None):
        self.data = data
        self.pool = pool
        self.base = struct.unpack_from("<H", data, 0)[0]
        self.version = data[16]
        self.words = struct.unpack_from(f"<{(len(data) - self.base) // 4}I", data, self.base)
        count = self.words[1] & 0xFF
        index = self.words[1 : 1 + count]
        self.keys_top = index[1]
        attributes = index[5] if count > 5 else 0
        self.top16 = index[6] if count > 6 else self.keys_top
        self.start16 = self.base + self.keys_top * 4
        self.keys_start = self.base + (1 + count) * 4
        # With a pool the numbers below the limit are places of our own keys, if we have any.
        self.local_key_limit = self.keys_top * 4 if self.keys_top > 1 + count else 0
        self.pool_limit = (index[0] >> 8 | (attributes & 0xF000) << 12) if count > 5 else 0
        self.pool_limit16 = attributes >> 16
        if not attributes & 4:
            self.local_key_limit = 1 << 30
            if not attributes & 2:
                self.pool_limit = self.pool_limit16 = 0

    def root(self) -> object:
        """The whole bundle."""
        return self._value(self.words[0])

    def _key(self, offset: int, wide: bool) -> str:
        if wide and offset & 0x80000000:
            return self.pool._pool_key(offset & 0x7FFFFFFF)
        if not wide and offset >= self.local_key_limit:
            return self.pool._pool_key(offset - self.local_key_limit)
        return self._text8(self.base + offset)

    def _pool_key(self, offset: int) -> str:
        return self._text8(self.keys_start + offset)

    def _text8(self, place: int) -> str:
        return self.data[place : self.data.index(b"\0", place)].decode("latin-1")

    def _u16(self, index: int) -> int:
        return struct.unpack_from("<H", self.data, self.start16 + 2 * index)[0]

    def _string16(self, offset: int) -> str:
        if offset < self.pool_limit:
            return self.pool._string_at(offset)
        return self._string_at(offset - self.pool_limit)

    def _string_at(self, index: int) -> str:
        first = self._u16(index)
        if first & 0xFC00 != 0xDC00:
            end = index
            while self._u16(end) != 0:
                end += 1
            return self._units(index, end - index)
        if first < 0xDFEF:
            return self._units(index + 1, first & 0x3FF)
        if first < 0xDFFF:
            return self._units(index + 2, (first - 0xDFEF) << 16 | self._u16(index + 1))
        return self._units(index + 3, self._u16(index + 1) << 16 | self._u16(index + 2))

    def _units(self, index: int, count: int) -> str:
        start = self.start16 + 2 * index
        return self.data[start : start + 2 * count].decode("utf-16-le")

    def _value16(self, item: int) -> str:
        """An item of a 16-bit container is always a string."""
        if self.pool_limit16 <= item:
            item = item - self.pool_limit16 + self.pool_limit
        return self._string16(item)

    def _value(self, word: int) -> object:
        kind, offset = word >> 28, word & 0x0FFFFFFF
        if kind == 6:
            return self._string16(offset)
        if kind == 7:
            return offset - (1 << 28) if offset & 0x08000000 else offset
        if kind in (5, 9):
            return self._container16(kind, offset)
        if offset == 0:
            return {0: "", 2: {}, 4: {}, 8: [], 14: [], 1: b""}[kind]
        return self._wide(kind, self.base + offset * 4, offset)

    def _container16(self, kind: int, index: int) -> object:
        count = self._u16(index)
        if kind == 9:
            return [self._value16(self._u16(index + 1 + i)) for i in range(count)]
        keys = [self._key(self._u16(index + 1 + i), False) for i in range(count)]
        return {key: self._value16(self._u16(index + 1 + count + i)) for i, key in enumerate(keys)}

    def _wide(self, kind: int, place: int, offset: int) -> object:
        count = struct.unpack_from("<I", self.data, place)[0]
        if kind in (0, 3):
            text = self.data[place + 4 : place + 4 + 2 * count].decode("utf-16-le")
            return Alias(text) if kind == 3 else text
        if kind == 1:
            return self.data[place + 4 : place + 4 + count]
        if kind == 8:
            return [self._value(word) for word in self.words[offset + 1 : offset + 1 + count]]
        if kind == 14:
            return list(struct.unpack_from(f"<{count}i", self.data, place + 4))
        if kind == 4:
            keys = self.words[offset + 1 : offset + 1 + count]
            values = self.words[offset + 1 + count : offset + 1 + 2 * count]
            return {self._key(key, True): self._value(value) for key, value in zip(keys, values, strict=True)}
        if kind != 2:
            raise SystemExit(f"intl: a resource of type {kind} is not known")
        count = struct.unpack_from("<H", self.data, place)[0]
        keys = struct.unpack_from(f"<{count}H", self.data, place + 2)
        first = offset + (count + 2) // 2
        values = self.words[first : first + count]
        return {self._key(key, False): self._value(value) for key, value in zip(keys, values, strict=True)}

"""Likely subtags out of ICU's trie. https://unicode.org/reports/tr35/#Likely_Subtags; the trie's form is bytestrie.h's, the
numbers' is that of LSR::encodeToIntForResource: language and region in 24 bits, above them ICU's number of the script.
"""

_FINAL_BYTE = 0x80  # set in the last byte of a subtag; "*" stands for a subtag that is not given


class Trie:
    """A BytesTrie."""

    def __init__(self, data: bytes):
        self.data = data

    def walk(self, at: int = 0, key: bytes = b"") -> "list[tuple[bytes, int]]":
        """All (key, value) from a node on."""
        found = []
        while True:
            lead = self.data[at]
            at += 1
            if lead >= 0x20:
                value, at = self._value(at, lead >> 1)
                found.append((key, value))
                if lead & 1:
                    return found
            elif lead < 0x10:
                count = lead or self.data[at]
                return found + self._branch(at + (0 if lead else 1), count + 1, key)
            else:
                length = lead - 0x10 + 1
                key += self.data[at : at + length]
                at += length

    def _branch(self, at: int, count: int, key: bytes) -> "list[tuple[bytes, int]]":
        found = []
        while count > 5:
            delta, at = self._delta(at + 1)
            found += self._branch(at + delta, count >> 1, key)
            count -= count >> 1
        for _ in range(count - 1):
            byte, lead = self.data[at], self.data[at + 1]
            value, at = self._value(at + 2, lead >> 1)
            found += [(key + bytes([byte]), value)] if lead & 1 else self.walk(at + value, key + bytes([byte]))
        return found + self.walk(at + 1, key + self.data[at : at + 1])

    def _number(self, at: int, count: int) -> int:
        return int.from_bytes(self.data[at : at + count], "big")

    def _value(self, at: int, lead: int) -> "tuple[int, int]":
        if lead < 0x51:
            return lead - 0x10, at
        if lead < 0x6C:
            return (lead - 0x51) << 8 | self.data[at], at + 1
        if lead < 0x7E:
            return (lead - 0x6C) << 16 | self._number(at, 2), at + 2
        count = 3 if lead == 0x7E else 4
        return self._number(at, count), at + count

    def _delta(self, at: int) -> "tuple[int, int]":
        lead = self.data[at]
        at += 1
        if lead < 0xC0:
            return lead, at
        if lead < 0xF0:
            return (lead - 0xC0) << 8 | self.data[at], at + 1
        if lead < 0xFE:
            return (lead - 0xF0) << 16 | self._number(at, 2), at + 2
        count = 3 if lead == 0xFE else 4
        return self._number(at, count), at + count


def _subtags(key: bytes) -> "list[str]":
    found, text = [], ""
    for byte in key:
        if byte == ord("*") and not text:
            found.append("")
            continue
        text += chr(byte & 0x7F)
        if byte & _FINAL_BYTE:
            found.append(text)
            text = ""
    return found


def _language(number: int) -> str:
    letters = [number % 27, number // 27 % 27, number // 729 % 27]
    return "".join(chr(96 + letter) for letter in letters if letter)


def _region(number: int, m49: "list[str]") -> str:
    if number < 27:
        return m49[number]
    return chr(64 + number % 27) + chr(64 + number // 27)


def _script_names(entries: "list[tuple[list[str], int]]") -> "dict[int, str]":
    """ICU's numbers of scripts, told by the entries that are given a script."""
    names = {number >> 24 & 0xFF: key[1] for key, number in entries if len(key) > 1 and key[1] and number > 1 and not key[0]}
    for key, number in entries:
        if len(key) > 1 and key[1] and number > 1:
            names.setdefault(number >> 24 & 0xFF, key[1])
    return names


def likely_subtags(bundles) -> str:
    """Lines "en=en-Latn-US", "-Arab=ar-Arab-EG", "zh--TW=zh-Hant-TW": what is given, and what it means."""
    info = bundles.get("langInfo")["likely"]
    entries = [(_subtags(key), info["lsrnum"][value]) for key, value in Trie(info["trie"]).walk()]
    scripts = _script_names(entries)
    lines = []
    for key, number in entries:
        low = number & 0xFFFFFF
        if number not in (0, 1) and number >> 24 & 0xFF in scripts:
            meaning = f"{_language(low % 19683)}-{scripts[number >> 24 & 0xFF]}-{_region(low // 19683, info['m49'])}"
            lines.append(f"{'-'.join(key).rstrip('-')}={meaning}")
    if len(lines) < 8000:
        raise SystemExit(f"intl: {len(lines)} likely subtags: something is wrong")
    return "\n" + "\n".join(lines) + "\n"

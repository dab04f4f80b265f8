"""Writes a C table of the root certificates in a PEM file (Mozilla's, from the package certifi), sorted by their subjects
in DER, so that verification parses only the issuers it meets. usage: gen_roots.py OUT.c
"""

import base64
import re
import sys
from pathlib import Path

PEM = Path(__file__).resolve().parents[2] / "vendor" / "roots" / "cacert.pem"


def children(der: bytes) -> "list[bytes]":
    """The elements of a constructed DER value, whole."""
    _, start, end = header(der, 0)
    found = []
    while start < end:
        _, _, stop = header(der, start)
        found.append(der[start:stop])
        start = stop
    return found


def header(der: bytes, at: int) -> "tuple[int, int, int]":
    """(tag, start of the content, end of the value) of the value at `at`."""
    length, start = der[at + 1], at + 2
    if length & 0x80:
        count = length & 0x7F
        length, start = int.from_bytes(der[start : start + count], "big"), start + count
    return der[at], start, start + length


def subject(der: bytes) -> bytes:
    """The subject of a certificate as DER: version (if there), serial, algorithm, issuer, validity, subject."""
    fields = children(children(der)[0])
    return fields[5 if fields[0][0] == 0xA0 else 4]


def main(out: Path) -> None:
    blocks = re.findall(r"-----BEGIN CERTIFICATE-----(.*?)-----END CERTIFICATE-----", PEM.read_text(), re.S)
    roots = sorted({(subject(der), der) for der in (base64.b64decode(block) for block in blocks)})
    lines = ["/* Written by gen_roots.py. */", '#include "roots.h"', ""]
    for number, (_, der) in enumerate(roots):
        lines.append(f"static const unsigned char root{number}[] = {{{','.join(map(str, der))}}};")
    lines += ["", "const llrt_root llrt_roots[] = {"]
    for number, (name, der) in enumerate(roots):
        at = der.index(name)
        lines.append(f"    {{root{number}, sizeof root{number}, root{number} + {at}, {len(name)}}},")
    lines += ["};", f"const int llrt_root_count = {len(roots)};", ""]
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text("\n".join(lines))


if __name__ == "__main__":
    main(Path(sys.argv[1]))

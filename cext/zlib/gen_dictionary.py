"""Writes Brotli's dictionary of 122,784 bytes deflated, as a C file: python gen_dictionary.py OUT. It is unpacked when Brotli is
first used (brotli_tables.c). (RFC 7932, appendix A.)
"""

import re
import sys
import zlib
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "vendor" / "brotli" / "common" / "dictionary_inc.h"
_SIZE = 122784


def dictionary() -> bytes:
    """The words, as the decoder reads them."""
    text = SOURCE.read_text()
    data = bytes(map(int, re.findall(r"\d+", text[text.index("= {") : text.index("};")])))
    if len(data) != _SIZE:
        raise SystemExit(f"gen_dictionary: {SOURCE} is not the dictionary of RFC 7932")
    return data


def write(out: Path) -> None:
    data = dictionary()
    packed = zlib.compress(data, 9)
    rows = [",".join(map(str, packed[at : at + 40])) for at in range(0, len(packed), 40)]
    out.write_text(
        "/* Written by gen_dictionary.py. */\n"
        f"const unsigned char brotli_packed_dictionary[] = {{\n{chr(10).join(row + ',' for row in rows)}\n}};\n"
        f"const unsigned long brotli_packed_dictionary_size = {len(packed)}, brotli_dictionary_size = {len(data)};\n"
    )


if __name__ == "__main__":
    write(Path(sys.argv[1]))

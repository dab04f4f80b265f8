"""Writes sdk.llrt, the file of a data distribution of the SDK: bytecode, the same for every machine of this byte order and
pointer size, read by llrt/modules/sdk.py. `python -m cext.sdk_data FLAVOUR OUT`; distributions: sdk_wheels.py.
"""

import json
import sys
import zlib
from pathlib import Path

from llrt._quickjs import bytecode_edition
from llrt.modules.sdk import FORMAT, MAGIC

from . import sdk


def write(flavour: str, out: Path) -> Path:
    modules: "dict[str, list[int]]" = {}
    body = bytearray()
    for name, code in sorted(sdk.bytecode(flavour).items()):
        packed = zlib.compress(code, 9)
        modules[name] = [len(body), len(packed), len(code)]
        body += packed
    index = json.dumps({"packages": sdk.flavour(flavour)["packages"], "modules": modules}, separators=(",", ":")).encode()
    numbers = b"".join(number.to_bytes(4, "little") for number in (FORMAT, bytecode_edition(), len(index)))
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(MAGIC + numbers + index + body)
    return out


if __name__ == "__main__":
    made = write(sys.argv[1], Path(sys.argv[2]))
    print(f"{made}: {made.stat().st_size} bytes", file=sys.stderr)

"""Writes a copy of zstd.c in which what is not the inner loop of decompression or of the fast levels is compiled for size:
python gen_zstd.py OUT. The lazy and optimal searches for matches are as fast so; 0.1 MB.
"""

import sys
from pathlib import Path

SOURCE = Path(__file__).resolve().parents[2] / "vendor" / "zstd" / "zstd.c"
# Files of the library, as the single file tells where each begins and ends.
_SMALL = (
    "common/pool.c", "compress/zstd_compress_superblock.c", "compress/zstd_preSplit.c", "compress/zstd_compress.c",
    "compress/zstd_lazy.c", "compress/zstd_ldm.c", "compress/zstd_opt.c", "compress/zstdmt_compress.c",
    "decompress/zstd_ddict.c", "decompress/zstd_decompress.c", "dictBuilder/cover.c", "dictBuilder/divsufsort.c",
    "dictBuilder/fastcover.c", "dictBuilder/zdict.c",
)  # fmt: skip
_IF_GCC = "#if defined(__GNUC__) && !defined(__clang__)\n"
_PUSH = f'{_IF_GCC}#pragma GCC push_options\n#pragma GCC optimize ("Os")\n#endif\n'
_POP = f"\n{_IF_GCC}#pragma GCC pop_options\n#endif"


def write(out: Path) -> None:
    text = SOURCE.read_text()
    for name in _SMALL:
        start, end = f"/**** start inlining {name} ****/", f"/**** ended inlining {name} ****/"
        if text.count(start) != 1 or text.count(end) != 1:
            raise SystemExit(f"gen_zstd: {SOURCE} does not hold {name} as the known version does")
        text = text.replace(start, _PUSH + start).replace(end, end + _POP)
    out.write_text(text)


if __name__ == "__main__":
    write(Path(sys.argv[1]))

"""The compiled rooms: which extension each folder of cext/ becomes, and from what. Not here: how (compile.py, build.py)."""

import os
import subprocess
import sys
from pathlib import Path


class Room:
    """One folder of cext/ = one extension llrt._<name>: its .pyx, every .c (or .cpp) beside it, and vendored sources."""

    def __init__(
        self,
        name,
        *,
        cxx=False,
        vendor=(),
        include=(),
        libraries=(),
        generate=(),
        inputs=(),
        flags=(),
        own_sources=True,
        hot=False,
        small="",
        system=None,
        of_process=(),
    ):
        self.name = name
        self.cxx = cxx  # has C++ beside its Cython (which is always C)
        self.vendor = vendor
        self.include = include
        self.libraries = libraries  # flags of the linker
        self.generate = generate  # (script beside the .pyx that writes argv[1], name of the C file it writes) pairs
        self.inputs = inputs  # what the scripts read beside themselves: patterns from the root of the tree
        self.flags = flags
        self.small = small  # a folder of vendor/ that is compiled for size
        self.own_sources = own_sources
        self.of_process = of_process  # C files whose data an image must not hold: what they know of the processor
        self.system = system  # (a header of the system's that it needs, the Debian package that has it)
        # Cython's C is large: for size, except where every call or byte passes through it.
        self.cython_flags = () if hot else ("-Os",)

    def sources(self, root: Path) -> "list[Path]":
        """C and C++ files beside the .pyx, then the vendored ones."""
        folder = root / "cext" / self.name
        own = sorted([*folder.glob("*.c"), *folder.glob("*.cpp")]) if self.own_sources else []
        return own + [root / "vendor" / path for path in self.vendor]

    def source_flags(self, path: Path) -> "tuple[str, ...]":
        """What one of its C files is compiled with, besides include folders."""
        small = self.small and self.small in path.as_posix() and path.name != "backward_references.c"
        return (*self.flags, "-Os") if small else tuple(self.flags)

    def include_flags(self, root: Path, build: Path) -> "list[str]":
        """Where this room's C finds its headers."""
        folders = [*(root / path for path in self.include), root / "cext" / self.name, root / "cext" / "include"]
        if self.name == "quickjs":
            folders.append(build / "quickjs-edited")
        return [flag for folder in folders for flag in ("-I", str(folder))]


def openssl_prefix() -> "Path | None":
    """Where OpenSSL 3 is when it is not the compiler's own: LLRT_OPENSSL, or Homebrew's on macOS."""
    asked = os.environ.get("LLRT_OPENSSL")
    if asked or sys.platform != "darwin":
        return Path(asked) if asked else None
    done = subprocess.run(["brew", "--prefix", "openssl@3"], capture_output=True, text=True)
    return Path(done.stdout.strip()) if done.returncode == 0 else None


def _openssl_room() -> Room:
    prefix = openssl_prefix()
    # -O3: the look for ASCII is vectorised. OpenSSL's macros would put our paths into the binary.
    flags = ("-O3", "-DOPENSSL_NO_FILENAMES", *(("-I", str(prefix / "include")) if prefix else ()))
    libraries = ("-lssl", "-lcrypto")
    prefixed = (f"-L{prefix / 'lib'}", *libraries) if prefix else libraries
    return Room(
        "openssl",
        generate=(("gen_roots.py", "roots_table.c"),),
        flags=flags,
        libraries=prefixed,
        system=("openssl/ssl.h", "libssl-dev (OpenSSL 3)"),
    )


_BROTLI_ENCODER = (
    "backward_references", "backward_references_hq", "bit_cost", "block_splitter", "brotli_bit_stream", "cluster", "command",
    "compound_dictionary", "compress_fragment", "compress_fragment_two_pass", "dictionary_hash", "encode", "encoder_dict",
    "entropy_encode", "fast_log", "histogram", "literal_cost", "memory", "metablock", "static_dict", "static_dict_lut",
    "static_init", "utf8_util",
)  # fmt: skip
_BROTLI = tuple(
    f"brotli/{path}.c"
    for path in (
        *(f"common/{name}" for name in ("constants", "context", "dictionary", "platform", "shared_dictionary", "transform")),
        *(f"dec/{name}" for name in ("bit_reader", "decode", "huffman", "prefix", "state", "static_init")),
        *(f"enc/{name}" for name in _BROTLI_ENCODER),
    )
)

ROOMS = [
    # The engine's C files include each other: build.engine_objects() compiles engine.c alone.
    Room("quickjs", own_sources=False),
    Room(
        "intl",
        generate=(("gen_data.py", "sections.c"),),
        inputs=("vendor/icu/.llrt-vendor", "cext/intl/*.py"),
    ),
    # -O3: the copy loops are auto-vectorised.
    Room("buffer", generate=(("gen_tables.py", "encoding_tables.c"),), flags=("-O3",), hot=True),
    # whatwg.cpp includes ada.cpp: one translation unit. nostream/ shadows <iostream>, whose static constructor we do not want.
    Room("url", cxx=True, include=("cext/url/nostream", "vendor/ada")),
    _openssl_room(),
    Room("lexer"),
    Room("xml", flags=("-O3",)),
    Room("fs", flags=("-D_GNU_SOURCE",)),
    Room("os"),
    Room(
        "http",
        vendor=("llhttp/src/llhttp.c", "llhttp/src/api.c", "llhttp/src/http.c"),
        include=("vendor/llhttp/include",),
        hot=True,
    ),
    Room(
        "zlib",
        vendor=_BROTLI,
        include=("vendor/brotli/include", "vendor/zstd", "cext/zlib/ng", "vendor/zlib_ng"),
        # Tables of Brotli that can be computed are (brotli_tables.c): 0.3 MB.
        flags=("-DZSTD_DISABLE_ASM", "-DBROTLI_STATIC_INIT=2", "-DBROTLI_EXTERNAL_DICTIONARY_DATA"),
        generate=(("gen_dictionary.py", "brotli_dictionary.c"), ("gen_zstd.py", "zstd.c")),
        inputs=("vendor/brotli/common/dictionary_inc.h", "vendor/zstd/zstd.c"),
        # As fast on average; at quality 11, which is the default, exactly. Not the look for what repeats: a tenth at quality 4.
        small="vendor/brotli/enc/",
        of_process=("ng_functable.c",),
    ),
    # cares.c includes what it needs of the library: one translation unit.
    Room(
        "cares",
        include=("cext/cares/config", "vendor/cares/include", "vendor/cares/lib", "vendor/cares/lib/include"),
        flags=("-Os", "-DHAVE_CONFIG_H", "-DCARES_STATICLIB", "-DCARES_NO_DEPRECATED", "-D_GNU_SOURCE"),
    ),
]


def by_name(name: str) -> Room:
    """The room called `name`."""
    for room in ROOMS:
        if room.name == name:
            return room
    raise KeyError(f"no room {name!r} in cext/rooms.py; there are {', '.join(r.name for r in ROOMS)}")

"""The version of llrt, and the Node release it is measured against (process.version)."""

VERSION = "0.1.0"
NODE_VERSION = "24.19.0"

# process.versions: what is linked in, and the number of Node's module ABI that this release of Node has.
VERSIONS = {
    "node": NODE_VERSION,
    "llrt": VERSION,
    "quickjs": "0.17.0",
    "ada": "4.0.0",
    "llhttp": "9.4.3",
    "brotli": "1.2.0",
    "zlib": "2.3.3-ng",
    "zstd": "1.5.7",
    "ares": "1.34.9",
    # The interface that is used; which release is linked, llrt._openssl.version() tells.
    "openssl": "3.0.0",
    # The data of Intl and of regular expressions, time zones.
    "cldr": "48.0",
    "icu": "78.3",
    "tz": "2026f",
    "unicode": "17.0",
    "modules": "137",
}

# What -v prints, and the last line below an uncaught error.
BANNER = f"llrt v{VERSION} (Node.js v{NODE_VERSION})"

"""The version of llrt, and the Node release it is measured against (process.version)."""

VERSION = "0.1.0"
NODE_VERSION = "24.19.0"

# What -v prints, and the last line below an uncaught error.
BANNER = f"llrt v{VERSION} (Node.js v{NODE_VERSION})"

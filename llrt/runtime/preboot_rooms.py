"""What the image holds besides what every program needs: the rooms of a program that brings a client of its own over HTTP
(a bundle of the AWS SDK, axios, got). They lie behind the rest: a program that does not touch them does not pay for them. In
the table of builtins they stay compressed (cext/packed_builtins.py), for starts without an image.

A room may be evaluated here if that asks nothing of the process: no environment, option, time, randomness or descriptor
(tests/binary/test_rooms_in_the_image.py).
"""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.environment import Environment

EVALUATED = (
    "node:events", "node:util", "node:path", "node:os", "node:buffer", "node:fs", "node:fs/promises", "node:stream",
    "node:stream/web", "node:crypto", "node:zlib", "node:url", "node:dns", "node:net", "node:tls", "node:http",
    "node:https", "node:child_process", "node:internal/errors/system", "node:internal/fs/text", "node:internal/module/meta",
    "node:internal/intl/string_methods", "node:internal/process/object",
)  # fmt: skip
# Read, not evaluated: that would have effects.
READ = (
    "node:module", "node:process", "node:internal/process/env", "node:internal/process/finalization",
    "node:internal/process/flags", "node:internal/process/rare", "node:internal/process/report",
    "node:internal/process/signals", "node:internal/process/warning", "node:internal/process/fd_stream",
    "node:internal/http/global", "node:internal/https/global",
)  # fmt: skip
_MODULES = ("llrt._errno", "llrt._http", "llrt._openssl", "llrt.net.dns", "llrt.net.trust", "llrt.version")


def prepare(env: "Environment") -> None:
    """Called while an image is made, after everything else."""
    for name in EVALUATED:
        env.builtin(name)
    for name in READ:
        env.context.builtin(name)
    for name in _MODULES:
        __import__(name)

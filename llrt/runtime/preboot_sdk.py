"""What the image of a flavour with the AWS SDK holds besides what every image does: the SDK's packages, evaluated, which asks
nothing of the process (tests/sdk/test_evaluation_is_pure.py), and what a request needs of builtins and of Python.
"""

from llrt.modules import sdk

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.environment import Environment

_MODULES = (
    "llrt._http", "llrt._openssl", "llrt.builtins.os.native", "llrt.net.connector", "llrt.net.dns", "llrt.net.http1",
    "llrt.net.http_pool", "llrt.net.policy", "llrt.net.stream", "llrt.net.trust", "llrt.version",
)  # fmt: skip
_FIRST = ("@aws-sdk/client-dynamodb", "@aws-sdk/lib-dynamodb")
# Builtins that clients touch when they are made and used, and that ask nothing of the process when they are evaluated.
_EVALUATED = ("node:os", "node:path")
# The others. Read, not evaluated: that would have effects.
_READ = (
    "node:process", "node:fs", "node:crypto", "node:internal/process/env",
    "node:internal/process/finalization", "node:internal/process/flags", "node:internal/process/rare",
    "node:internal/process/report", "node:internal/process/signals", "node:internal/errors/system", "node:internal/fs/text",
    "node:internal/module/after", "node:internal/url/url", "node:internal/url/search_params",
)  # fmt: skip


def prepare(env: "Environment") -> None:
    """For a flavour without it: nothing."""
    if env.context.builtin(sdk.LIST) is None:
        return
    for name in _EVALUATED:
        env.builtin(name)
    for name in _READ:
        env.context.builtin(name)
    # What most programs use lies together, and what comes after does not lie between.
    for name in (*_FIRST, *env.builtin(sdk.LIST).get("inImage")):
        env.builtin(f"sdk:{name}")
    for name in _MODULES:
        __import__(name)

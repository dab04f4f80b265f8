"""Where the command line and the Lambda runtime get their Environment from: the one that the start-up image holds, already
booted, or a new one. `prepare()` makes the first kind when an image is made (cext/launcher/start.py). docs/binary.md
"""

from llrt.restore import getenv
from llrt.runtime.environment import Environment
from llrt.runtime.options import Options

# Evaluated in the image: what programs commonly touch, as far as evaluating it asks nothing of the process.
EVALUATED = (
    "node:internal/console/global",
    "node:internal/module/run_main",
    "node:internal/module/cjs",
    "node:internal/module/cjs_import",
    "node:internal/util/format",
    "node:internal/events/emitter",
    "node:internal/errors",
    "node:internal/buffer/buffer",
    "node:timers",
    "node:internal/lambda",
    "node:internal/web/fetch/fetch",
)
# Read, not evaluated: their evaluation has effects, or few programs need it.
LINKED = ("node:internal/process/process", "node:internal/process/exit", "node:internal/process/fatal", "node:internal/url/url",
          "node:internal/web/fetch/network")

# Options that the boot builtins read when they are evaluated, and what a Runtime cannot change later.
_FIXED = ("stack_limit", "stack_trace_limit", "unhandled_rejections", "warnings", "trace_warnings", "no_deprecation",
          "disabled_warnings", "redirect_warnings",
          "throw_deprecation", "trace_deprecation", "pending_deprecation", "console_sink", "source_maps")  # fmt: skip

TYPE_CHECKING = False
if TYPE_CHECKING:
    _kept: "Environment | None"

_kept = None


def environment(options: "Options | None" = None) -> "Environment":
    """A booted Environment with these options."""
    global _kept
    options = options or Options()
    env, _kept = _kept, None
    if env is None or getenv("LLRT_BUILTINS_FROM") or not _fits(options):
        return Environment(options).boot()
    return _resume(env, options)


def prepare() -> None:
    """Boots the Environment of an image and makes it fit to be saved. Raises RuntimeError, naming what is open."""
    global _kept
    from llrt._quickjs import _image_keep
    from llrt.runtime import preboot_rooms, preboot_sdk

    env = Environment().boot()
    for name in EVALUATED:
        env.builtin(name)
    for name in LINKED:
        env.context.builtin(name)
    preboot_sdk.prepare(env)
    preboot_rooms.prepare(env)
    env.drain()
    if env.loop.alive() or env.process_loaded or any(True for _ in env.handles):
        raise RuntimeError("the Environment has something to do: a timer, a handle, a pending operation")
    if env.loop.uses_system():
        raise RuntimeError("the loop has a poller, threads or signals")
    env.loop.forget_process()
    _image_keep(env.runtime)
    _kept = env


def _fits(options: "Options") -> "bool":
    return all(getattr(options, name) == getattr(Options, name) for name in _FIXED)


def _resume(env: "Environment", options: "Options") -> "Environment":
    from llrt._quickjs import _image_start

    _image_start(env.runtime)
    env.loop.restart_clock()
    if options.memory_limit:
        env.runtime.set_memory_limit(options.memory_limit)
    # Ops have kept the object: it takes the values.
    env.options.__dict__.update(options.__dict__)
    return env

"""SnapStart, Python's half: the pause between the snapshot and its restore, and what the runtime renews after it.
The hooks of programs are JavaScript's (builtins/_lambda/_snap_start.js); those of Python programs are in llrt/restore.py.
"""

from llrt.restore import run_after_restore, run_before_snapshot

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.lambda_runtime.client import RuntimeAPIError, RuntimeClient
    from llrt.runtime.environment import Environment
    from llrt.runtime.pending import Pending


def restore_next(env: "Environment", client: "RuntimeClient") -> "Pending":
    """Ready for the snapshot; settled in each process that is restored from it."""
    pending = env.deferred()
    run_before_snapshot()
    env.renew()

    def restored(error: "RuntimeAPIError | None") -> None:
        if error is None:
            env.renew()
            run_after_restore()
        pending.settle_now(None, error)

    client.restore_next(restored)
    return pending

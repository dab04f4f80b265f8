"""The Python half of node:vm: SIGINT while a script with breakOnSigint runs."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops


def ops(env: "Environment") -> "Ops":
    import signal

    before: "list[object]" = []

    def watch() -> None:
        # Python's handlers run when the engine polls for interrupts.
        before.append(signal.signal(signal.SIGINT, lambda *_: env.runtime.interrupt_script()))

    def unwatch() -> None:
        signal.signal(signal.SIGINT, before.pop())  # type: ignore[arg-type]

    return {"watch": watch, "unwatch": unwatch}

"""The Python half of node:vm: SIGINT while a script with breakOnSigint runs; import() by the main loader."""

from llrt._quickjs import Deferred

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

    def import_from(base: "str", specifier: "str", attributes: "dict[str, str]") -> "Deferred":
        """A promise of the namespace."""
        answer = env.loader.dynamic_import(base, specifier, attributes)
        if isinstance(answer, Deferred):
            return answer
        deferred = env.context.deferred()
        deferred.resolve(answer)
        return deferred

    return {"importFrom": import_from, "watch": watch, "unwatch": unwatch}

"""What ports and channels ask of the loop: a call in its next round or at its end, and to stay alive while somebody listens."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt._quickjs import Value
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops


def ops(env: "Environment") -> "Ops":
    loop = env.loop

    def call_soon(function: "Value") -> None:
        loop.call_soon(env.enter, function)

    def call_closing(function: "Value") -> None:
        loop.call_closing(env.enter, function)

    return {"callSoon": call_soon, "callClosing": call_closing, "refLoop": loop.ref, "unrefLoop": loop.unref}

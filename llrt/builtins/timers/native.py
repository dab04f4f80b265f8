"""The Python half of node:timers: one native deadline and the immediate flag of the loop. No list of timers is kept here."""

TYPE_CHECKING = False
if TYPE_CHECKING:
    from llrt._quickjs import Value
    from llrt.runtime.environment import Environment
    from llrt.runtime.natives import Ops


def ops(env: "Environment") -> "Ops":
    loop = env.loop

    # runTimers, runImmediates; each is set before the loop is told of the first thing to run
    hooks: "list[Value | None]" = [None, None]

    def set_timers_hook(run_timers: "Value") -> None:
        hooks[0] = run_timers
        loop.set_timer_hooks(*hooks)
        loop.set_timer_ref(False)  # no timer that keeps the program alive exists yet

    def set_immediates_hook(run_immediates: "Value") -> None:
        hooks[1] = run_immediates
        loop.set_timer_hooks(*hooks)

    return {
        "setTimersHook": set_timers_hook,
        "setImmediatesHook": set_immediates_hook,
        "scheduleTimer": loop.set_timer,
        "toggleTimerRef": loop.set_timer_ref,
        "setImmediate": loop.set_immediate,
        "now": loop.now,
    }

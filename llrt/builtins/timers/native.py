"""The Python half of node:timers: one native deadline and the immediate flag of the loop. No list of timers is kept here."""


def ops(env):
    loop = env.loop

    hooks = [None, None]  # runTimers, runImmediates; each is set before the loop is told of the first thing to run

    def set_timers_hook(run_timers):
        hooks[0] = run_timers
        loop.set_timer_hooks(*hooks)
        loop.set_timer_ref(False)  # no timer that keeps the program alive exists yet

    def set_immediates_hook(run_immediates):
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

"""The Python half of node:timers: one native deadline and the immediate flag of the loop. No list of timers is kept here."""


def ops(env):
    loop = env.loop

    def setup(run_timers, run_immediates):
        loop.set_timer_hooks(run_timers, run_immediates)
        loop.set_timer_ref(False)  # no timer that keeps the program alive exists yet

    return {
        "setup": setup,
        "scheduleTimer": loop.set_timer,
        "toggleTimerRef": loop.set_timer_ref,
        "setImmediate": loop.set_immediate,
        "now": loop.now,
    }

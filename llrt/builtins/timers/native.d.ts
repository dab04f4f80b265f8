// The ops of native:timers as JS sees them (native.py). The list of timers is JS's; the loop has one deadline and one flag.

/** Called at the deadline with the loop's time; returns the ms until the next one, or -1. */
export function setTimersHook(runTimers: (now: number) => number): void;
/** `onlyInterrupted`: just those that an uncaught error has left over. */
export function setImmediatesHook(runImmediates: (onlyInterrupted: boolean) => void): void;
/** The deadline, so many ms (with a fraction) from now; negative: none. */
export function scheduleTimer(ms: number): void;
/** Whether timers keep the program alive. */
export function toggleTimerRef(on: boolean): void;
/** Whether immediates wait, and keep the program alive. */
export function setImmediate(waiting: boolean, ref: boolean): void;
/** The loop's time, ms with a fraction. */
export function now(): number;

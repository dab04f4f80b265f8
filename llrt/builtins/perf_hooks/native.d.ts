// The ops of native:perf_hooks as JS sees them (native.py). Times in ms since the program started.

export function now(): number;
/** The wall clock at the start, in ms since 1970. */
export function timeOrigin(): number;
/** How long the loop has waited. */
export function idle(): number;
/** When the loop began and ended; -1: it has not. */
export function loopTimes(): [number, number];
/** Turns of the loop, and callbacks of descriptors. */
export function loopCounts(): [number, number];

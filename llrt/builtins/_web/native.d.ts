// The ops of native:web as JS sees them (native.py).

/** Calls in the loop's next round. */
export function callSoon(callback: () => void): void;
/** Calls at the end of the loop's round, where handles close. */
export function callClosing(callback: () => void): void;
/** One more reason for the loop to stay alive, and one less. */
export function refLoop(): void;
export function unrefLoop(): void;

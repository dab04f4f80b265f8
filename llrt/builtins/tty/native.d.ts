// Ops of node:tty (native.py).

/** Whether the descriptor is a terminal; false for one that is not open. */
export function isatty(fd: number): boolean;

/** Raw mode on or off; the negative errno when the system refuses. */
export function setRawMode(fd: number, raw: boolean): number | undefined;

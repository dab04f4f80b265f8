// The ops of native:console (native.py).

/** All of `text` to descriptor 1 or 2, or to the host's sink. What the system refuses is dropped. */
export function write(fd: number, text: string): void;
/** A variable of the environment; undefined in an embedded context. */
export function getEnv(name: string): string | undefined;
export function isTTY(fd: number): boolean;
/** False if there is surely no colour: no terminal, and no FORCE_COLOR. */
export function maybeColored(fd: number): boolean;

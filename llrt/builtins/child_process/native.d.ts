// The ops of native:child_process as JS sees them (native.py). Errors are negative errnos.

// An element of `stdio`: a descriptor, -1 to ignore, -2 for a pipe.
type Stdio = number[];
// [uid or -1, gid or -1, detached: 0 or 1]
type Ids = [number, number, number];

/** [process id or error, our end of each pipe or -1...]; `onExit(code, signal number)` once, in the loop. `variables`: "NAME=value". */
export function spawn(
  file: string, argv: string[], variables: string[], cwd: string | undefined, stdio: Stdio, ids: Ids,
  onExit: (code: number, signal: number) => void,
): number[];
/** Whether a child keeps the loop alive. */
export function childRef(pid: number, on: boolean): void;
/** undefined when all is written, an error, or a promise of either. One write at a time. */
export function write(fd: number, data: Uint8Array): number | undefined | Promise<number | undefined>;
export function shutDown(fd: number): void;
export function close(fd: number): void;
/** Runs to the end. [pid or error, exit code, signal, why it was ended (0 not, 1 time, 2 output), outputs...]; `limits`: milliseconds or 0,
 * bytes of output or -1, the signal to end it with. */
export function runSync(
  file: string, argv: string[], variables: string[], cwd: string | undefined, stdio: Stdio, ids: Ids,
  inputs: (Uint8Array | undefined)[], limits: [number, number, number],
): [pid: number, code?: number, signal?: number, reason?: number, ...outputs: (Uint8Array | undefined)[]];

// The ops of native:util (native.py).

/** ["ENOENT", "no such file or directory"] for 2; undefined for a number this system does not have. */
export function errnoEntry(number: number): [name: string, message: string] | undefined;
/** Every error of this system; errno is negative, as libuv counts. */
export function errnoEntries(): [errno: number, name: string, message: string][];
/** 15 for "SIGTERM"; undefined for a signal this system does not have. */
export function signalNumber(name: string): number | undefined;

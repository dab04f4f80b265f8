// The ops of native:process as JS sees them (native.py). Everything is asked when called. "errno": a negative number.

// -- Environment. Changes reach Python's os.environ and the C library.
export function getEnv(name: string): string | undefined;
// The trap `get` of a proxy: what getEnv() gives, then what the target has.
export function readEnv(target: object, name: string | symbol, receiver: unknown): unknown;
export function setEnv(name: string, value: string): void;
export function deleteEnv(name: string): void;
export function envKeys(): string[];

// -- Descriptors
/** All of it, or errno. */
export function write(fd: number, data: string | Uint8Array): number | undefined;
/** `onChunk(bytes)` for each chunk, `onChunk(undefined)` at the end, `onChunk(undefined, errno)` for an error. */
export function startReading(fd: number, onChunk: (chunk?: Uint8Array, errno?: number) => void): void;
export function stopReading(fd: number): void;
export function refReading(fd: number, on: boolean): void;
/** Sockets are pipes, devices "other"; undefined: not open. */
export function kindOf(fd: number): "tty" | "file" | "pipe" | "other" | undefined;
/** [columns, rows] */
export function windowSize(fd: number): [number, number] | undefined;

// -- Who. The setters throw.
export function getuid(): number;
export function geteuid(): number;
export function getgid(): number;
export function getegid(): number;
export function getgroups(): number[];
/** `call`: the name of the system's function. Ids by number or name. */
export function setId(call: "setuid" | "seteuid" | "setgid" | "setegid", id: number | string): void;
export function setGroups(groups: (number | string)[]): void;
export function initGroups(user: number | string, extraGroup: number | string): void;

// -- Time and memory; bytes and microseconds
export function rss(): number;
/** [user, system] */
export function cpuTimes(): [number, number];
export function threadCpuTimes(): [number, number];
/** The sixteen figures of process.resourceUsage(), in its order. */
export function resourceUsage(): number[];
export function memoryLimit(): number;
export function memoryAvailable(): number;
/** [seconds, nanoseconds] */
export function hrtime(): [number, number];
/** Seconds since the program started. */
export function uptime(): number;

// -- Signals and other processes
export function signalNumbers(): Record<string, number>;
/** `callback(number)` at each arrival, in the loop; throws EINVAL. */
export function watchSignal(number: number, callback: (number: number) => void): void;
export function unwatchSignal(number: number): void;
/** 0 or errno. */
export function kill(pid: number, signal: number): number;
export function abort(): never;
/** `variables`: "NAME=value". */
export function execve(path: string, argv: string[], variables: string[]): never;

// -- This one
export function argv(): string[];
export function execArgv(): string[];
export function execPath(): string;
export function argv0(): string;
export function title(): string;
export function setTitle(title: string): void;
export function versions(): Record<string, string>;
export function platform(): string;
export function machine(): string;
export function pid(): number;
export function ppid(): number;
export function cwd(): string;
export function chdir(path: string): void;
/** The mask that was there. */
export function umask(mask: number): number;
/** A file as text. */
export function readText(path: string): string;
/** What keeps the loop busy, by Node's names ("TCPSocketWrap"...). */
export function openResources(): string[];
export function sourceMaps(): boolean;
export function setSourceMaps(on: boolean): void;

// The ops of native:os as JS sees them (native.py). Each asks the system anew. Errors are negative errnos.

/** [sysname, nodename, release, version, machine] */
export function uname(): string[];
export function loadavg(): [number, number, number];
/** Seconds. */
export function uptime(): number;
/** [total, available] in bytes. */
export function memory(): [number, number];
/** [model, MHz, user, nice, sys, idle, irq] of each processor, times in ms. */
export function cpus(): [string, number, number, number, number, number, number][];
export function parallelism(): number;
/** [name, family, address, netmask, scope, loopback] of each address. */
export function interfaces(): [string, number, string, string, number, boolean][] | number;
/** [uid, gid, name, home, shell] of the effective user; undefined when /etc/passwd does not know it. */
export function passwd(): [number, number, string, string, string] | undefined;
/** The priority, or 1000 + the errno. */
export function getPriority(pid: number): number;
export function setPriority(pid: number, priority: number): number;
export function constants(): { dlopen: Record<string, number>; errno: Record<string, number>; signals: Record<string, number> };
export function bigEndian(): boolean;

// The ops of native:net as JS sees them (native.py, handle.py). A handle is a number; what fails returns a negative errno. `kind` of
// events: 0 CONNECTED(errno), 1 DATA(bytes), 2 FILLED(count), 3 END, 4 FAILED(errno), 5 WRITTEN(errno), 6 SHUT(errno),
// 7 CONNECTION(errno, handle), 8 CLOSED; those of native:tls go on.

export function setDispatch(dispatch: (handle: number, kind: number, first?: unknown, second?: unknown) => void): void;
export function open(isPipe: boolean): number;
/** "TCP", "PIPE", "TTY", "FILE", "UDP" or "UNKNOWN". */
export function kindOf(fd: number): string;
/** Throws ERR_ACCESS_DENIED when nothing of that name may be reached. */
export function checkHost(host: string, port: number): void;
export function checkNamed(host: string, port: number): void;
export function adopt(handle: number, fd: number): number;
/** `flags`: 1 IPv6 only, 2 the port is shared. An address in use is told when the handle listens, connects or is asked for its address. */
export function bind(handle: number, address: string, port: number, family: 4 | 6, flags: number): number;
export function bindPath(handle: number, path: string): number;
export function listen(handle: number, backlog: number): number;
/** CONNECTED follows. `host`: the name that has this address. Throws ERR_ACCESS_DENIED. */
export function connect(handle: number, address: string, port: number, family: 4 | 6, host: string | undefined): number;
export function connectPath(handle: number, path: string): number;
export function readStart(handle: number): number;
export function readStop(handle: number): number;
/** FILLED instead of DATA: bytes go into this memory. */
export function readInto(handle: number, room: Uint8Array): number;
/** 0: all was taken; 1: WRITTEN follows. */
export function write(handle: number, parts: Uint8Array[]): number;
/** SHUT follows. */
export function shutdown(handle: number): number;
/** With `tell` CLOSED follows. */
export function close(handle: number, tell: boolean, reset: boolean): number;
export function setRef(handle: number, on: boolean): number;
export function setNoDelay(handle: number, on: boolean): number;
/** Seconds. */
export function setKeepAlive(handle: number, on: boolean, delay: number, interval: number | undefined, count: number | undefined): number;
export function setTypeOfService(handle: number, value: number): number;
export function getTypeOfService(handle: number): number;
/** [address, port, family], [path] or an errno. */
export function ownAddress(handle: number): [string, number, 4 | 6] | [string] | number;
export function peerAddress(handle: number): [string, number, 4 | 6] | [string] | number;
/** -1 without one. */
export function fileno(handle: number): number;
/** Bytes that wait to be sent. */
export function unsent(handle: number): number;

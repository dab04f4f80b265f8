// The ops of native:dns as JS sees them (native.py, over llrt/net/dns.py). Answers come in a later turn of the loop.

/** 4, 6, or 0 for what is no address. */
export function familyOf(address: string): 0 | 4 | 6;
/** What --dns-result-order said. */
export function defaultOrder(): string | undefined;
/** Addresses by /etc/hosts and the servers of the system. `error`: a status of c-ares, 0 for none. */
export function lookup(
  host: string, family: number, hints: number, callback: (error: number, found: [address: string, family: number][] | undefined) => void,
): void;
export function nameInfo(address: string, port: number, callback: (error: number, host?: string, service?: string) => void): void;

// Resolvers, by number. Times in ms.
export function open(timeout: number, tries: number, maxTimeout: number): number;
export function close(resolver: number): void;
export function statusText(status: number): string;
/** `rtype`: the number of the record type. */
export function query(resolver: number, name: string, rtype: number, callback: (status: number, answers: unknown) => void): void;
export function reverse(resolver: number, address: string, callback: (status: number, names: string[] | undefined) => void): void;
export function cancel(resolver: number): void;
/** How many queries have no answer yet. */
export function pending(resolver: number): number;
export function getServers(resolver: number): [host: string, port: number][];
export function setServers(resolver: number, servers: [host: string, port: number][]): void;
/** The addresses that queries are sent from. */
export function setLocal(resolver: number, four: string, six: string): void;

// The ops of native:vm as JS sees them (native.py).

/** import() by the program's own loader: a promise of the namespace. */
export function importFrom(base: string, specifier: string, attributes: Record<string, string>): Promise<object>;
/** From here on SIGINT interrupts the script that runs; unwatch() gives back the handler that was there. */
export function watch(): void;
export function unwatch(): void;

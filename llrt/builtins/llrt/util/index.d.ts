/** Columns and rows of the terminal; zeros without one. */
export function dimensions(): [columns: number, rows: number];

export interface LoadOptions {
  /** In the global scope (the default), or in a function of its own, which then has no completion value. */
  global?: boolean;
  strict?: boolean;
}

/** Evaluates a file as a script, not as a module; the promise is of its completion value. */
export function load(path: string | URL, options?: LoadOptions): Promise<unknown>;

/** A line to stderr, or to stdout. */
export function print(value: string, stdout?: boolean): void;

// The ops of native:boot as JS sees them (native.py).

/** What the command line and the environment asked for, as it was at the start. */
export const options: {
  profile: "node" | "embedded";
  stackTraceLimit: number;
  unhandledRejections: string;
  warnings: boolean;
  traceWarnings: boolean;
  disabledWarnings: string[];
  redirectWarnings: string | undefined;
  noDeprecation: boolean;
  throwDeprecation: boolean;
  traceDeprecation: boolean;
  sourceMaps: boolean;
};
export function banner(): string;
/** Ends the program: the frames below see an exception that JS cannot catch. */
export function exit(code: number): never;
export function processLoaded(): void;
/** Marks the error that is thrown next as a rejection's; returns, and takes, the mark that was there. */
export function fromPromise(mark?: boolean): boolean;
export function writeError(text: string): void;

/** A line of a loaded source, counted from 1. */
export function sourceLine(name: string, line: number): string | undefined;
export function sourceText(name: string): string | undefined;
export function sourceMaps(): boolean;
export function setSourceMaps(on: boolean): void;
export function stderrHasColors(): boolean;
/** --trace-uncaught */
export function traceUncaught(): boolean;

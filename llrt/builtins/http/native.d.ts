// The ops of native:http as JS sees them: the parser of cext/http/js_parser.c, and what native.py says of the command line.

// A parser: released with its buffer. Its first words are the numbers that _parser.js names.
type Parser = Uint8Array;

export function parserNew(): Parser;
/** Ready for a new connection. kind: 1 requests, 2 responses; `lenient`: flags of llhttp. */
export function parserStart(parser: Parser, kind: number, maxHeadBytes: number, lenient: number): void;
/** The text of a head (names and values, each ended by a line feed, then the target or the reason), or the number of another event. */
export function parserStep(parser: Parser, chunk: Uint8Array, from: number, answer: number): string | number;
/** The other side has closed. The event's number. */
export function parserFinish(parser: Parser): number;
/** Names and values of the trailers, each ended by a line feed. */
export function parserText(parser: Parser): string;
/** "CODE:reason" */
export function parserError(parser: Parser): string;
/** "number name" lines. */
export function parserMethods(): string;

/** What may stand in a head: a name or a method, a value, what is asked for. */
export function isToken(text: string): boolean;
export function isField(name: string, value: string): boolean;
export function isFieldText(text: string, lenient?: boolean): boolean;
export function isTarget(text: string): boolean;
/** A field's value that the SDK's signing takes as it is (_sdk_http). */
export function isTrimmed(text: unknown): boolean;

/** --max-http-header-size, --insecure-http-parser, --use-env-proxy */
export function maxHeaderSize(): number | undefined;
export function insecureParser(): boolean;
export function useEnvProxy(): boolean;

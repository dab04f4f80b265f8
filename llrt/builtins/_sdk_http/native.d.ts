// The ops of native:sdk_http as JS sees them (native.py). A request is a number; what happens to it is told to one function.

// ANSWER: status, reason, fields (name, value in turn), the bytes that came with the head, whether that is all. DATA: bytes. END. ERROR:
// what failed. DRAIN: write() may go on. CONTINUE: 100 Continue.
type Event =
  | [kind: 0, status: number, reason: string, fields: string[], first: Uint8Array | undefined, isAll: boolean]
  | [kind: 1, data: Uint8Array]
  | [kind: 2]
  | [kind: 3, error: Failure]
  | [kind: 4]
  | [kind: 5];

// An error for JS to make; `errors`: one of several, as an AggregateError.
type Failure = { class: string; name: string | undefined; message: string; props: Record<string, unknown> } | { errors: Failure[] };

export function setDispatch(dispatch: (request: number, ...event: Event) => void): void;
/** `fields`: name and value in turn. `body` true: it comes by write(). Times in milliseconds. */
export function start(
  secure: boolean, host: string, port: number, method: string, target: string, fields: string[],
  body: Uint8Array | true | undefined, connectTimeout: number | undefined, idleTimeout: number | undefined,
): number;
/** A request to there is about to be made: its connection begins. */
export function near(secure: boolean, host: string, port: number, connectTimeout: number | undefined): void;
/** False: wait for DRAIN. */
export function write(request: number, piece: Uint8Array): boolean;
export function end(request: number): void;
export function pause(request: number): void;
export function resume(request: number): void;
/** No event follows. */
export function cancel(request: number): void;
/** Kept connections are closed. */
export function closeIdle(): void;
/** What may stand in a request's head: a name, a value, what is asked for. */
export function isToken(text: string): boolean;
export function isFieldText(text: string, lenient?: boolean): boolean;
export function isTarget(text: string): boolean;
/** A value that signing takes as it is: no line ends, tabs, spaces at an end or two in a row. False for what is no string. */
export function isTrimmed(text: unknown): boolean;

// The ops of native:zlib as JS sees them: cext/zlib/ops.c, and native.py for the thread pool.

// A codec: released with its buffer.
type Codec = Uint8Array;

/** codecError() tells whether it can be used. `whole`: one call will see all of the data. `later`: the first step makes its state. */
export function codecNew(mode: number, parameters: Int32Array, dictionary: Uint8Array | undefined, whole: boolean, later: boolean): Codec;
/** "errno\0code\0message" of the last failure. */
export function codecError(codec: Codec): string | undefined;
/** 0 or the error's number; `state` receives what is left of the output and of the input. */
export function codecRun(
  codec: Codec, flush: number, input: Uint8Array | undefined, inOffset: number, inLength: number, output: Uint8Array, outOffset: number,
  state: Uint32Array,
): number;
/** All at once; -2: more than `limit`, which is seen when another `chunk` of bytes is full or at the end; -3: bytes behind the end, 1: failed. */
export function codecAll(codec: Codec, input: Uint8Array, finish: number, limit: number, chunk: number): Uint8Array | number;
/** What codecAllLater() has made, once. */
export function codecResult(codec: Codec): Uint8Array | number;
/** A text of at most 128 KiB by a codec of its own; declines what is longer, more than `limit` and what fails. */
export function codecOnce(
  self: unknown, input: Uint8Array, mode: number, parameters: Int32Array, finish: number, limit: number, dictionary: Uint8Array | undefined,
  whole: boolean,
): Uint8Array;
export function codecReset(codec: Codec): number;
export function codecParams(codec: Codec, level: number, strategy: number): number;
/** Whether a decompressor has met the end of its data. */
export function codecDone(codec: Codec): boolean;

// The convenience functions for bytes without options: they decline whatever else, what is long and what fails.
export function deflateSync(self: unknown, input: Uint8Array, options: undefined): Uint8Array;
export function gzipSync(self: unknown, input: Uint8Array, options: undefined): Uint8Array;
export function deflateRawSync(self: unknown, input: Uint8Array, options: undefined): Uint8Array;
export function unzipSync(self: unknown, input: Uint8Array, options: undefined): Uint8Array;
export function inflateSync(self: unknown, input: Uint8Array, options: undefined): Uint8Array;
export function gunzipSync(self: unknown, input: Uint8Array, options: undefined): Uint8Array;
export function inflateRawSync(self: unknown, input: Uint8Array, options: undefined): Uint8Array;
export function brotliCompressSync(self: unknown, input: Uint8Array, options: undefined): Uint8Array;
export function brotliDecompressSync(self: unknown, input: Uint8Array, options: undefined): Uint8Array;
export function zstdCompressSync(self: unknown, input: Uint8Array, options: undefined): Uint8Array;
export function zstdDecompressSync(self: unknown, input: Uint8Array, options: undefined): Uint8Array;

/** A step in the thread pool: [error's number or 0, what is left of the output, what is left of the input]. */
export function codecRunLater(codec: Codec, flush: number, input: Uint8Array | undefined, output: Uint8Array): Promise<[number, number, number]>;
/** codecAll() in the thread pool; codecResult() when it is done. */
export function codecAllLater(codec: Codec, input: Uint8Array, finish: number, limit: number, chunk: number): Promise<undefined>;

export function crc32(data: string | Uint8Array, seed: number): number;

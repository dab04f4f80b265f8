// The ops of native:buffer as JS sees them: C functions of cext/buffer. What is wrong is refused or clamped there; what Node
// says about it is said in JS before.

type Bytes = ArrayBufferLike | ArrayBufferView;
type Encoding = number; // llrt/builtins/buffer/_encodings.js

// ops_codec.c
export function decode(encoding: Encoding, bytes: Bytes, start?: number, end?: number): string;
export function write(encoding: Encoding, bytes: Bytes, text: string, offset?: number, length?: number): number;
export function byteLength(encoding: Encoding, text: string): number;
export function utf8Encode(text: string): Uint8Array;
export function encodeInto(text: string, bytes: Bytes, counts: Uint32Array): void; // units read, bytes written
export function atob(text: string): string | -1 | -2; // -1: one digit remains, -2: a character that is none
export function btoa(text: string): string | -1;

// ops_bytes.c
export function compare(a: Bytes, b: Bytes, aStart?: number, aEnd?: number, bStart?: number, bEnd?: number): -1 | 0 | 1;
export function equals(a: Bytes, b: Bytes): boolean;
export function copy(source: Bytes, target: Bytes, targetStart?: number, sourceStart?: number, count?: number): number;
export function fill(bytes: Bytes, value: number | string | Bytes, start?: number, end?: number, encoding?: Encoding): 0 | -1;
export function indexOf(bytes: Bytes, needle: number | string | Bytes, offset: number, encoding: Encoding, forward: boolean): number;
export function swap(bytes: Bytes, width: 2 | 4 | 8): void;
export function isAscii(bytes: Bytes): boolean;
export function isUtf8(bytes: Bytes): boolean;

// string_decoder.c, text_decoder.c. A state is zeroed bytes at first: 7 (with the encoding in the last) and 12.
export function stringDecoderWrite(state: Uint8Array, bytes: Bytes): string;
export function stringDecoderEnd(state: Uint8Array): string;
export function textDecode(encoding: number, bytes: Bytes | undefined, flags: number, state?: Uint8Array): string | null | undefined;

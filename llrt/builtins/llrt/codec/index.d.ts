/** What the encoders take: bytes, or text, which stands for its UTF-8. */
type Encodable = string | ArrayBuffer | SharedArrayBuffer | ArrayBufferView | number[];

export function encodeToBase64(bytes: Encodable): string;
/** Standard alphabet with padding, without white space; an Error for anything else. */
export function decodeFromBase64(text: string): Uint8Array;
export function encodeToHex(bytes: Encodable): string;
/** Two digits a byte, upper or lower case; an Error for anything else. */
export function decodeFromHex(text: string): Uint8Array;

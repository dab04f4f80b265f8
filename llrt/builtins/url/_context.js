// What a URL object holds: an array of its href, the offsets of the href's parts as the op `parse` gives them (-1: the
// part is absent), and the state of its searchParams. An array because making one costs half of an object literal.
export const HREF = 0;
export const PROTOCOL_END = 1;
export const USERNAME_END = 2;
export const HOST_START = 3;
export const HOST_END = 4;
export const PORT = 5;
export const PATHNAME_START = 6;
export const SEARCH_START = 7;
export const HASH_START = 8;
// True when searchParams has changed and the href does not show it yet.
export const STALE = 9;
export const SEARCH_PARAMS = 10;

// The ops of native:intl as JS sees them.

// A section of the data that cext/intl/gen_data.py wrote, unpacked anew at each call: JSON, or a table for an op.
export function sectionText(name: string): string;
export function section(name: string): Uint8Array;
// LC_ALL, LC_MESSAGES or LANG, "" for none.
export function localeOfEnvironment(): string;

// cext/intl/segment.c: how many of the next boundaries behind `at` are in `out`: twice the index, one more if the segment is a word.
export function nextBreaks(text: string, at: number, rules: Uint8Array, out: Float64Array): number;
// cext/intl/collate.c: -1, 0, 1; 2 if the strings must be decomposed (NFD) first; 3 if the data is that for Latin-1 and does not do.
export function compare(a: string, b: string, strength: number, options: number, collation: Uint8Array): number;

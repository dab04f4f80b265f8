// The ops of native:intl as JS sees them.

// A section of the data that cext/intl/gen_data.py wrote, unpacked anew at each call: JSON, or a table for an op.
export function sectionText(name: string): string;
export function section(name: string): Uint8Array;
// LC_ALL, LC_MESSAGES or LANG, "" for none.
export function localeOfEnvironment(): string;

// cext/intl/segment.c: twice the next boundary behind `at`, one more if the segment is a word; -1 at the end.
export function nextBreak(text: string, at: number, rules: Uint8Array): number;

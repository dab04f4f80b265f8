// The ops of native:url as JS sees them. Those of llrt._url are C++ (cext/url); "undefined" results are described there.

// Offsets of the parts of the href that was returned last: protocolEnd, usernameEnd, hostStart, hostEnd, port, pathnameStart,
// searchStart, hashStart, scheme; -1 where the part is absent.
type Parts = Int32Array;

// cext/url/whatwg.cpp
export function parse(input: string, base: string | undefined, parts: Parts): string | undefined;
export function canParse(input: string, base: string | undefined): boolean;
export function update(href: string, attribute: number, value: string, parts: Parts): string | undefined;
export function origin(href: string): string;
export function format(href: string, hash: boolean, unicode: boolean, search: boolean, auth: boolean): string;
export function domainToASCII(domain: string): string;
export function domainToUnicode(domain: string): string;
export function idnaToASCII(domain: string): string;

// cext/url/form.cpp. Lists are one string with NULs between names and values.
export function formParse(query: string): string | null | undefined;
export function formDecode(part: string): string;
export function formSerialize(list: string, count: number): string | undefined;

// cext/url/query.cpp
export function queryParse(query: string, limit: number): string | null | undefined;
export function queryStringify(list: string, count: number): string | undefined;
export function queryEscape(text: string, keepColon: boolean): string | null | undefined;
export function percentDecode(text: string, plusIsSpace?: boolean): Uint8Array;

// native.py
export function cwd(): string;

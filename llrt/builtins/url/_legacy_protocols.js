// What the legacy parser knows of schemes, each with and without its colon.
const both = (...names) => new Set(names.flatMap((name) => [name, `${name}:`]));

// No escaping of "unwise" characters, and never a host.
export const SCRIPT_PROTOCOLS = both("javascript");
// Always followed by "//".
export const SLASHED_PROTOCOLS = both("http", "https", "ftp", "gopher", "file", "ws", "wss");

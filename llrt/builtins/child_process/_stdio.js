// The option `stdio`: what each descriptor of a child is, as numbers for the op that starts it.
import { codes } from "../_errors.js";
import { inspect } from "../util/_inspect.js";

const { ERR_INVALID_ARG_VALUE, ERR_IPC_ONE_PIPE, ERR_IPC_SYNC_FORK } = codes;

export const IGNORE = -1;
export const PIPE = -2;

function expand(stdio) {
  if (Array.isArray(stdio)) return stdio.slice();
  switch (stdio) {
    case "ignore": case "pipe": case "overlapped": return [stdio, stdio, stdio];
    case "inherit": return [0, 1, 2];
    default: throw new ERR_INVALID_ARG_VALUE("stdio", stdio);
  }
}

// { kind: "ignore" | "pipe" | "ipc" | "fd", fd, input }
function readEntry(entry, index, sync) {
  if (entry == null) return { kind: index < 3 ? "pipe" : "ignore" };
  if (entry === "ignore") return { kind: "ignore" };
  if (entry === "pipe" || entry === "overlapped" || (typeof entry === "number" && entry < 0)) return { kind: "pipe" };
  if (entry === "ipc") return { kind: "ipc" };
  if (entry === "inherit") return { kind: "fd", fd: index };
  if (typeof entry === "number") return { kind: "fd", fd: entry };
  const fd = typeof entry.fd === "number" ? entry.fd : entry._handle?.fd;
  if (typeof fd === "number") return { kind: "fd", fd, stream: entry };
  if (sync && (typeof entry === "string" || ArrayBuffer.isView(entry))) return { kind: "pipe", input: entry };
  throw new ERR_INVALID_ARG_VALUE("stdio", ArrayBuffer.isView(entry) || typeof entry === "string" ? inspect(entry) : entry);
}

export function readStdio(stdio, sync) {
  const list = expand(stdio);
  while (list.length < 3) list.push(undefined);
  let channels = 0;
  return list.map((entry, index) => {
    const read = readEntry(entry, index, sync);
    if (read.kind !== "ipc") return read;
    if (sync) throw new ERR_IPC_SYNC_FORK();
    if (channels++ > 0) throw new ERR_IPC_ONE_PIPE();
    return read;
  });
}

export const kUsed = Symbol("used as stdio");

// A stream that a child was given is not read here any more.
export function giveAway(entries) {
  for (const { stream } of entries) {
    if (stream?._handle?.readStop === undefined) continue;
    stream._handle.readStop();
    stream.pause?.();
    if (stream._readableState) stream._readableState.reading = false;
    stream[kUsed] = true;
  }
}

export const numbersOf = (entries) => entries.map(({ kind, fd }) => (kind === "fd" ? fd : kind === "ignore" ? IGNORE : PIPE));

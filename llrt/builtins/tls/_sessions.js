// Sessions as clients get and give them: bytes in an envelope that says for which host they were made, as in Node 24. A session of
// another host is not used, nor one without an envelope where certificates are verified.
import { Buffer } from "../buffer/_buffer.js";

const MARK = Buffer.from("\0nodejs:tls:session:1\0");

export const serverIdentity = (options) => options?.servername || options?.host || options?.socket?._host || "localhost";

export function wrapSession(session, options) {
  if (!Buffer.isBuffer(session) || options?.isServer) return session;
  const name = Buffer.from(`${serverIdentity(options)}`);
  const size = Buffer.alloc(2);
  size.writeUInt16BE(name.length);
  return Buffer.concat([MARK, size, name, session]);
}

function unwrap(data) {
  const start = MARK.length + 2;
  if (!Buffer.isBuffer(data) || data.length < start || !data.subarray(0, MARK.length).equals(MARK)) return undefined;
  const end = start + data.readUInt16BE(MARK.length);
  return data.length < end ? undefined : { name: data.toString("utf8", start, end), session: data.subarray(end) };
}

// What of it may be used for these options; nothing where it may not.
export function usableSession(session, options) {
  if (typeof session === "string") session = Buffer.from(session, "latin1");
  if (options?.isServer) return session;
  const wrapped = unwrap(session);
  if (wrapped !== undefined) return wrapped.name === serverIdentity(options) ? wrapped.session : undefined;
  return Buffer.isBuffer(session) && options?.rejectUnauthorized !== false ? undefined : session;
}

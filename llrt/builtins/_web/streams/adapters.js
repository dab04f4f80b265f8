// Between node:stream and web streams, both ways: what toWeb() and fromWeb() of its classes call.
// From web streams to Node's: here. From Node's to web streams: adapters_to_web.js (exported from here too).
import { loadBuiltin } from "native:engine";
import { codes } from "../../_errors.js";
import { nextTick } from "../../_boot/task_queues.js";
import { validateBoolean, validateObject } from "../../_validators.js";
import { utf8Encode } from "native:buffer";
import { readableInner } from "./readable.js";
import { writableInner } from "./writable.js";

const node = () => loadBuiltin("node:stream").default;
const { ERR_INVALID_ARG_TYPE, ERR_INVALID_ARG_VALUE } = codes;

function throwLater(error) {
  nextTick(() => {
    throw error;
  });
}

// A callback of a Node stream called from a promise: what it throws destroys the stream, in a tick of its own, or is thrown there.
function guarded(callback, owner) {
  return (error) => {
    try {
      callback(error);
    } catch (thrown) {
      if (owner === undefined) throwLater(thrown);
      else nextTick(() => node().destroy(owner.stream, thrown));
    }
  };
}

const withoutValue = (done) => [() => done(), done];

function checkEncoding(encoding) {
  if (encoding === undefined) return;
  const { Buffer } = loadBuiltin("node:buffer");
  if (!Buffer.isEncoding(encoding)) throw new ERR_INVALID_ARG_VALUE("options.encoding", encoding);
}

// Plain bytes, not memory of the pool: the stream may transfer them.
function toBytes(text, encoding) {
  if (/^utf-?8$/i.test(encoding)) return utf8Encode(text);
  const { Buffer } = loadBuiltin("node:buffer");
  return new Uint8Array(Buffer.from(text, encoding));
}

// The methods of a Writable that hands over to a writer. `owner.stream` is that Writable.
function writingMethods(owner, writer, { decodeStrings, objectMode }) {
  const whenReady = (write, done) => {
    const [ok, failed] = withoutValue(done);
    writer.ready.then(() => write().then(ok, failed), failed);
  };
  return {
    writev(chunks, callback) {
      whenReady(() => Promise.all(chunks.map(({ chunk }) => writer.write(chunk))), guarded(callback, owner));
    },
    write(chunk, encoding, callback) {
      const data = typeof chunk === "string" && decodeStrings && !objectMode ? toBytes(chunk, encoding) : chunk;
      whenReady(() => writer.write(data), guarded(callback, owner));
    },
    final(callback) {
      if (!owner.writableClosed) writer.close().then(...withoutValue(guarded(callback, owner)));
    },
  };
}

function readingMethod(owner, reader) {
  return function read() {
    reader.read().then(
      ({ done, value }) => {
        owner.stream.push(done ? null : value);
      },
      (error) => node().destroy(owner.stream, error),
    );
  };
}

function followWriter(owner, writer) {
  writer.closed.then(
    () => {
      owner.writableClosed = true;
      if (!owner.stream.writableEnded) node().destroy(owner.stream, new codes.ERR_STREAM_PREMATURE_CLOSE());
    },
    (error) => {
      owner.writableClosed = owner.readableClosed = true;
      node().destroy(owner.stream, error);
    },
  );
}

function followReader(owner, reader) {
  reader.closed.then(
    () => {
      owner.readableClosed = true;
    },
    (error) => {
      owner.writableClosed = owner.readableClosed = true;
      node().destroy(owner.stream, error);
    },
  );
}

export function newStreamWritableFromWritableStream(writableStream, options = {}) {
  if (writableInner(writableStream) === undefined) {
    throw new ERR_INVALID_ARG_TYPE("writableStream", "WritableStream", writableStream);
  }
  validateObject(options, "options");
  const { highWaterMark, decodeStrings = true, objectMode = false, signal } = options;
  validateBoolean(objectMode, "options.objectMode");
  validateBoolean(decodeStrings, "options.decodeStrings");
  const writer = writableStream.getWriter();
  const owner = { stream: undefined, writableClosed: false, readableClosed: true };
  owner.stream = new (node().Writable)({
    highWaterMark, objectMode, decodeStrings, signal,
    ...writingMethods(owner, writer, { decodeStrings, objectMode }),
    destroy(error, callback) {
      const done = guarded(() => callback(error));
      if (owner.writableClosed) done();
      else (error != null ? writer.abort(error) : writer.close()).then(done, done);
    },
  });
  followWriter(owner, writer);
  return owner.stream;
}

export function newStreamReadableFromReadableStream(readableStream, options = {}) {
  if (readableInner(readableStream) === undefined) {
    throw new ERR_INVALID_ARG_TYPE("readableStream", "ReadableStream", readableStream);
  }
  validateObject(options, "options");
  const { highWaterMark, encoding, objectMode = false, signal } = options;
  checkEncoding(encoding);
  validateBoolean(objectMode, "options.objectMode");
  const reader = readableStream.getReader();
  const owner = { stream: undefined, writableClosed: true, readableClosed: false };
  owner.stream = new (node().Readable)({
    objectMode, highWaterMark, encoding, signal,
    read: readingMethod(owner, reader),
    destroy(error, callback) {
      const done = guarded(() => callback(error));
      if (owner.readableClosed) done();
      else reader.cancel(error).then(done, done);
    },
  });
  followReader(owner, reader);
  return owner.stream;
}

export function newStreamDuplexFromReadableWritablePair(pair = {}, options = {}) {
  validateObject(pair, "pair");
  const { readable, writable } = pair;
  if (readableInner(readable) === undefined) throw new ERR_INVALID_ARG_TYPE("pair.readable", "ReadableStream", readable);
  if (writableInner(writable) === undefined) throw new ERR_INVALID_ARG_TYPE("pair.writable", "WritableStream", writable);
  validateObject(options, "options");
  const { allowHalfOpen = false, objectMode = false, encoding, decodeStrings = true, highWaterMark, signal } = options;
  validateBoolean(objectMode, "options.objectMode");
  checkEncoding(encoding);
  const writer = writable.getWriter();
  const reader = readable.getReader();
  const owner = { stream: undefined, writableClosed: false, readableClosed: false };
  owner.stream = new (node().Duplex)({
    allowHalfOpen, highWaterMark, objectMode, encoding, decodeStrings, signal,
    ...writingMethods(owner, writer, { decodeStrings, objectMode }),
    read: readingMethod(owner, reader),
    destroy(error, callback) {
      const done = guarded(() => callback(error));
      const ends = [];
      if (!owner.writableClosed) ends.push(writer.abort(error));
      if (!owner.readableClosed) ends.push(reader.cancel(error));
      if (ends.length === 0) done();
      else Promise.all(ends).then(done, done);
    },
  });
  followWriter(owner, writer);
  followReader(owner, reader);
  return owner.stream;
}

export {
  kDestroyOnSyncError, kValidateChunk, newReadableStreamFromStreamReadable, newReadableWritablePairFromDuplex,
  newWritableStreamFromStreamWritable,
} from "./adapters_to_web.js";

// compose(): several streams as one Duplex, whose input is the first's and whose output is the last's.
// Follows https://nodejs.org/docs/latest-v24.x/api/stream.html#streamcomposestreams
import { AbortError, codes } from "../_errors.js";
import { destroyer } from "./_destroy.js";
import { Duplex } from "./_duplex.js";
import { eos } from "./_finished.js";
import { pipeline } from "./_pipeline.js";
import {
  isNodeStream, isReadable, isReadableStream, isTransformStream, isWebStream, isWritable, isWritableStream,
} from "./_predicates.js";

const canRead = (stream) => Boolean(isReadable(stream) || isReadableStream(stream) || isTransformStream(stream));
const canWrite = (stream) => Boolean(isWritable(stream) || isWritableStream(stream) || isTransformStream(stream));

export function compose(...streams) {
  if (streams.length === 0) throw new codes.ERR_MISSING_ARGS("streams");
  if (streams.length === 1) return Duplex.from(streams[0]);
  const given = [...streams];
  const last = streams.length - 1;
  if (typeof streams[0] === "function") streams[0] = Duplex.from(streams[0]);
  if (typeof streams[last] === "function") streams[last] = Duplex.from(streams[last]);
  streams.forEach((stream, index) => {
    if (!isNodeStream(stream) && !isWebStream(stream)) return;
    if (index < last && !canRead(stream)) {
      throw new codes.ERR_INVALID_ARG_VALUE(`streams[${index}]`, given[index], "must be readable");
    }
    if (index > 0 && !canWrite(stream)) {
      throw new codes.ERR_INVALID_ARG_VALUE(`streams[${index}]`, given[index], "must be writable");
    }
  });
  return joined(streams);
}

// Calls what waits under a name, once.
function wake(waiting, name, ...args) {
  const callback = waiting[name];
  waiting[name] = null;
  callback?.(...args);
}

function joined(streams) {
  const waiting = { drain: null, finish: null, close: undefined };
  const [head] = streams;
  let writable, readable, duplex;
  const tail = pipeline(streams, (error) => {
    const callback = waiting.close;
    waiting.close = null;
    if (callback) callback(error);
    else if (error) duplex.destroy(error);
    else if (!readable && !writable) duplex.destroy();
  });
  writable = canWrite(head);
  readable = canRead(tail);
  duplex = new Duplex({
    writableObjectMode: Boolean(head?.writableObjectMode),
    readableObjectMode: Boolean(tail?.readableObjectMode),
    writable,
    readable,
  });
  if (writable) {
    if (isNodeStream(head)) writeToNode(duplex, head, waiting);
    else if (isWebStream(head)) writeToWeb(duplex, head, waiting);
    const output = isTransformStream(tail) ? tail.readable : tail;
    eos(output, () => wake(waiting, "finish"));
  }
  if (readable) {
    if (isNodeStream(tail)) passOn(duplex, tail);
    else if (isWebStream(tail)) readFromWeb(duplex, tail);
  }
  duplex._destroy = (error, callback) => {
    if (!error && waiting.close !== null) error = new AbortError();
    waiting.drain = waiting.finish = null;
    if (isNodeStream(tail)) destroyer(tail, error);
    if (waiting.close === null) callback(error);
    else waiting.close = callback;
  };
  return duplex;
}

export function writeToNode(duplex, stream, waiting) {
  duplex._write = (chunk, encoding, callback) => {
    if (stream.write(chunk, encoding)) callback();
    else waiting.drain = callback;
  };
  duplex._final = (callback) => {
    stream.end();
    waiting.finish = callback;
  };
  stream.on("drain", () => wake(waiting, "drain"));
}

function writeToWeb(duplex, stream, waiting) {
  const writer = (isTransformStream(stream) ? stream.writable : stream).getWriter();
  duplex._write = async (chunk, encoding, callback) => {
    try {
      await writer.ready;
      writer.write(chunk).catch(() => {}); // shows in `ready`
      callback();
    } catch (error) {
      callback(error);
    }
  };
  duplex._final = async (callback) => {
    try {
      await writer.ready;
      writer.close().catch(() => {});
      waiting.finish = callback;
    } catch (error) {
      callback(error);
    }
  };
}

// Chunk by chunk, as they come.
function passOn(duplex, stream) {
  stream.on("data", (chunk) => {
    if (!duplex.push(chunk)) stream.pause();
  });
  stream.on("end", () => duplex.push(null));
  duplex._read = () => stream.resume();
}

export function readFromNode(duplex, stream, waiting) {
  stream.on("readable", () => wake(waiting, "readable"));
  stream.on("end", () => duplex.push(null));
  duplex._read = () => {
    for (;;) {
      const chunk = stream.read();
      if (chunk === null) {
        waiting.readable = duplex._read;
        return;
      }
      if (!duplex.push(chunk)) return;
    }
  };
}

function readFromWeb(duplex, stream) {
  const reader = (isTransformStream(stream) ? stream.readable : stream).getReader();
  duplex._read = async () => {
    for (;;) {
      try {
        const { value, done } = await reader.read();
        if (!duplex.push(value)) return;
        if (done) {
          duplex.push(null);
          return;
        }
      } catch {
        return; // the pipeline tells
      }
    }
  };
}

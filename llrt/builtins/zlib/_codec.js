// A codec of cext/zlib, out of reach of programs, and its failures as Node's errors.
import { codecAll, codecAllLater, codecError, codecNew, codecParams, codecReset, codecResult, codecRun, codecRunLater } from "native:zlib";
import { codes } from "../_errors.js";

const { ERR_BUFFER_TOO_LARGE, ERR_TRAILING_JUNK_AFTER_STREAM_END, ERR_ZLIB_INITIALIZATION_FAILED } = codes;

// What the last step that failed left behind.
function failureOf(state) {
  const [errno, code, message] = codecError(state).split("\0");
  const error = new Error(message);
  error.errno = Number(errno);
  error.code = code;
  return error;
}

function initFailure(state) {
  const error = failureOf(state);
  if (error.code.startsWith("ERR_")) delete error.errno;
  return error;
}

export class Codec {
  #state;
  #left = new Uint32Array(2);

  // `parameters`: an Int32Array as cext/zlib reads it for this mode; `whole`: bytes behind the end of the data are an error; `later`: the first
  // step gets it ready, and fails if that does.
  constructor(mode, parameters, dictionary, whole, later = false) {
    this.#state = codecNew(mode, parameters, dictionary, whole, later);
    if (later) return;
    const failure = codecError(this.#state);
    if (failure === undefined) return;
    // Zstandard's words are kept; dictionaries fail as data does.
    const kept = /Failed to set dictionary|ERR_ZLIB_INITIALIZATION_FAILED/.test(failure);
    throw kept ? initFailure(this.#state) : new ERR_ZLIB_INITIALIZATION_FAILED();
  }

  // [what is left of `out`, what is left of `input`]; throws what failed.
  runSync(flush, input, out) {
    if (codecRun(this.#state, flush, input, 0, input.byteLength, out, 0, this.#left) !== 0) throw failureOf(this.#state);
    return [this.#left[0], this.#left[1]];
  }

  async run(flush, input, out) {
    const [error, outLeft, inLeft] = await codecRunLater(this.#state, flush, input, out);
    if (error !== 0) throw failureOf(this.#state);
    return [outLeft, inLeft];
  }

  // The whole of `input` at once. More than `limit` bytes are an error; they are counted by chunks, as Node's come.
  allSync(input, finish, limit, chunk) {
    return this.#all(codecAll(this.#state, input, finish, limit, chunk), limit);
  }

  // Calls back with an error or the bytes, inside of a promise.
  all(input, finish, limit, chunk, done) {
    codecAllLater(this.#state, input, finish, limit, chunk).then(
      () => {
        let bytes;
        try {
          bytes = this.#all(codecResult(this.#state), limit);
        } catch (error) {
          done(error);
          return;
        }
        done(null, bytes);
      },
      done,
    );
  }

  #all(result, limit) {
    if (result === 1) throw failureOf(this.#state);
    if (result === -3) throw new ERR_TRAILING_JUNK_AFTER_STREAM_END();
    if (result === -2) throw new ERR_BUFFER_TOO_LARGE(limit);
    return result;
  }

  reset() {
    if (codecReset(this.#state) !== 0) throw failureOf(this.#state);
  }

  params(level, strategy) {
    if (codecParams(this.#state, level, strategy) !== 0) throw failureOf(this.#state);
  }
}

// Our end of a child's pipe as a stream: reads and writes through the loop, closes its descriptor.
import * as native from "native:child_process";
import { ErrnoException } from "../_errors.js";
import { Buffer } from "../buffer/_buffer.js";
import { Socket } from "../process/_fd_stream.js";

export function ChildStream(fd, options) {
  Socket.call(this, fd, options);
}
Object.setPrototypeOf(ChildStream.prototype, Socket.prototype);
Object.setPrototypeOf(ChildStream, Socket);
// As the streams of Node's children show themselves.
Object.defineProperty(ChildStream, "name", { value: "Socket", configurable: true });

const failed = (errno) => (errno === undefined ? null : new ErrnoException(errno, "write"));

ChildStream.prototype._write = function (chunk, encoding, callback) {
  const bytes = typeof chunk === "string" ? Buffer.from(chunk, encoding) : chunk;
  const result = native.write(this._handle.fd, bytes);
  if (result instanceof Promise) result.then((errno) => callback(failed(errno)));
  else callback(failed(result));
};

ChildStream.prototype._final = function (callback) {
  native.shutDown(this._handle.fd);
  callback();
};

ChildStream.prototype._destroy = function (error, callback) {
  const { fd } = this._handle;
  Socket.prototype._destroy.call(this, error, (reason) => {
    if (fd >= 0) native.close(fd);
    this._handle.fd = -1;
    callback(reason);
  });
};

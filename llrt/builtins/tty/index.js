// node:tty: terminals. Follows https://nodejs.org/docs/latest-v24.x/api/tty.html
import * as native from "native:tty";
import { windowSize } from "native:process";
import { codes, ErrnoException } from "../_errors.js";
import { Socket } from "../process/_fd_stream.js";
import { clearLine, clearScreenDown, cursorTo, moveCursor } from "../readline/_cursor.js";
import { colorDepthOf, hasColorsOf } from "./_colors.js";

export function isatty(fd) {
  return Number.isInteger(fd) && fd >= 0 && fd <= 2147483647 && native.isatty(fd);
}

function checkTerminal(fd) {
  if (fd >> 0 !== fd || fd < 0) throw new codes.ERR_INVALID_FD(fd);
  if (native.isatty(fd)) return;
  throw new codes.ERR_TTY_INIT_FAILED({ errno: -22, code: "EINVAL", message: "invalid argument", syscall: "uv_tty_init" });
}

export function ReadStream(fd, options) {
  if (!(this instanceof ReadStream)) return new ReadStream(fd, options);
  checkTerminal(fd);
  Socket.call(this, fd, { readableHighWaterMark: 0, ...options });
  this.isRaw = false;
  this.isTTY = true;
}
Object.setPrototypeOf(ReadStream.prototype, Socket.prototype);
Object.setPrototypeOf(ReadStream, Socket);

ReadStream.prototype.setRawMode = function (flag) {
  const raw = Boolean(flag);
  const errno = native.setRawMode(this._handle.fd, raw);
  if (errno !== undefined) {
    this.emit("error", new ErrnoException(errno, "setRawMode"));
    return this;
  }
  this.isRaw = raw;
  return this;
};

export function WriteStream(fd) {
  if (!(this instanceof WriteStream)) return new WriteStream(fd);
  checkTerminal(fd);
  Socket.call(this, fd, { emitClose: false });
  const size = windowSize(fd);
  if (size) [this.columns, this.rows] = size;
}
Object.setPrototypeOf(WriteStream.prototype, Socket.prototype);
Object.setPrototypeOf(WriteStream, Socket);

const members = {
  isTTY: true,
  getColorDepth: colorDepthOf,
  hasColors: hasColorsOf,
  _refreshSize() {
    const { columns, rows } = this;
    const size = windowSize(this._handle.fd);
    if (!size) {
      this.emit("error", new ErrnoException(-25, "getWindowSize"));
      return;
    }
    if (columns === size[0] && rows === size[1]) return;
    [this.columns, this.rows] = size;
    this.emit("resize");
  },
  cursorTo(x, y, callback) {
    return cursorTo(this, x, y, callback);
  },
  moveCursor(dx, dy, callback) {
    return moveCursor(this, dx, dy, callback);
  },
  clearLine(direction, callback) {
    return clearLine(this, direction, callback);
  },
  clearScreenDown(callback) {
    return clearScreenDown(this, callback);
  },
  getWindowSize() {
    return [this.columns, this.rows];
  },
};
for (const [key, value] of Object.entries(members)) {
  if (typeof value === "function" && !/Color/.test(key)) Object.defineProperty(value, "name", { value: "" });
  WriteStream.prototype[key] = value;
}
Object.defineProperty(ReadStream.prototype.setRawMode, "name", { value: "" });

export default { isatty, ReadStream, WriteStream };

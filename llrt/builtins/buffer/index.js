// node:buffer, the door. Spec: https://nodejs.org/api/buffer.html
import { Buffer } from './_buffer.js';
import { statics } from './_create.js';
import { warnOfSlowBuffer } from './_deprecations.js';
import { isAscii, isUtf8, transcode } from './_transcode.js';
import { atob, btoa } from './_base64.js';
import { Blob, File } from './_blob.js';
import { resolveObjectURL } from './_object_urls.js';
import { getMaxBytes, setMaxBytes } from './_show.js';

// Node's figures. What can really be had is less: see README.md.
const kMaxLength = Number.MAX_SAFE_INTEGER;
const kStringMaxLength = 0x1fffffe8;
const constants = Object.defineProperties({}, {
  MAX_LENGTH: { value: kMaxLength, enumerable: true },
  MAX_STRING_LENGTH: { value: kStringMaxLength, enumerable: true },
});

function SlowBuffer(length) {
  warnOfSlowBuffer();
  return statics.allocUnsafeSlow(length);
}

const INSPECT_MAX_BYTES = getMaxBytes();

export {
  Buffer, SlowBuffer, transcode, isUtf8, isAscii, kMaxLength, kStringMaxLength, btoa, atob, constants, INSPECT_MAX_BYTES, Blob,
  resolveObjectURL, File,
};

const door = { Buffer, SlowBuffer, transcode, isUtf8, isAscii, kMaxLength, kStringMaxLength, btoa, atob };
export default Object.defineProperties(door, {
  constants: { value: constants, enumerable: true },
  INSPECT_MAX_BYTES: { get: getMaxBytes, set: setMaxBytes, enumerable: true, configurable: true },
  Blob: { value: Blob, writable: true, enumerable: true, configurable: true },
  resolveObjectURL: { value: resolveObjectURL, writable: true, enumerable: true, configurable: true },
  File: { value: File, writable: true, enumerable: true, configurable: true },
});

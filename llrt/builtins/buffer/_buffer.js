// The class Buffer, put together: FastBuffer.prototype is Buffer.prototype, Buffer itself the deprecated constructor with the
// static methods. The order of the members is Node's, which inspect and for-in show.
// Spec: https://nodejs.org/api/buffer.html
import { codes } from '../_errors.js';
import { FastBuffer, owner } from './_pool.js';
import { statics } from './_create.js';
import { methods as bytes } from './_bytes.js';
import { methods as text } from './_text.js';
import { readers, writers } from './_numbers.js';
import { bigReaders, bigWriters, floats } from './_numbers_wide.js';
import { inspect } from './_show.js';
import { warnOfConstructor } from './_deprecations.js';

const { ERR_INVALID_ARG_TYPE } = codes;
const { defineProperty } = Object;

export function Buffer(arg, encodingOrOffset, length) {
  warnOfConstructor();
  if (typeof arg !== 'number') return statics.from(arg, encodingOrOffset, length);
  if (typeof encodingOrOffset === 'string') throw new ERR_INVALID_ARG_TYPE('string', 'string', arg);
  return statics.alloc(arg);
}

owner.Buffer = Buffer;

function define(target, name, value, enumerable = true) {
  defineProperty(target, name, { value, writable: true, enumerable, configurable: true });
}

Object.setPrototypeOf(Buffer, Uint8Array);
defineProperty(Buffer, 'prototype', { value: FastBuffer.prototype, writable: true, enumerable: false, configurable: false });
Buffer.poolSize = 64 * 1024;
Object.assign(Buffer, statics);
defineProperty(Buffer, Symbol.species, { get() { return FastBuffer; }, configurable: true });

const prototype = FastBuffer.prototype;
define(prototype, 'constructor', Buffer, false);

// readUIntLE and readUintLE are one function; the second spellings follow the run of the first.
function defineNumbers(group) {
  const spelledTwice = [];
  const defineAliases = () => {
    for (const name of spelledTwice.splice(0)) define(prototype, name.replace('UInt', 'Uint'), group[name]);
  };
  for (const name in group) {
    if (name.includes('UInt')) spelledTwice.push(name);
    else defineAliases();
    define(prototype, name, group[name]);
  }
  defineAliases();
}
[bigReaders, bigWriters, readers, writers, floats].forEach(defineNumbers);

function defineMethods(group, names) {
  for (const name of names) define(prototype, name, group[name]);
}
defineMethods(text, Object.keys(text).filter((name) => /Slice$|Write$/.test(name)));

function defineView(name, of) {
  defineProperty(prototype, name, {
    get() { return this instanceof Buffer ? this[of] : undefined; },
    enumerable: true,
    configurable: false,
  });
}
defineView('parent', 'buffer');
defineView('offset', 'byteOffset');

defineMethods(bytes, ['copy']);
defineMethods(text, ['toString']);
defineMethods(bytes, ['equals']);
define(prototype, 'inspect', inspect);
defineMethods(bytes, ['compare', 'indexOf', 'lastIndexOf', 'includes', 'fill']);
defineMethods(text, ['write']);
define(prototype, 'toJSON', function toJSON() {
  return { type: 'Buffer', data: Array.from(this) };
});
defineMethods(bytes, ['subarray', 'slice', 'swap16', 'swap32', 'swap64']);
define(prototype, 'toLocaleString', text.toString);
define(prototype, Symbol.for('nodejs.util.inspect.custom'), inspect);

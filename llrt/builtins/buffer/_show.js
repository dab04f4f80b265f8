// How a Buffer is shown by util.inspect, and how many bytes of it (INSPECT_MAX_BYTES). Not here: inspect itself
// (node:internal/util/inspect), toJSON (_buffer.js).
import { loadBuiltin, ownNonIndexProperties } from 'native:engine';
import { decode } from 'native:buffer';
import { codes } from '../_errors.js';
import { HEX } from './_encodings.js';

const { ERR_INVALID_ARG_TYPE, ERR_OUT_OF_RANGE } = codes;

let maxBytes = 50;

export const getMaxBytes = () => maxBytes;

export function setMaxBytes(value) {
  if (typeof value !== 'number') throw new ERR_INVALID_ARG_TYPE('INSPECT_MAX_BYTES', 'number', value);
  if (!(value >= 0)) throw new ERR_OUT_OF_RANGE('INSPECT_MAX_BYTES', '>= 0', value);
  maxBytes = value;
}

function extraProperties(buffer, context) {
  const keys = ownNonIndexProperties(buffer, !context.showHidden);
  if (keys.length === 0) return '';
  const extras = Object.create(null);
  for (const key of keys) extras[key] = buffer[key];
  const { inspect } = loadBuiltin('node:internal/util/inspect');
  const shown = inspect(extras, { ...context, breakLength: Infinity, compact: true });
  return shown.slice(shown.indexOf('{') + 2, -2);
}

// Buffer.prototype[util.inspect.custom](recurseTimes, context)
export function inspect(recurseTimes, context) {
  const shown = Math.min(maxBytes, this.length);
  let text = decode(HEX, this, 0, shown).replace(/..(?=.)/g, '$& ');
  const rest = this.length - maxBytes;
  if (rest > 0) text += ` ... ${rest} more byte${rest > 1 ? 's' : ''}`;
  if (context) {
    const extras = extraProperties(this, context);
    if (extras !== '') text += (this.length === 0 ? '' : ', ') + extras;
  }
  const name = this.constructor?.name ?? 'Buffer';
  return `<${name} ${text}>`;
}

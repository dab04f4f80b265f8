// atob and btoa. Spec: https://html.spec.whatwg.org/multipage/webappapis.html#atob
import { loadBuiltin } from 'native:engine';
import * as ops from 'native:buffer';
import { codes } from '../_errors.js';

const { ERR_MISSING_ARGS } = codes;

function invalid(message) {
  const { DOMException } = loadBuiltin('node:internal/web/dom_exception');
  return new DOMException(message, 'InvalidCharacterError');
}

export function atob(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const text = ops.atob(`${input}`);
  if (typeof text === 'string') return text;
  throw invalid(text === -1 ? 'The string to be decoded is not correctly encoded.' : 'Invalid character');
}

export function btoa(input) {
  if (arguments.length === 0) throw new ERR_MISSING_ARGS('input');
  const text = ops.btoa(`${input}`);
  if (typeof text === 'string') return text;
  throw invalid('Invalid character');
}

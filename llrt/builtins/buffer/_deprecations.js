// The warnings of `new Buffer()` and SlowBuffer, each given once. Not here: how a warning is shown (process.emitWarning).
import { callSites, loadBuiltin } from 'native:engine';

const given = new Set();

function warn(code, message) {
  if (given.has(code)) return;
  given.add(code);
  loadBuiltin('node:internal/process/process').default.emitWarning(message, 'DeprecationWarning', code);
}

// Node spares code in node_modules, which its user cannot change.
export function calledFromPackage() {
  for (const { fileName } of callSites(2, 100)) {
    if (fileName && !fileName.startsWith('node:')) return /[/\\]node_modules[/\\]/.test(fileName);
  }
  return false;
}

export function warnOfConstructor() {
  if (given.has('DEP0005') || calledFromPackage()) return;
  warn('DEP0005', 'Buffer() is deprecated due to security and usability issues. Please use the Buffer.alloc(), ' +
    'Buffer.allocUnsafe(), or Buffer.from() methods instead.');
}

export function warnOfSlowBuffer() {
  warn('DEP0030', 'SlowBuffer() is deprecated. Please use Buffer.allocUnsafeSlow()');
}

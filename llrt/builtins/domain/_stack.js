// The domains that are entered, outermost first, and the active one, which is process.domain.
import process from "../process/_process.js";
import { setUncaughtExceptionCaptureCallback } from "../process/_fatal.js";

export const scope = { stack: [], active: null };

export function activate(domain) {
  scope.active = process.domain = domain;
}

// While a domain on the stack listens for errors, uncaught ones are the active domain's.
export function updateCapture() {
  setUncaughtExceptionCaptureCallback(null);
  if (scope.stack.every((domain) => domain.listenerCount("error") === 0)) return;
  setUncaughtExceptionCaptureCallback((error) => process.domain._errorHandler(error));
}

// An uncaught error ends the tick: no domain is entered any more.
export function clearDomains() {
  scope.stack.length = 0;
  activate(null);
  updateCapture();
}

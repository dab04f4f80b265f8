// What net's sockets are given when a program does not say: whether both address families are tried, and for how long each.
import { validateBoolean, validateInt32 } from "../_validators.js";

const LEAST_TIMEOUT = 10;
let autoSelectFamily = true;
let attemptTimeout = 250;

export function getDefaultAutoSelectFamily() {
  return autoSelectFamily;
}

export function setDefaultAutoSelectFamily(value) {
  validateBoolean(value, "value");
  autoSelectFamily = value;
}

export function getDefaultAutoSelectFamilyAttemptTimeout() {
  return attemptTimeout;
}

export function setDefaultAutoSelectFamilyAttemptTimeout(value) {
  validateInt32(value, "value", 1);
  attemptTimeout = Math.max(value, LEAST_TIMEOUT);
}

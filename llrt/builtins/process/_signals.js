// Signals as events of process: the loop watches a signal while it has listeners.
import { signalNumbers, unwatchSignal, watchSignal } from "native:process";

// name -> number, as this system has them (os.constants.signals).
export const signals = Object.freeze({ __proto__: null, ...signalNumbers() });

const watched = new Set();

export function start(process, type) {
  if (watched.has(type) || !(type in signals)) return;
  watchSignal(signals[type], (number) => process.emit(type, type, number));
  watched.add(type);
}

export function stop(process, type) {
  if (!watched.has(type) || process.listenerCount(type) > 0) return;
  watched.delete(type);
  unwatchSignal(signals[type]);
}

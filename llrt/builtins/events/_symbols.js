// What EventEmitter and EventTarget agree on, in a file of its own so that neither loads the other: symbols, and the default
// limit.

export const kErrorMonitor = Symbol("events.errorMonitor");
export const kRejection = Symbol.for("nodejs.rejection");
export const kMaxEventTargetListeners = Symbol("events.maxEventTargetListeners");
export const kMaxEventTargetListenersWarned = Symbol("events.maxEventTargetListenersWarned");
export const kIsEventTarget = Symbol.for("nodejs.event_target");

// An error thrown by emit("error") carries a function under this symbol that tells, when the error turns out to be
// fatal, where it was emitted: returns the stack with that appendix.
export const kEnhanceStack = Symbol("kEnhanceStackBeforeInspector");

// EventTarget listener options that only builtins use.
export const kWeakHandler = Symbol("kWeak");
export const kResistStopPropagation = Symbol("kResistStopPropagation");

// Set on a class (its constructor), so it works across realms and for subclasses.
export function isEventTarget(value) {
  return value?.constructor?.[kIsEventTarget] === true;
}

// EventTarget's method that lists the callbacks registered for a type.
export const kListeners = Symbol("kListeners");

// How many listeners of one event are plausible (EventEmitter.defaultMaxListeners).
export const limits = { defaultMaxListeners: 10 };

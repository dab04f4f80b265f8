// Event and CustomEvent. Not here: dispatching (event_target.js).
// Follows https://dom.spec.whatwg.org/#events and, where it differs, Node 24.
import { loadBuiltin } from "native:engine";
import { now } from "native:perf_hooks";
import { codes } from "../_errors.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");

const BUBBLES = 1;
const CANCELABLE = 2;
const COMPOSED = 4;
const PREVENTED = 8;
const STOPPED = 16;
const STOPPED_NOW = 32;
const PASSIVE = 64;
const DISPATCHING = 128;
const TRUSTED = 256;

// Filled by the class below: how EventTarget sees into an event.
let flagsOf;
let setFlags;
let setTarget;

export const isEvent = (value) => flagsOf(value) !== undefined;
export const isBeingDispatched = (event) => (flagsOf(event) & DISPATCHING) !== 0;
export const isStopped = (event) => (flagsOf(event) & STOPPED_NOW) !== 0;

export function beginDispatch(event, target) {
  setTarget(event, target);
  setFlags(event, flagsOf(event) | DISPATCHING);
}

export function endDispatch(event) {
  setFlags(event, flagsOf(event) & ~DISPATCHING);
}

export function setPassive(event, passive) {
  const flags = flagsOf(event);
  setFlags(event, passive ? flags | PASSIVE : flags & ~PASSIVE);
}

// An event that the platform, not the user's code, makes.
export function trustedEvent(type) {
  const event = new Event(type);
  setFlags(event, TRUSTED);
  return event;
}

export class Event {
  #type;
  #flags = 0;
  #target = null;
  #timeStamp = now();

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("type");
    if (options != null) {
      if (typeof options !== "object") throw new codes.ERR_INVALID_ARG_TYPE("options", "object", options);
      this.#flags =
        (options.bubbles ? BUBBLES : 0) | (options.cancelable ? CANCELABLE : 0) | (options.composed ? COMPOSED : 0);
    }
    this.#type = `${type}`;
  }

  static {
    flagsOf = (value) => (typeof value === "object" && value !== null && #flags in value ? value.#flags : undefined);
    setFlags = (event, flags) => {
      event.#flags = flags;
    };
    setTarget = (event, target) => {
      event.#target = target;
    };
  }

  initEvent(type, bubbles = false, cancelable = false) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("type");
    if (flags(this) & DISPATCHING) return;
    this.#type = `${type}`;
    this.#flags = (this.#flags & ~(BUBBLES | CANCELABLE)) | (bubbles ? BUBBLES : 0) | (cancelable ? CANCELABLE : 0);
  }

  stopImmediatePropagation() {
    this.#flags = flags(this) | STOPPED | STOPPED_NOW;
  }

  preventDefault() {
    if (!(flags(this) & PASSIVE)) this.#flags |= PREVENTED;
  }

  get target() {
    flags(this);
    return this.#target;
  }

  get currentTarget() {
    return flags(this) & DISPATCHING ? this.#target : null;
  }

  get srcElement() {
    flags(this);
    return this.#target;
  }

  get type() {
    flags(this);
    return this.#type;
  }

  get cancelable() {
    return (flags(this) & CANCELABLE) !== 0;
  }

  get defaultPrevented() {
    return (flags(this) & (CANCELABLE | PREVENTED)) === (CANCELABLE | PREVENTED);
  }

  get timeStamp() {
    flags(this);
    return this.#timeStamp;
  }

  composedPath() {
    return flags(this) & DISPATCHING ? [this.#target] : [];
  }

  get returnValue() {
    return !this.defaultPrevented;
  }

  set returnValue(value) {
    flags(this);
    if (!value) this.preventDefault();
  }

  get bubbles() {
    return (flags(this) & BUBBLES) !== 0;
  }

  get composed() {
    return (flags(this) & COMPOSED) !== 0;
  }

  get eventPhase() {
    return flags(this) & DISPATCHING ? Event.AT_TARGET : Event.NONE;
  }

  get cancelBubble() {
    return (flags(this) & STOPPED) !== 0;
  }

  set cancelBubble(value) {
    flags(this);
    if (value) this.#flags |= STOPPED;
  }

  stopPropagation() {
    this.#flags = flags(this) | STOPPED;
  }

  get isTrusted() {
    return (flags(this) & TRUSTED) !== 0;
  }

  [kInspect](depth, options) {
    flags(this);
    const { name } = this.constructor;
    if (depth < 0) return name;
    const { type, defaultPrevented, cancelable, timeStamp } = this;
    return `${name} ${inspectDeeper({ type, defaultPrevented, cancelable, timeStamp }, options)}`;
  }

  static NONE = 0;
  static CAPTURING_PHASE = 1;
  static AT_TARGET = 2;
  static BUBBLING_PHASE = 3;
}

function flags(event) {
  const found = flagsOf(event);
  if (found === undefined) throw new codes.ERR_INVALID_THIS("Event");
  return found;
}

// Inspects the content of a custom form, one level below it.
export function inspectDeeper(value, options) {
  const { inspect } = loadBuiltin("node:internal/util/inspect");
  const { depth } = options;
  return inspect(value, { ...options, depth: Number.isInteger(depth) ? depth - 1 : depth });
}

export function makeEnumerable(prototype, names) {
  for (const name of names) Object.defineProperty(prototype, name, { enumerable: true });
}

makeEnumerable(
  Event.prototype,
  Reflect.ownKeys(Event.prototype).filter((key) => typeof key === "string" && key !== "constructor"),
);
Object.defineProperty(Event.prototype, "isTrusted", { configurable: false });
Object.defineProperty(Event.prototype, Symbol.toStringTag, { value: "Event", configurable: true });
for (const name of ["NONE", "CAPTURING_PHASE", "AT_TARGET", "BUBBLING_PHASE"]) {
  Object.defineProperty(Event, name, { writable: false, configurable: false });
}

export class CustomEvent extends Event {
  #detail = null;

  constructor(type, options = undefined) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("type");
    super(type, options);
    this.#detail = options?.detail ?? null;
  }

  get detail() {
    if (!(#detail in this)) throw new codes.ERR_INVALID_THIS("CustomEvent");
    return this.#detail;
  }
}

makeEnumerable(CustomEvent.prototype, ["detail"]);
Object.defineProperty(CustomEvent.prototype, Symbol.toStringTag, { value: "CustomEvent", configurable: true });

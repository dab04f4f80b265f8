// MessageEvent and CloseEvent. Spec: https://html.spec.whatwg.org/#the-messageevent-interface
import { loadBuiltin } from "native:engine";
import { makeUncloneable } from "../clone_hooks.js";
import { Event, makeEnumerable } from "../event_target.js";

const isPort = (value) => loadBuiltin("node:internal/web/messaging/message_port").isPort(value);
const show = (value) => loadBuiltin("node:internal/util/inspect").inspect(value);

const refuse = (where, what) => new TypeError(`${where}: ${what}`);

function dictionary(value, where) {
  if (value === undefined || value === null) return {};
  if (typeof value !== "object" && typeof value !== "function") {
    throw refuse(where, `Expected ${show(value)} to be one of: Null, Undefined, Object.`);
  }
  return value;
}

function flags({ bubbles, cancelable, composed }) {
  return { bubbles: !!bubbles, cancelable: !!cancelable, composed: !!composed };
}

const text = (value, name, where) => {
  if (typeof value === "symbol") throw refuse(where, `${name} is a symbol, which cannot be converted to a DOMString.`);
  return `${value}`;
};

function requirePort(value, name, where) {
  if (!isPort(value)) throw refuse(where, `Expected ${name} ("${typeof value === "object" ? show(value) : String(value)}") to be an instance of MessagePort.`);
  return value;
}

function portsFrom(value, where) {
  if (value === undefined) return [];
  const isObject = (typeof value === "object" && value !== null) || typeof value === "function";
  if (!isObject || typeof value[Symbol.iterator] !== "function") throw refuse(where, `eventInitDict.ports (${String(value)}) is not iterable.`);
  return [...value].map((port, index) => requirePort(port, `eventInitDict.ports[${index}]`, where));
}

function messageFrom(init, where) {
  const { data = null, origin = "", lastEventId = "", source = null, ports } = init;
  return {
    data,
    origin: text(origin, "eventInitDict.origin", where).toWellFormed(),
    lastEventId: text(lastEventId, "eventInitDict.lastEventId", where),
    source: source === null || source === undefined ? null : requirePort(source, "eventInitDict.source", where),
    ports: Object.freeze(portsFrom(ports, where)),
  };
}

// What was checked already.
let checked;

export class MessageEvent extends Event {
  #init;

  constructor(type, eventInitDict = {}) {
    if (checked !== undefined) {
      super(type);
      this.#init = checked;
      return;
    }
    const where = "MessageEvent constructor";
    if (arguments.length < 1) throw refuse(where, "1 argument required, but 0 found.");
    const init = dictionary(eventInitDict, where);
    super(text(type, "type", where), flags(init));
    this.#init = messageFrom(init, where);
  }

  static #of(value) {
    if (typeof value !== "object" || value === null || !(#init in value)) throw illegal();
    return value.#init;
  }

  get data() {
    return MessageEvent.#of(this).data;
  }

  get origin() {
    return MessageEvent.#of(this).origin;
  }

  get lastEventId() {
    return MessageEvent.#of(this).lastEventId;
  }

  get source() {
    return MessageEvent.#of(this).source;
  }

  get ports() {
    return MessageEvent.#of(this).ports;
  }

  initMessageEvent(type, bubbles = false, cancelable = false, data = null, origin = "", lastEventId = "", source = null, ports = []) {
    MessageEvent.#of(this);
    const where = "MessageEvent.initMessageEvent";
    if (arguments.length < 1) throw refuse(where, "1 argument required, but 0 found.");
    this.#init = messageFrom({ data, origin, lastEventId, source, ports }, where);
    this.initEvent(type, bubbles, cancelable);
  }
}

const illegal = () => Object.assign(new TypeError("Illegal invocation"), { code: "ERR_INVALID_THIS" });

export function quickMessageEvent(data, ports, origin = "", type = "message") {
  checked = { data, origin, lastEventId: "", source: null, ports: Object.freeze(ports) };
  try {
    return new MessageEvent(type);
  } finally {
    checked = undefined;
  }
}

export class CloseEvent extends Event {
  #init;

  constructor(type, eventInitDict = {}) {
    const where = "CloseEvent constructor";
    if (arguments.length < 1) throw refuse(where, "1 argument required, but 0 found.");
    const init = dictionary(eventInitDict, where);
    super(text(type, "type", where), flags(init));
    const { wasClean = false, code = 0, reason = "" } = init;
    this.#init = { wasClean: !!wasClean, code: +code & 0xffff, reason: text(reason, "eventInitDict.reason", where).toWellFormed() };
  }

  static #of(value) {
    if (typeof value !== "object" || value === null || !(#init in value)) throw illegal();
    return value.#init;
  }

  get wasClean() {
    return CloseEvent.#of(this).wasClean;
  }

  get code() {
    return CloseEvent.#of(this).code;
  }

  get reason() {
    return CloseEvent.#of(this).reason;
  }
}

function finish(Class, names) {
  makeEnumerable(Class.prototype, names);
  Object.defineProperty(Class.prototype, Symbol.toStringTag, { value: Class.name, configurable: true });
  Object.defineProperty(Class, "length", { value: 1, configurable: true });
  makeUncloneable(Class.prototype);
}

finish(MessageEvent, ["data", "origin", "lastEventId", "source", "ports", "initMessageEvent"]);
finish(CloseEvent, ["wasClean", "code", "reason"]);

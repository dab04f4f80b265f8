// MessageChannel and MessagePort, and what node:worker_threads does with ports.
// Spec: https://html.spec.whatwg.org/#message-channels; reference: https://nodejs.org/api/worker_threads.html#class-messageport
import { loadBuiltin } from "native:engine";
import { callClosing } from "native:web";
import { destroyResource, initResource, runInResource } from "../../_async_context.js";
import { codes, notSupported } from "../../_errors.js";
import { kTransfer } from "../clone_hooks.js";
import { defineEventHandler, dispatchValue, Event, kNewListener, kRemoveListener } from "../event_target.js";
import { kMakeEvent, NodeEventTarget } from "../node_event_target.js";
import { Cloner, dataCloneError } from "../structured_clone.js";
import { quickMessageEvent } from "./message_event.js";
import { entangled } from "./port_data.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const { defineProperty } = Object;

// Errors that Node makes in C++: the code is not in the first line of the stack.
const coded = (code, message) => Object.assign(new TypeError(message), { code });

let dataOf; // undefined of one that is closed or was transferred
let isPort;
let forget;

class Port extends NodeEventTarget {
  #data;

  constructor(data) {
    super();
    this.#data = data;
  }

  static {
    isPort = (value) => typeof value === "object" && value !== null && #data in value;
    dataOf = (value) => {
      if (!isPort(value)) throw new TypeError("Illegal invocation");
      return value.#data;
    };
    forget = (port) => {
      port.#data = undefined;
    };
  }
}

function announceClose(port) {
  const event = new Event("close");
  dispatchValue(port, "close", event, () => event);
}

// What its PortData calls.
class Owner {
  constructor(port) {
    this.port = port;
  }

  receive({ value, ports }) {
    const { port } = this;
    runInResource(port, dispatchValue, undefined, port, "message", value, () => quickMessageEvent(value, ports));
  }

  closed() {
    forget(this.port);
    runInResource(this.port, announceClose, undefined, this.port);
    destroyResource(this.port);
  }
}

export function MessagePort() {
  throw new codes.ERR_CONSTRUCT_CALL_INVALID();
}

Object.setPrototypeOf(MessagePort, NodeEventTarget);
MessagePort.prototype = Object.create(NodeEventTarget.prototype);
defineProperty(MessagePort, "prototype", { writable: false });
defineProperty(MessagePort.prototype, "constructor", { value: MessagePort, writable: true, configurable: true });

function portOf(data) {
  const port = Reflect.construct(Port, [data], MessagePort);
  data.owner = new Owner(port);
  initResource(port, "MESSAGEPORT");
  return port;
}

const methods = {
  postMessage(...args) {
    const data = dataOf(this);
    if (args.length === 0) throw coded("ERR_MISSING_ARGS", "Not enough arguments to MessagePort.postMessage");
    const objects = transferListFrom(args[1]);
    const message = prepare(this, args[0], objects);
    if (data === undefined || data.closing) return;
    const target = data.peer;
    if (target !== undefined && message.moved.includes(target)) {
      loseChannel(data);
      return;
    }
    data.post(message);
  },

  start() {
    dataOf(this)?.start();
  },

  ref() {
    dataOf(this)?.ref();
  },

  unref() {
    dataOf(this)?.unref();
  },

  hasRef() {
    return dataOf(this)?.refed ?? false;
  },

  close(cb) {
    const data = dataOf(this);
    if (typeof cb === "function") this.once("close", cb);
    if (data === undefined || data.closing) return;
    data.closing = true;
    callClosing(() => data.close());
  },
};
for (const [name, method] of Object.entries(methods)) {
  if (name === "postMessage") defineProperty(method, "length", { value: 0 });
  defineProperty(MessagePort.prototype, name, { value: method, writable: true, enumerable: true, configurable: true });
}

function define(key, value) {
  defineProperty(MessagePort.prototype, key, { value, writable: true, configurable: true });
}

// A port with a listener for messages keeps the program alive.
define(kNewListener, function newListener(size, type) {
  NodeEventTarget.prototype[kNewListener].call(this, size, type);
  if (type !== "message" || size !== 1) return;
  const data = dataOf(this);
  data?.ref();
  data?.start();
});

define(kRemoveListener, function removeListener(size, type) {
  if (type !== "message" || size !== 0) return;
  const data = dataOf(this);
  data?.stop();
  data?.unref();
});

define(kMakeEvent, function createEvent(type, value) {
  if (type === "message" || type === "messageerror") return quickMessageEvent(value, [], "", type);
  return NodeEventTarget.prototype[kMakeEvent].call(this, type, value);
});

define(kInspect, function inspect() {
  if (!isPort(this)) return this;
  const data = dataOf(this);
  const state = data === undefined ? { active: false } : { active: true, refed: data.refed };
  return Object.assign(Object.create(MessagePort.prototype), state);
});

define(kTransfer, function transfer() {
  const data = dataOf(this);
  forget(this);
  data.detach();
  callClosing(() => announceClose(this));
  return { data: undefined, create: () => portOf(data) };
});

defineEventHandler(MessagePort.prototype, "message");
defineEventHandler(MessagePort.prototype, "messageerror");

export function MessageChannel() {
  if (new.target === undefined) throw coded("ERR_CONSTRUCT_CALL_REQUIRED", "Cannot call constructor without `new`");
  const [first, second] = entangled();
  this.port1 = portOf(first);
  this.port2 = portOf(second);
}

// A sequence as V8's embedder reads it; undefined if it is none.
function listFrom(value) {
  const method = value[Symbol.iterator];
  if (typeof method !== "function") return undefined;
  const iterator = Reflect.apply(method, value, []);
  if (typeof iterator !== "object" || iterator === null || typeof iterator.next !== "function") return undefined;
  return [...{ [Symbol.iterator]: () => iterator }];
}

function transferListFrom(value) {
  if (value === undefined || value === null) return [];
  if (typeof value !== "object") throw coded("ERR_INVALID_ARG_TYPE", "Optional transferList argument must be an iterable");
  const list = listFrom(value);
  if (list !== undefined) return list;
  const { transfer } = value;
  if (transfer === undefined) return [];
  const inner = typeof transfer === "object" && transfer !== null ? listFrom(transfer) : undefined;
  if (inner === undefined) throw coded("ERR_INVALID_ARG_TYPE", "Optional options.transfer argument must be an iterable");
  return inner;
}

// The message as the other side gets it; `moved`: the ends of channels that go with it.
export function prepare(source, value, objects) {
  const moved = [];
  for (const object of objects) {
    if (object === source) throw dataCloneError("Transfer list contains source port");
    if (!isPort(object)) continue;
    const data = dataOf(object);
    if (data === undefined || data.closing) throw dataCloneError("MessagePort in transfer list is already detached");
    moved.push(data);
  }
  const cloner = new Cloner();
  cloner.transfer(objects);
  const copy = cloner.finish(cloner.clone(value));
  return { value: copy, ports: objects.filter(isPort).map((port) => cloner.seen.get(port).value), moved };
}

function loseChannel(data) {
  loadBuiltin("node:internal/process/warning").emitProcessWarning(
    "The target port was posted to itself, and the communication channel was lost",
  );
  callClosing(() => data.close());
}

function requirePort(value) {
  if (!isPort(value)) throw coded("ERR_INVALID_ARG_TYPE", 'The "port" argument must be a MessagePort instance');
}

export function receiveMessageOnPort(port) {
  requirePort(port);
  const message = dataOf(port)?.take();
  return message === undefined ? undefined : { message: message.value };
}

export function moveMessagePortToContext(port, contextifiedSandbox) {
  requirePort(port);
  if (dataOf(port)?.closing !== false) {
    throw Object.assign(new Error("Cannot send data on closed MessagePort"), { code: "ERR_CLOSED_MESSAGE_PORT" });
  }
  if (contextifiedSandbox === null || typeof contextifiedSandbox !== "object") {
    throw coded("ERR_INVALID_ARG_TYPE", "Invalid context argument");
  }
  throw notSupported("moveMessagePortToContext()");
}
defineProperty(moveMessagePortToContext, "length", { value: 0, configurable: true });
defineProperty(receiveMessageOnPort, "length", { value: 1, configurable: true });

export { isPort };

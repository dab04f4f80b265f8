// BroadcastChannel: every channel of the same name hears what one of them posts.
// Spec: https://html.spec.whatwg.org/#broadcasting-to-other-browsing-contexts
import { loadBuiltin } from "native:engine";
import { callClosing } from "native:web";
import { initResource, runInResource } from "../../_async_context.js";
import { codes } from "../../_errors.js";
import { defineEventHandler, dispatch, EventTarget, makeEnumerable } from "../event_target.js";
import { quickMessageEvent } from "./message_event.js";
import { prepare } from "./message_port.js";
import { PortData } from "./port_data.js";

const kInspect = Symbol.for("nodejs.util.inspect.custom");
const channels = new Map(); // name -> Set of PortData

function join(name, data) {
  const members = channels.get(name);
  if (members) members.add(data);
  else channels.set(name, new Set([data]));
}

function leave(name, data) {
  const members = channels.get(name);
  members?.delete(data);
  if (members?.size === 0) channels.delete(name);
}

export class BroadcastChannel extends EventTarget {
  #name;
  #data = new PortData(); // undefined once it is closed

  constructor(name) {
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("name");
    super();
    this.#name = `${name}`;
    const data = this.#data;
    data.owner = {
      receive: ({ value, ports }) => runInResource(this, dispatch, undefined, this, quickMessageEvent(value, ports)),
      closed: () => {},
    };
    initResource(this, "MESSAGEPORT");
    data.ref();
    data.start();
    join(this.#name, data);
  }

  static #check(value) {
    if (typeof value !== "object" || value === null || !(#name in value)) throw new codes.ERR_INVALID_THIS("BroadcastChannel");
  }

  [kInspect](depth, options) {
    BroadcastChannel.#check(this);
    if (depth < 0) return "BroadcastChannel";
    const { inspect } = loadBuiltin("node:internal/util/inspect");
    const inner = { ...options, depth: options.depth != null ? options.depth - 1 : options.depth };
    return `BroadcastChannel ${inspect({ name: this.#name, active: this.#data !== undefined }, inner)}`;
  }

  get name() {
    BroadcastChannel.#check(this);
    return this.#name;
  }

  close() {
    BroadcastChannel.#check(this);
    const data = this.#data;
    if (data === undefined) return;
    this.#data = undefined;
    leave(this.#name, data);
    data.detach();
    callClosing(() => {});
  }

  postMessage(message) {
    BroadcastChannel.#check(this);
    if (arguments.length === 0) throw new codes.ERR_MISSING_ARGS("message");
    if (this.#data === undefined) {
      const { DOMException } = loadBuiltin("node:internal/web/dom_exception");
      throw new DOMException("BroadcastChannel is closed.", "InvalidStateError");
    }
    prepare(this, message, []);
    for (const member of channels.get(this.#name)) {
      if (member === this.#data) continue;
      member.queue.push(prepare(this, message, []));
      member.wake();
    }
  }

  ref() {
    BroadcastChannel.#check(this);
    this.#data?.ref();
    return this;
  }

  unref() {
    BroadcastChannel.#check(this);
    this.#data?.unref();
    return this;
  }
}

makeEnumerable(BroadcastChannel.prototype, ["name", "close", "postMessage"]);
defineEventHandler(BroadcastChannel.prototype, "message");
defineEventHandler(BroadcastChannel.prototype, "messageerror");

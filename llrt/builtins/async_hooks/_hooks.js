// createHook and telling the hooks: init, before, after, destroy, promiseResolve. A set of hooks that is being called is not
// changed by enable() and disable() in them; an error in one ends the program, as in Node.
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateBoolean } from "../_validators.js";
import { current, executionAsyncId, isStackEmpty, pop, push } from "./_ids.js";
import { setHook } from "./_promise_hook.js";

const { apply } = Reflect;
const kInit = Symbol("init");
const kBefore = Symbol("before");
const kAfter = Symbol("after");
const kDestroy = Symbol("destroy");
const kPromiseResolve = Symbol("promiseResolve");
const kNoPromiseHook = Symbol("kNoPromiseHook");
const KINDS = [["init", kInit], ["before", kBefore], ["after", kAfter], ["destroy", kDestroy], ["promiseResolve", kPromiseResolve]];

let active = []; // replaced, never changed
const none = () => [];
let having = { [kInit]: none(), [kBefore]: none(), [kAfter]: none(), [kDestroy]: none(), [kPromiseResolve]: none() };
let next; // the set to use when the calls under way are over
let depth = 0;

class AsyncHook {
  constructor({ init, before, after, destroy, promiseResolve, trackPromises }) {
    const given = [init, before, after, destroy, promiseResolve];
    for (const [i, [name, key]] of KINDS.entries()) {
      if (given[i] !== undefined && typeof given[i] !== "function") throw new codes.ERR_ASYNC_CALLBACK(`hook.${name}`);
      this[key] = given[i];
    }
    if (trackPromises !== undefined) validateBoolean(trackPromises, "trackPromises");
    if (trackPromises === false && promiseResolve) {
      throw new codes.ERR_INVALID_ARG_VALUE("trackPromises", trackPromises, "must not be false when promiseResolve is enabled");
    }
    this[kNoPromiseHook] = trackPromises === false;
  }

  enable() {
    const hooks = next ?? active;
    if (!hooks.includes(this)) use([...hooks, this]);
    return this;
  }

  disable() {
    const hooks = next ?? active;
    if (hooks.includes(this)) use(hooks.filter((hook) => hook !== this));
    return this;
  }
}

export const createHook = (functions) => new AsyncHook(functions);

function use(hooks) {
  if (depth > 0) {
    next = hooks;
    return;
  }
  active = hooks;
  for (const [, key] of KINDS) having[key] = hooks.filter((hook) => hook[key] !== undefined);
  const wanted = hooks.some((hook) => !hook[kNoPromiseHook]);
  setHook("createHook", wanted ? loadBuiltin("node:internal/async_hooks/promises").onPromise : undefined);
}

function call(key, args) {
  depth++;
  try {
    for (const hook of having[key]) apply(hook[key], hook, args);
  } catch (error) {
    fatal(error);
  } finally {
    depth--;
  }
  if (depth === 0 && next !== undefined) {
    const hooks = next;
    next = undefined;
    use(hooks);
  }
}

function fatal(error) {
  const process = loadBuiltin("node:process").default;
  process._rawDebug(typeof error?.stack === "string" ? error.stack : new Error(String(error)).stack);
  process.exit(1);
}

export const hasHooks = () => active.length > 0;
export const hasInit = () => having[kInit].length > 0;
export const hasDestroy = () => having[kDestroy].length > 0;

export function emitInit(id, type, trigger, resource) {
  if (having[kInit].length > 0) call(kInit, [id, type, trigger, resource]);
}

export function emitBefore(id, trigger, resource) {
  push(id, trigger, resource);
  if (having[kBefore].length > 0) call(kBefore, [id]);
}

export function emitAfter(id) {
  if (having[kAfter].length > 0) call(kAfter, [id]);
  pop(id);
}

// For a promise, whose hooks may have been enabled while its reaction ran.
export function emitAfterPromise(id) {
  if (having[kAfter].length > 0) call(kAfter, [id]);
  if (current() === id) pop(id);
}

export function emitPromiseResolve(id) {
  if (having[kPromiseResolve].length > 0) call(kPromiseResolve, [id]);
}

// After an uncaught error that somebody handled.
export function unwind() {
  while (!isStackEmpty()) emitAfter(executionAsyncId());
}

let destroyed = [];

// The hooks are told later, never from within what ends the resource.
export function emitDestroy(id) {
  if (having[kDestroy].length === 0 || !(id > 0)) return;
  destroyed.push(id);
  if (destroyed.length === 1) {
    const { Immediate } = loadBuiltin("node:internal/timers/immediate");
    new Immediate(flushDestroyed, undefined, true);
  }
}

function flushDestroyed() {
  while (destroyed.length > 0) {
    const ids = destroyed;
    destroyed = [];
    for (const id of ids) call(kDestroy, [id]);
  }
}

// Objects that nobody ends: they do when they are collected. The object must not be reachable from `state`.
let registry;

export function destroyWhenCollected(object, id, state) {
  registry ??= new FinalizationRegistry((held) => {
    if (!held.state?.destroyed) emitDestroy(held.id);
  });
  registry.register(object, { id, state });
}

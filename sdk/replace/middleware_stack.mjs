// constructStack: the original copies and normalises every entry for every request, which is a quarter of what a request costs on our
// engine. Here entries are made once and shared by the copies of a stack; their order is found without copying any.

const STEPS = { initialize: 0, serialize: 3, build: 6, finalizeRequest: 9, deserialize: 12 };
const PRIORITIES = { high: 0, normal: 1, low: 2 };
const NONE = [];

const labelOf = ({ name, aliases }) => `${name || "anonymous"}${aliases && aliases.length > 0 ? ` (a.k.a. ${aliases.join(",")})` : ""}`;

function namesOf(name, aliases) {
  if (aliases) return name ? [name, ...aliases] : [...aliases];
  return name ? [name] : NONE;
}

function newEntry(middleware, options, isRelative) {
  const entry = isRelative ? { middleware, ...options } : { step: "initialize", priority: "normal", middleware, ...options };
  return { entry, names: namesOf(options.name, options.aliases), weight: STEPS[entry.step] + PRIORITIES[entry.priority || "normal"] };
}

const hasName = (entry, name) => entry.name === name || entry.aliases?.some((alias) => alias === name);

function refuseOverride(old, entry, isRelative) {
  if (isRelative) {
    if (old.toMiddleware === entry.toMiddleware && old.relation === entry.relation) return;
    throw new Error(`"${labelOf(old)}" middleware ${old.relation} "${old.toMiddleware}" middleware cannot be overridden by \
"${labelOf(entry)}" middleware ${entry.relation} "${entry.toMiddleware}" middleware.`);
  }
  if (old.step === entry.step && old.priority === entry.priority) return;
  throw new Error(`"${labelOf(old)}" middleware with ${old.priority} priority in ${old.step} step cannot be overridden by \
"${labelOf(entry)}" middleware with ${entry.priority} priority in ${entry.step} step.`);
}

// The entries that are placed beside a named one: before it in their order, after it in the opposite one.
function placed(list, item, around) {
  const beside = around.get(item);
  if (beside === undefined) {
    list.push(item);
    return;
  }
  for (const other of beside.before) placed(list, other, around);
  list.push(item);
  for (let i = beside.after.length - 1; i >= 0; i--) placed(list, beside.after[i], around);
}

class Stack {
  #absolute = [];
  #relative = [];
  #names = new Set();
  #identifies = false;
  // Whether every name belongs to one entry. By removing and overriding it may come that it does not: copies are made anew then.
  #isPlain = true;

  #insert(item, isRelative) {
    const { entry, names } = item;
    const entries = isRelative ? this.#relative : this.#absolute;
    if (names.some((name) => this.#names.has(name))) {
      this.#isPlain = false;
      if (!entry.override) throw new Error(`Duplicate middleware name '${labelOf(entry)}'`);
      for (const name of names) {
        const at = entries.findIndex((other) => hasName(other.entry, name));
        if (at === -1) continue;
        refuseOverride(entries[at].entry, entry, isRelative);
        entries.splice(at, 1);
      }
    }
    for (const name of names) this.#names.add(name);
    entries.push(item);
  }

  add(middleware, options = {}) {
    this.#insert(newEntry(middleware, options, false), false);
  }

  addRelativeTo(middleware, options) {
    this.#insert(newEntry(middleware, options, true), true);
  }

  // Another stack takes what this one has: one of ours the entries themselves.
  applyTo(target, inner) {
    if (inner !== undefined) {
      for (const item of this.#absolute) inner.#insert(item, false);
      for (const item of this.#relative) inner.#insert(item, true);
    } else {
      for (const { entry } of this.#absolute) target.add(entry.middleware, { ...entry });
      for (const { entry } of this.#relative) target.addRelativeTo(entry.middleware, { ...entry });
    }
    if (target === inner) inner.#identifies = this.#identifies;
    else target.identifyOnResolve?.(this.#identifies);
    return target;
  }

  copy() {
    const copy = new Stack();
    if (!this.#isPlain) return this.applyTo(copy, copy);
    copy.#absolute = this.#absolute.slice();
    copy.#relative = this.#relative.slice();
    copy.#names = new Set(this.#names);
    copy.#identifies = this.#identifies;
    return copy;
  }

  removeWhere(matches) {
    const before = this.#absolute.length + this.#relative.length;
    const stays = (item) => {
      if (!matches(item)) return true;
      this.#isPlain = false;
      for (const name of item.names) this.#names.delete(name);
      return false;
    };
    this.#absolute = this.#absolute.filter(stays);
    this.#relative = this.#relative.filter(stays);
    return this.#absolute.length + this.#relative.length < before;
  }

  list(debug = false) {
    const absolute = this.#absolute;
    const around = new Map();
    if (this.#relative.length > 0) {
      const named = new Map();
      for (const item of absolute) for (const name of item.names) named.set(name, item);
      for (const item of this.#relative) for (const name of item.names) named.set(name, item);
      for (const item of this.#relative) {
        const { toMiddleware, relation } = item.entry;
        if (!toMiddleware) continue;
        const target = named.get(toMiddleware);
        if (target === undefined) {
          if (debug) continue;
          throw new Error(`${toMiddleware} is not found when adding ${labelOf(item.entry)} middleware ${relation} ${toMiddleware}`);
        }
        if (!around.has(target)) around.set(target, { before: [], after: [] });
        if (relation === "after" || relation === "before") around.get(target)[relation].push(item);
      }
    }
    const byWeight = Array.from({ length: 15 }, () => undefined);
    for (const item of absolute) (byWeight[item.weight] ??= []).push(item);
    const list = [];
    for (const items of byWeight) if (items !== undefined) for (const item of items) placed(list, item, around);
    return list;
  }

  identifies(toggle) {
    if (typeof toggle === "boolean") this.#identifies = toggle;
    return this.#identifies;
  }
}

const inner = new WeakMap();

// What programs see: an object of functions that may be taken off it.
function faceOf(stack) {
  const face = {
    add: (middleware, options) => stack.add(middleware, options),
    addRelativeTo: (middleware, options) => stack.addRelativeTo(middleware, options),
    clone: () => faceOf(stack.copy()),
    use: (plugin) => { plugin.applyToStack(face); },
    remove: (toRemove) => stack.removeWhere(typeof toRemove === "string"
      ? ({ names }) => names.includes(toRemove)
      : ({ entry }) => entry.middleware === toRemove),
    removeByTag: (tag) => stack.removeWhere(({ entry }) => entry.tags && entry.tags.includes(tag)),
    concat: (from) => {
      const both = faceOf(stack.copy());
      both.use(from);
      both.identifyOnResolve(stack.identifies() || both.identifyOnResolve() || (from.identifyOnResolve?.() ?? false));
      return both;
    },
    applyToStack: (target) => stack.applyTo(target, inner.get(target)),
    identify: () => stack.list(true).map(({ entry }) => `${labelOf(entry)} - ${entry.step ?? `${entry.relation} ${entry.toMiddleware}`}`),
    identifyOnResolve: (toggle) => stack.identifies(toggle),
    resolve: (handler, context) => {
      const list = stack.list();
      for (let i = list.length - 1; i >= 0; i--) handler = list[i].entry.middleware(handler, context);
      if (stack.identifies()) console.log(face.identify());
      return handler;
    },
  };
  inner.set(face, stack);
  return face;
}

export const constructStack = () => faceOf(new Stack());

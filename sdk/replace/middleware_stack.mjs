// constructStack: the original copies and normalises every entry for every request, which is a quarter of what a request costs on our
// engine. Here entries are made once and shared by the copies of a stack; an order that was found serves for the next stack of the kind.

const STEPS = { initialize: 0, serialize: 3, build: 6, finalizeRequest: 9, deserialize: 12 };
const PRIORITIES = { high: 0, normal: 1, low: 2 };
const NONE = [];

const labelOf = ({ name, aliases }) => `${name || "anonymous"}${aliases && aliases.length > 0 ? ` (a.k.a. ${aliases.join(",")})` : ""}`;

function namesOf(name, aliases) {
  if (aliases) return name ? [name, ...aliases] : [...aliases];
  return name ? [name] : NONE;
}

// What options say of a place in the stack. Those of the SDK's own middleware are the same, object or content, for every request.
const shapes = new WeakMap(); // options -> shape
const byName = new Map();
const MOST_SHAPES = 1000;
let interned = 0;

const isSameList = (one, other) => one === other
  || (Array.isArray(one) && Array.isArray(other) && one.length === other.length && one.every((item, i) => item === other[i]));

function isStill(shape, options, isRelative) {
  return shape.isRelative === isRelative && shape.name === options.name && shape.given === options.step && shape.override === options.override
    && shape.priorityGiven === options.priority && shape.relation === options.relation && shape.toMiddleware === options.toMiddleware
    && isSameList(shape.aliases, options.aliases) && isSameList(shape.tags, options.tags);
}

function makeShape(options, isRelative) {
  const all = isRelative ? { ...options } : { step: "initialize", priority: "normal", ...options };
  const { name, override, relation, toMiddleware } = options;
  const [aliases, tags] = [options.aliases, options.tags].map((list) => Array.isArray(list) ? [...list] : list);
  return {
    options: all, isRelative, name, aliases, tags, override, relation, toMiddleware, given: options.step, priorityGiven: options.priority,
    step: all.step, priority: all.priority, names: namesOf(name, aliases), weight: STEPS[all.step] + PRIORITIES[all.priority || "normal"],
    size: Object.keys(options).length,
  };
}

function shapeOf(options, isRelative) {
  let shape = shapes.get(options);
  if (shape !== undefined && isStill(shape, options, isRelative)) return shape;
  const alike = byName.get(options.name);
  shape = alike?.find((other) => isStill(other, options, isRelative) && other.size === Object.keys(options).length);
  if (shape === undefined) {
    shape = makeShape(options, isRelative);
    if (options.name && interned < MOST_SHAPES) {
      interned += 1;
      if (alike === undefined) byName.set(options.name, [shape]);
      else alike.push(shape);
    }
  }
  shapes.set(options, shape);
  return shape;
}

function positionOf(entries, name) {
  for (let i = 0; i < entries.length; i++) if (entries[i].shape.names.includes(name)) return i;
  return -1;
}

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

// The orders that were found last, for stacks of the same shapes.
const orders = [];
const MOST_ORDERS = 16;

function orderKept(items) {
  const { length } = items;
  for (let j = 0; j < orders.length; j++) {
    const { shapes: kept, order } = orders[j];
    let i = kept.length === length ? length : 0;
    while (i > 0 && items[i - 1].shape === kept[i - 1]) i--;
    if (i === 0 && kept.length === length) return order;
  }
  return undefined;
}

class Stack {
  #absolute = [];
  #relative = [];
  #names = new Set();
  // Names that a copy has of its original, which are not changed any more.
  #inherited;
  #isFrozen = false;
  #identifies = false;
  // Whether every name belongs to one entry. By removing and overriding it may come that it does not: copies are made anew then.
  #isPlain = true;

  #hasOneOf(names) {
    const own = this.#names, inherited = this.#inherited;
    for (let i = 0; i < names.length; i++) if (own.has(names[i]) || (inherited !== undefined && inherited.has(names[i]))) return true;
    return false;
  }

  #ownNames() {
    if (this.#inherited === undefined && !this.#isFrozen) return this.#names;
    this.#names = new Set([...this.#inherited ?? [], ...this.#names]);
    this.#inherited = undefined;
    this.#isFrozen = false;
    return this.#names;
  }

  #insert(item) {
    const { shape } = item;
    const { names, isRelative } = shape;
    const entries = isRelative ? this.#relative : this.#absolute;
    if (this.#hasOneOf(names)) {
      this.#isPlain = false;
      if (!shape.override) throw new Error(`Duplicate middleware name '${labelOf(shape)}'`);
      for (const name of names) {
        const at = positionOf(entries, name);
        if (at === -1) continue;
        refuseOverride(entries[at].shape, shape, isRelative);
        entries.splice(at, 1);
      }
    }
    const known = this.#isFrozen ? this.#ownNames() : this.#names;
    for (const name of names) known.add(name);
    entries.push(item);
  }

  add(middleware, options = {}) {
    this.#insert({ middleware, shape: shapeOf(options, false) });
  }

  addRelativeTo(middleware, options) {
    this.#insert({ middleware, shape: shapeOf(options, true) });
  }

  // Another stack takes what this one has: one of ours the entries themselves.
  applyTo(target, inner) {
    if (inner !== undefined) {
      for (const item of this.#absolute) inner.#insert(item);
      for (const item of this.#relative) inner.#insert(item);
    } else {
      for (const { middleware, shape } of this.#absolute) target.add(middleware, { ...shape.options, middleware });
      for (const { middleware, shape } of this.#relative) target.addRelativeTo(middleware, { ...shape.options, middleware });
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
    if (this.#inherited !== undefined) this.#ownNames();
    copy.#inherited = this.#names;
    this.#isFrozen = true;
    copy.#identifies = this.#identifies;
    return copy;
  }

  removeWhere(matches) {
    const before = this.#absolute.length + this.#relative.length;
    const known = this.#ownNames();
    const stays = (item) => {
      if (!matches(item)) return true;
      this.#isPlain = false;
      for (const name of item.shape.names) known.delete(name);
      return false;
    };
    this.#absolute = this.#absolute.filter(stays);
    this.#relative = this.#relative.filter(stays);
    return this.#absolute.length + this.#relative.length < before;
  }

  list(debug = false) {
    const items = this.#relative.length === 0 ? this.#absolute : [...this.#absolute, ...this.#relative];
    const kept = debug ? undefined : orderKept(items);
    if (kept !== undefined) return kept.map((at) => items[at]);
    const list = this.#ordered(debug);
    if (!debug && new Set(items).size === items.length) {
      if (orders.length >= MOST_ORDERS) orders.shift();
      const at = new Map(items.map((item, i) => [item, i]));
      orders.push({ shapes: items.map(({ shape }) => shape), order: list.map((item) => at.get(item)) });
    }
    return list;
  }

  #ordered(debug) {
    const absolute = this.#absolute;
    const around = new Map();
    if (this.#relative.length > 0) {
      const named = new Map();
      for (const item of absolute) for (const name of item.shape.names) named.set(name, item);
      for (const item of this.#relative) for (const name of item.shape.names) named.set(name, item);
      for (const item of this.#relative) {
        const { toMiddleware, relation } = item.shape;
        if (!toMiddleware) continue;
        const target = named.get(toMiddleware);
        if (target === undefined) {
          if (debug) continue;
          throw new Error(`${toMiddleware} is not found when adding ${labelOf(item.shape)} middleware ${relation} ${toMiddleware}`);
        }
        if (!around.has(target)) around.set(target, { before: [], after: [] });
        if (relation === "after" || relation === "before") around.get(target)[relation].push(item);
      }
    }
    const byWeight = Array.from({ length: 15 }, () => undefined);
    for (const item of absolute) (byWeight[item.shape.weight] ??= []).push(item);
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
      ? ({ shape }) => shape.names.includes(toRemove)
      : ({ middleware }) => middleware === toRemove),
    removeByTag: (tag) => stack.removeWhere(({ shape }) => shape.tags && shape.tags.includes(tag)),
    concat: (from) => {
      const both = faceOf(stack.copy());
      both.use(from);
      both.identifyOnResolve(stack.identifies() || both.identifyOnResolve() || (from.identifyOnResolve?.() ?? false));
      return both;
    },
    applyToStack: (target) => stack.applyTo(target, inner.get(target)),
    identify: () => stack.list(true).map(({ shape }) => `${labelOf(shape)} - ${shape.step ?? `${shape.relation} ${shape.toMiddleware}`}`),
    identifyOnResolve: (toggle) => stack.identifies(toggle),
    resolve: (handler, context) => {
      const list = stack.list();
      for (let i = list.length - 1; i >= 0; i--) handler = list[i].middleware(handler, context);
      if (stack.identifies()) console.log(face.identify());
      return handler;
    },
  };
  inner.set(face, stack);
  return face;
}

export const constructStack = () => faceOf(new Stack());

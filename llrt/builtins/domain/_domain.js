// The class Domain.
import { EventEmitter } from "../events/_emitter.js";
import process from "../process/_process.js";
import { hookAsyncWork } from "./_async.js";
import { activate, clearDomains, scope, updateCapture } from "./_stack.js";

const { apply } = Reflect;

export const attach = (object, domain) =>
  Object.defineProperty(object, "domain", { __proto__: null, configurable: true, enumerable: false, value: domain, writable: true });

const isObject = (value) => (typeof value === "object" && value !== null) || typeof value === "function";

export class Domain extends EventEmitter {
  constructor() {
    super();
    this.members = [];
    hookAsyncWork();
    this.on("removeListener", updateCapture);
    this.on("newListener", updateCapture);
  }
}

const proto = Domain.prototype;
proto.members = undefined;

// True when somebody handled the error. A handler never runs within its own domain.
proto._errorHandler = function (er) {
  if (isObject(er)) {
    attach(er, this);
    er.domainThrown = true;
    while (scope.active === this) this.exit();
  }
  const caught = scope.stack.length === 0 ? this.listenerCount("error") > 0 && this.emit("error", er) : handleWithin(this, er);
  clearDomains();
  return caught;
};

// What the handler throws is the outer domain's.
function handleWithin(domain, er) {
  try {
    return domain.emit("error", er);
  } catch (second) {
    updateCapture();
    if (scope.stack.length === 0) throw second;
    activate(scope.stack.at(-1));
    return process.domain._errorHandler(second);
  }
}

proto.enter = function () {
  activate(this);
  scope.stack.push(this);
  updateCapture();
};

// Those entered within it are left too.
proto.exit = function () {
  const index = scope.stack.lastIndexOf(this);
  if (index === -1) return;
  scope.stack.splice(index);
  activate(scope.stack.at(-1));
  updateCapture();
};

proto.add = function (ee) {
  if (ee.domain === this) return;
  ee.domain?.remove(ee);
  // Domains that contain each other would never be left.
  if (this.domain && ee instanceof Domain) {
    for (let outer = this.domain; outer; outer = outer.domain) if (ee === outer) return;
  }
  attach(ee, this);
  this.members.push(ee);
};

proto.remove = function (ee) {
  ee.domain = null;
  const index = this.members.indexOf(ee);
  if (index !== -1) this.members.splice(index, 1);
};

function within(domain, fn, self, args) {
  domain.enter();
  const result = apply(fn, self, args);
  domain.exit();
  return result;
}

proto.run = function (fn, ...args) {
  return within(this, fn, this, args);
};

// A first argument that is an error goes to the domain; the callback gets the others.
proto.intercept = function (cb) {
  const self = this;
  function runIntercepted(...args) {
    const [er] = args;
    if (!(er instanceof Error)) return within(self, cb, this, args.slice(1));
    er.domainBound = cb;
    er.domainThrown = false;
    attach(er, self);
    self.emit("error", er);
    return undefined;
  }
  return runIntercepted;
};

proto.bind = function (cb) {
  const self = this;
  function runBound(...args) {
    return within(self, cb, this, args);
  }
  attach(runBound, this);
  return runBound;
};


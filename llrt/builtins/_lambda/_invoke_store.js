// awslambda.InvokeStore: request id, tenant and trace id of the invocation whose code is running, and what a program keeps with it.
// Members and symbols as in @aws/lambda-invoke-store, which takes this object when it finds it. Loaded when somebody asks for
// it, or when several invocations run at once: then each has its own through AsyncLocalStorage.
import { loadBuiltin } from "native:engine";
import { invocationNumber, requestId, tenantId, traceId } from "./_logging.js";

const PROTECTED_KEYS = {
  REQUEST_ID: Symbol.for("_AWS_LAMBDA_REQUEST_ID"),
  X_RAY_TRACE_ID: Symbol.for("_AWS_LAMBDA_X_RAY_TRACE_ID"),
  TENANT_ID: Symbol.for("_AWS_LAMBDA_TENANT_ID"),
};
const PROTECTED = Object.values(PROTECTED_KEYS);

const contextOf = (id, tenant, trace) => ({
  [PROTECTED_KEYS.REQUEST_ID]: id,
  [PROTECTED_KEYS.X_RAY_TRACE_ID]: trace,
  [PROTECTED_KEYS.TENANT_ID]: tenant,
});

class InvokeStoreBase {
  static PROTECTED_KEYS = PROTECTED_KEYS;

  isProtectedKey(key) {
    return PROTECTED.includes(key);
  }

  hasContext() {
    return this.getContext() !== undefined;
  }

  get(key) {
    return this.getContext()?.[key];
  }

  set(key, value) {
    if (this.isProtectedKey(key)) throw new Error(`Cannot modify protected Lambda context field: ${String(key)}`);
    const context = this.getContext();
    if (context === undefined) throw new Error("No context available");
    context[key] = value;
  }

  getRequestId() {
    return this.get(PROTECTED_KEYS.REQUEST_ID) ?? "-";
  }

  getXRayTraceId() {
    return this.get(PROTECTED_KEYS.X_RAY_TRACE_ID);
  }

  getTenantId() {
    return this.get(PROTECTED_KEYS.TENANT_ID);
  }
}

class InvokeStoreSingle extends InvokeStoreBase {
  #context;
  // The invocation that #context belongs to.
  #number = 0;

  getContext() {
    if (this.#number !== invocationNumber) {
      this.#number = invocationNumber;
      this.#context = contextOf(requestId, tenantId, traceId);
    }
    return this.#context;
  }

  // During init, too, as AWS's.
  set(key, value) {
    if (this.getContext() === undefined) this.#context = {};
    super.set(key, value);
  }

  run(context, fn) {
    this.#number = invocationNumber;
    this.#context = context;
    return fn();
  }
}

class InvokeStoreMulti extends InvokeStoreBase {
  #storage = new (loadBuiltin("node:async_hooks").AsyncLocalStorage)();

  getContext() {
    return this.#storage.getStore();
  }

  run(context, fn) {
    return this.#storage.run(context, fn);
  }

  // An invocation begins: calls fn() in its context.
  static begin(store, id, tenant, trace, fn) {
    loadBuiltin("node:internal/async_hooks/storage").runApart(store.#storage, contextOf(id, tenant, trace), fn);
  }
}

let made;

export const store = () => (made ??= new InvokeStoreSingle());

// For index.js: the store of a process that runs several invocations at once.
export function concurrentStore() {
  const multi = new InvokeStoreMulti();
  made = multi;
  return {
    begin: (id, tenant, trace, fn) => InvokeStoreMulti.begin(multi, id, tenant, trace, fn),
    getRequestId: () => multi.getRequestId(),
    getTenantId: () => multi.getTenantId(),
  };
}

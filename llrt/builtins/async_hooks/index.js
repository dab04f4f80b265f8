// node:async_hooks. Loading it starts the keeping of contexts (_tracker.js).
// Follows https://nodejs.org/docs/latest-v24.x/api/async_hooks.html and async_context.html
import "./_tracker.js";
import { createHook } from "./_hooks.js";
import { executionAsyncId, executionAsyncResource, triggerAsyncId } from "./_ids.js";
import { asyncWrapProviders } from "./_providers.js";
import { AsyncResource } from "./_resource.js";
import { AsyncLocalStorage } from "./_storage.js";

export {
  AsyncLocalStorage, AsyncResource, asyncWrapProviders, createHook, executionAsyncId, executionAsyncResource, triggerAsyncId,
};
export default {
  AsyncLocalStorage, createHook, executionAsyncId, triggerAsyncId, executionAsyncResource, asyncWrapProviders, AsyncResource,
};

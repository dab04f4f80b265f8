// Loading the module of a handler and picking the function in it. Not here: which file it is (lambda_runtime/handler.py).
import { loadBuiltin } from "native:engine";
import { HandlerNotFound, ImportModuleError, MalformedStreamingHandler, UserCodeSyntaxError } from "./_errors.js";

const HIGH_WATER_MARK = Symbol.for("aws.lambda.runtime.handler.streaming.highWaterMark");
const STREAMING = Symbol.for("aws.lambda.runtime.handler.streaming");

export async function loadHandler({ locate, locateHooks }, settings) {
  if (settings.awslambda) provideAwsLambda();
  if (settings.hooks !== undefined) await import(locateHooks(settings.hooks));
  const name = settings.handler;
  const [exports, path] = await loadModule(locate, name);
  const handler = find(exports, path) ?? find(exports.default, path);
  if (!handler) throw new HandlerNotFound(`${name} is undefined or not exported`);
  if (typeof handler !== "function") throw new HandlerNotFound(`${name} is not a function`);
  checkStreaming(handler);
  return handler;
}

async function loadModule(locate, name) {
  try {
    const [url, path] = locate(name);
    return [await import(url), path];
  } catch (error) {
    if (error instanceof SyntaxError) throw new UserCodeSyntaxError(error);
    if (error?.code === "MODULE_NOT_FOUND" || error?.code === "ERR_MODULE_NOT_FOUND") throw new ImportModuleError(error);
    throw error;
  }
}

function find(root, path) {
  let value = root;
  for (const key of path.split(".")) {
    if (value === undefined || value === null) return undefined;
    value = value[key];
  }
  return value;
}

function checkStreaming(handler) {
  const kind = handler[STREAMING];
  if (kind === undefined || kind === null || kind === false) return;
  if (kind !== "response") throw new MalformedStreamingHandler("Only response streaming is supported.");
}

// Whether a handler writes its response to a stream; its high-water mark, if it asked for one.
export const isStreaming = (handler) => handler[STREAMING] === "response";
export const highWaterMarkOf = (handler) => handler[HIGH_WATER_MARK];

function provideAwsLambda() {
  Object.defineProperty(globalThis, "awslambda", {
    value: {
      // What AWS's SDK and Powertools ask for ids of the invocation; a module of AWS may put its own here.
      get InvokeStore() {
        return provide(this, "InvokeStore", loadBuiltin("node:internal/lambda/invoke_store").store());
      },
      set InvokeStore(value) {
        provide(this, "InvokeStore", value);
      },
      // SnapStart: called before the snapshot, the last registered first, and after each restore, in order.
      registerBeforeSnapshot(hook, ...args) {
        loadBuiltin("node:internal/lambda/snap_start").registerBeforeSnapshot(hook, args);
      },
      registerAfterRestore(hook, ...args) {
        loadBuiltin("node:internal/lambda/snap_start").registerAfterRestore(hook, args);
      },
      streamifyResponse(handler, options = undefined) {
        handler[STREAMING] = "response";
        const mark = options?.highWaterMark;
        if (mark !== undefined) handler[HIGH_WATER_MARK] = Number.parseInt(mark, 10);
        return handler;
      },
      HttpResponseStream: {
        // Answers an HTTP request: status, headers and cookies go before the first bytes of the body.
        from(underlyingStream, prelude) {
          return loadBuiltin("node:internal/lambda/stream").withPrelude(underlyingStream, prelude);
        },
      },
    },
    writable: true,
    configurable: true,
    enumerable: true,
  });
}

function provide(object, name, value) {
  Object.defineProperty(object, name, { value, writable: true, configurable: true, enumerable: true });
  return value;
}

// Loading the module of a handler and picking the function in it. Not here: which file it is (lambda_runtime/handler.py).
import { HandlerNotFound, ImportModuleError, InvalidStreamingOperation, MalformedStreamingHandler, UserCodeSyntaxError } from "./_errors.js";

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

// Response streaming comes with a later version: a function that asks for it says so at init, not at the first event.
function checkStreaming(handler) {
  const kind = handler[STREAMING];
  if (kind === undefined || kind === null || kind === false) return;
  if (kind !== "response") throw new MalformedStreamingHandler("Only response streaming is supported.");
  throw new InvalidStreamingOperation("Response streaming is not supported by this version of llrt.");
}

function provideAwsLambda() {
  Object.defineProperty(globalThis, "awslambda", {
    value: {
      streamifyResponse(handler) {
        handler[STREAMING] = "response";
        return handler;
      },
    },
    writable: true,
    configurable: true,
    enumerable: true,
  });
}

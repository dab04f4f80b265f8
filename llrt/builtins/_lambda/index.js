// The JS half of the Lambda runtime: init, invocations (one after the other, or several at once on a managed instance), what
// happens at errors and at an empty loop. Not here: the Runtime API (llrt/lambda_runtime in Python), loading the handler
// (_handler.js), the context (_context.js), the store that tells concurrent invocations apart (_invoke_store.js).
// Specification: AWS Lambda Runtime API 2018-06-01; behaviour as AWS's managed Node runtime.
import { loadBuiltin } from "native:engine";
import { onProcess } from "../process/_state.js";
import { makeContext } from "./_context.js";
import { InvalidStreamingOperation, JSONStringifyError, MalformedStreamingHandler, NodeJsExit, UnhandledPromiseRejection, causeOf, headerTypeOf, responseOf } from "./_errors.js";
import { highWaterMarkOf, isStreaming, loadHandler } from "./_handler.js";
import { logError, patchConsole, setLogContext, setLogSource } from "./_logging.js";

const INIT = 0;
const READY = 1;
const ENDING = 2;

const { parse, stringify } = JSON;

let ops;
let settings;
let handler;
let phase = INIT;
// The invocations that nobody has answered yet: {id, promised, waiting, result, answered}; of a streaming one also {stream,
// settled: the handler is done, finished: all is written}. One at most, unless the platform asked for several at once.
const open = new Set();
// Runs an invocation in a context of its own; undefined where there is never a second one.
let concurrent;

// Called once by Python. `given`: next(), respond(id, json), fail(id, json, type, cause), openStream(id, type), sendStream(id,
// bytes), endStream(id, type, body), failInit(json, type, exitCode), exit(code): once all that was posted has arrived,
// locate(handler) -> [url, propertyPath].
export function start(given, configuration) {
  ops = given;
  settings = configuration;
  if (settings.concurrent) {
    concurrent = loadBuiltin("node:internal/lambda/invoke_store").concurrentStore();
    setLogSource(concurrent);
  }
  patchConsole(settings.logFormat, settings.logLevel, settings.logSink ? ops : undefined, settings.telemetry);
  onProcess("uncaughtException", onUncaughtException);
  onProcess("unhandledRejection", onUnhandledRejection);
  onProcess("beforeExit", onIdle);
  initialise();
}

// Ends the process from Python, with the 'exit' event.
export function exit(code) {
  loadBuiltin("node:internal/process/process").default.exit(code);
}

// A complaint of the Python half in the function's log.
export function complain(message) {
  logError("Runtime Error", new Error(message));
}

async function initialise() {
  try {
    handler = await loadHandler(ops, settings);
  } catch (error) {
    end("Uncaught Exception", error, 129);
    return;
  }
  if (phase !== INIT) return;
  if (settings.snapStart && !(await loadBuiltin("node:internal/lambda/snap_start").takeSnapshot(ops))) {
    phase = ENDING;
    return;
  }
  phase = READY;
  ops.next();
}

// Called by Python for each event; missing header fields are undefined.
export function invoke(id, deadline, arn, traceId, event, clientContext, identity, tenantId) {
  const invocation = { id, promised: false, waiting: false, result: undefined, answered: false, stream: undefined, settled: false, finished: false };
  open.add(invocation);
  setLogContext(id, tenantId, traceId);
  if (concurrent === undefined) run(invocation, deadline, arn, traceId, event, clientContext, identity, tenantId);
  else concurrent.begin(id, tenantId, traceId, () => run(invocation, deadline, arn, traceId, event, clientContext, identity, tenantId));
}

function run(invocation, deadline, arn, traceId, event, clientContext, identity, tenantId) {
  try {
    const context = makeContext(settings, invocation.id, deadline, arn, traceId, clientContext, identity, tenantId);
    if (isStreaming(handler)) {
      invokeStreaming(invocation, parse(event), context);
      return;
    }
    addCompletions(context, invocation);
    const result = handler(parse(event), context, callbackOf(invocation, context));
    if (isThenable(result)) {
      invocation.promised = true;
      Promise.resolve(result).then(
        (value) => succeed(invocation, value),
        (error) => fail(invocation, error),
      );
    } else if (handler.length < 3 && (result !== undefined || concurrent !== undefined)) {
      succeed(invocation, result);
    }
  } catch (error) {
    fail(invocation, error);
  }
}

// The handler writes its response; its promise says only that it is done.
function invokeStreaming(invocation, event, context) {
  const { ResponseStream } = loadBuiltin("node:internal/lambda/stream");
  const stream = new ResponseStream(ops, invocation.id, highWaterMarkOf(handler));
  invocation.stream = stream;
  invocation.promised = true;
  // Who listens himself hears of it too; nobody need to.
  stream.on("error", (error) => fail(invocation, error));
  stream.on("finish", () => {
    invocation.finished = true;
    if (invocation.settled) endStream(invocation);
  });
  const result = handler(event, stream, context);
  if (!isThenable(result)) throw new MalformedStreamingHandler("Streaming does not support non-async handlers.");
  Promise.resolve(result).then(
    (value) => {
      if (value !== undefined) console.warn("Streaming handlers ignore return values.");
      invocation.settled = true;
      if (invocation.finished) endStream(invocation);
    },
    (error) => fail(invocation, error),
  );
}

function endStream(invocation) {
  if (invocation.answered) return;
  close(invocation);
  // Its listeners refer to the invocation: together they would wait for the collector.
  invocation.stream = undefined;
  ops.endStream(invocation.id, undefined, undefined);
}

// Called by Python when the system has taken what the response stream wrote.
export function drained(id) {
  for (const invocation of open) if (invocation.id === id) invocation.stream?.drained();
}

// Called by Python when the API has answered a streamed response, or hung up: then the handler writes to nobody.
export function streamOver(id) {
  for (const invocation of open) {
    if (invocation.id !== id) continue;
    close(invocation);
    invocation.stream.destroy();
    invocation.stream = undefined;
  }
}

function isThenable(value) {
  return value !== null && (typeof value === "object" || typeof value === "function") && typeof value.then === "function";
}

// context.succeed, fail and done of the first Lambda runtimes: they answer at once. The first call counts.
function addCompletions(context, invocation) {
  context.succeed = (value) => succeed(invocation, value);
  context.fail = (error) => fail(invocation, error ?? "handled");
  context.done = (error, value) => {
    if (error === undefined || error === null) succeed(invocation, value);
    else fail(invocation, error);
  };
}

// The third argument: answers when the loop is empty, unless context.callbackWaitsForEmptyEventLoop is false. Of several
// invocations at once none has a loop of its own to wait for.
function callbackOf(invocation, context) {
  return (error, value) => {
    if (isDecided(invocation)) return;
    if (error !== undefined && error !== null) {
      fail(invocation, error);
    } else if (context.callbackWaitsForEmptyEventLoop && concurrent === undefined) {
      invocation.waiting = true;
      invocation.result = value;
    } else {
      succeed(invocation, value);
    }
  };
}

// The first of return value, promise, callback and context.done counts.
function isDecided(invocation) {
  return invocation.answered || invocation.waiting;
}

function succeed(invocation, value) {
  if (!isDecided(invocation)) answer(invocation, value);
}

function fail(invocation, error) {
  if (!isDecided(invocation)) answerError(invocation, error);
}

function answer(invocation, value) {
  let text;
  try {
    text = stringify(value);
  } catch (cause) {
    answerError(invocation, new JSONStringifyError(cause));
    return;
  }
  close(invocation);
  // undefined, functions and symbols have no JSON.
  ops.respond(invocation.id, text === undefined ? "null" : text);
}

function answerError(invocation, error) {
  close(invocation);
  logError("Invoke Error", error);
  postError(invocation, error);
}

function close(invocation) {
  invocation.answered = true;
  open.delete(invocation);
}

function postError(invocation, error) {
  const response = responseOf(error);
  const { stream } = invocation;
  invocation.stream = undefined;
  stream?.destroy();
  if (stream?.begun) {
    const body = loadBuiltin("node:internal/buffer/buffer").Buffer.from(stringify(response)).toString("base64");
    ops.endStream(invocation.id, headerTypeOf(response.errorType), body);
    return;
  }
  ops.fail(invocation.id, stringify(response), headerTypeOf(response.errorType), causeOf(error));
}

// What nobody caught ends the process, after it was reported for every invocation that ends with it.
function end(label, error, exitCode) {
  logError(label, error);
  if (phase === ENDING) return;
  const initialising = phase === INIT;
  phase = ENDING;
  if (initialising) {
    const response = responseOf(error);
    ops.failInit(stringify(response), headerTypeOf(response.errorType), exitCode);
    return;
  }
  for (const invocation of [...open]) {
    close(invocation);
    postError(invocation, error);
  }
  ops.exit(exitCode);
}

function onUncaughtException(error) {
  end("Uncaught Exception", error, 129);
}

function onUnhandledRejection(reason, promise) {
  end("Unhandled Promise Rejection", new UnhandledPromiseRejection(reason, promise), 128);
}

// The loop is empty: nothing but the handler's own answer is left to come. Where several invocations share it, it never is: each
// may wait for what the next event brings.
function onIdle() {
  // Node's exit code for a top-level await that never settles.
  if (phase === INIT) end("Uncaught Exception", new NodeJsExit(), 13);
  for (const invocation of [...open]) settle(invocation);
}

function settle(invocation) {
  if (invocation.waiting) {
    loadBuiltin("node:timers").setImmediate(() => invocation.answered || answer(invocation, invocation.result));
  } else if (invocation.settled) {
    fail(invocation, new InvalidStreamingOperation("The handler is done, but its response stream was not ended."));
  } else if (invocation.promised) {
    fail(invocation, new NodeJsExit());
  } else {
    // A handler that neither returned anything nor called back.
    succeed(invocation, null);
  }
}

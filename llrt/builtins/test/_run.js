// Runs the tree: one entry after the other, hooks around them, time limits, plans, and what is thrown outside of them.
import { validateFunction } from "../_validators.js";
import { clearTimeout, setTimeout } from "../timers/index.js";
import { Entry, failure } from "./_tree.js";
import { contextOf } from "./_context.js";
import { reportEntry, reportSummary } from "./_report.js";

export const root = new Entry("root", null, "<root>", {}, undefined, undefined);
let current;
let chain = Promise.resolve();
let started = false;

export const currentEntry = () => current ?? root;

// A function that calls back, where it takes the callback, or gives a promise.
function call(fn, self, args, withCallback) {
  if (!withCallback) return Reflect.apply(fn, self, args);
  const { promise, resolve, reject } = Promise.withResolvers();
  const result = Reflect.apply(fn, self, [...args, (error) => (error ? reject(error) : resolve())]);
  if (result instanceof Promise) throw failure("passed a callback but also returned a Promise", "callbackAndPromisePresent");
  return promise;
}

function stopper(entry, timeout) {
  const { promise, reject } = Promise.withResolvers();
  const timer = timeout === Infinity ? undefined
    : setTimeout(() => reject(failure(`test timed out after ${timeout}ms`, "testTimeoutFailure")), timeout);
  const onAbort = () => reject(failure("test was aborted", "cancelledByParent"));
  for (const signal of entry.signals) signal.addEventListener("abort", onAbort, { once: true });
  promise.catch(() => {});
  entry.interrupt = reject;
  return { promise, stop() {
    clearTimeout(timer);
    for (const signal of entry.signals) signal.removeEventListener("abort", onAbort);
  } };
}

async function limited(entry, timeout, work) {
  const { promise, stop } = stopper(entry, timeout);
  try {
    await Promise.race([work(), promise]);
  } catch (error) {
    entry.fail(error);
  } finally {
    stop();
  }
}

async function runHooks(entry, hooks, context) {
  for (const { fn, timeout } of hooks) {
    await limited(entry, timeout ?? Infinity, async () => call(fn, context, fn.length > 0 ? [context] : [], fn.length > 1));
  }
}

function checkPlan(entry) {
  const wanted = typeof entry.planned === "object" ? entry.planned.count : entry.planned;
  if (wanted !== undefined && wanted !== entry.assertions) {
    entry.fail(failure(`plan expected ${wanted} assertions but received ${entry.assertions}`, "testCodeFailure"));
  }
}

async function runTest(entry) {
  const context = contextOf(entry);
  await runHooks(entry, entry.inherited("beforeEach"), context);
  if (!entry.failed) {
    await limited(entry, entry.timeout, async () => {
      await call(entry.fn, context, [context], entry.fn.length > 1);
      await settle(entry);
    });
  }
  await settle(entry);
  checkPlan(entry);
  await runHooks(entry, entry.hooks.after, context);
  await runHooks(entry, entry.inherited("afterEach"), context);
  context.mock?.restoreAll();
  entry.controller.abort();
}

// Subtests that the test did not wait for.
async function settle(entry) {
  for (let i = 0; i < entry.children.length; i++) await entry.children[i].finished.promise;
}

async function runSuite(entry) {
  try {
    await entry.ready;
  } catch (error) {
    entry.fail(error);
  }
  const context = contextOf(entry);
  const focused = entry.children.some((child) => child.only);
  await runHooks(entry, entry.hooks.before, context);
  for (const child of entry.children) {
    if (entry.failed) child.fail(failure("test did not finish before its parent and was cancelled", "cancelledByParent"));
    if (focused && !child.only) child.skipped ||= "'only' option not set";
    await runEntry(child);
  }
  await runHooks(entry, entry.hooks.after, context);
  entry.controller.abort();
}

function judge(entry) {
  const failed = entry.children.filter((child) => child.failed && child.todo === false).length;
  if (failed > 0) entry.fail(failure(`${failed} subtest${failed > 1 ? "s" : ""} failed`, "subtestsFailed"));
  if (entry.expectFailure === false) return;
  if (entry.failed) entry.error = null;
  else entry.fail(failure("test was expected to fail but passed", "expectedFailure"));
}

export async function runEntry(entry) {
  const before = current;
  const start = performance.now();
  current = entry;
  if (entry.skipped === false && !entry.failed) await (entry.kind === "suite" ? runSuite(entry) : runTest(entry));
  judge(entry);
  entry.duration = performance.now() - start;
  entry.done = true;
  current = before;
  if (entry.parent === root) reportEntry(entry);
  entry.finished.resolve();
}

// Entries of the root run one after the other, from when the program's own code has run.
export function enqueue(entry) {
  start();
  chain = chain.then(() => onceHooks()).then(() => runEntry(entry));
  return entry.finished.promise;
}

let hooksRun = false;
async function onceHooks() {
  if (hooksRun) return;
  hooksRun = true;
  await runHooks(root, root.hooks.before, undefined);
}

function thrownOutside(error) {
  const entry = current;
  if (entry === undefined) {
    root.fail(error);
    reportSummary(root);
    process.exit(1);
  }
  entry.fail(error);
  entry.interrupt?.(error);
}

export function start() {
  if (started) return;
  started = true;
  process.on("uncaughtException", thrownOutside);
  process.on("unhandledRejection", thrownOutside);
  process.once("beforeExit", finish);
  process.on("exit", exitCode);
}

let summed = false;
async function finish() {
  const pending = root.children.filter((child) => !child.done);
  for (const entry of pending) {
    entry.fail(failure("Promise resolution is still pending but the event loop has already resolved", "cancelledByParent"));
    entry.duration ||= 0;
    reportEntry(entry);
  }
  await runHooks(root, root.hooks.after, undefined);
  summed = true;
  reportSummary(root);
  exitCode();
}

function exitCode() {
  if (!summed && root.children.some((child) => !child.done)) process.exitCode = 1;
  if (root.failed || root.children.some((child) => child.failed && child.todo === false)) process.exitCode = 1;
}

export function addHook(entry, kind, fn, options = {}) {
  validateFunction(fn, "fn");
  entry.hooks[kind].push({ fn, timeout: options.timeout });
}

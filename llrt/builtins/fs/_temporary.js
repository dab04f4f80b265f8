// mkdtempDisposable in its two forms: a temporary folder that goes with its scope.
import { posix } from "../path/_posix.js";
import { cwd } from "../path/_shared.js";
import { calls } from "./_calls.js";
import { runAsync, runSync } from "./_request.js";
import { removeTree, removeTreeSync } from "./_rm.js";

export function mkdtempDisposableSync(prefix, options) {
  const path = runSync(calls.mkdtemp(prefix, options));
  const fullPath = posix.resolve(cwd(), path);
  const remove = () => { removeTreeSync(fullPath, { maxRetries: 0, recursive: true, retryDelay: 100 }); };
  return { path, remove, [Symbol.dispose]() { remove(); } };
}

export async function mkdtempDisposable(prefix, options) {
  const request = calls.mkdtemp(prefix, options);
  const here = cwd();
  const path = await runAsync(request);
  const fullPath = posix.resolve(here, path);
  const remove = async () => { await removeTree(fullPath, { maxRetries: 0, recursive: true, retryDelay: 0 }); };
  return { __proto__: null, path, remove, async [Symbol.asyncDispose]() { await remove(); } };
}

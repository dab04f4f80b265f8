// SnapStart: hooks before the snapshot of the initialised process and after each restore of it. Loaded where a snapshot is
// taken, or when a program registers a hook. The protocol (restore/next, restore/error, exit codes 64 and 65) and the order of
// hooks are those of AWS's Python runtime; the Python half (lambda_runtime/snap_start.py) renews what the runtime itself keeps.
import { loadedBuiltin } from "native:engine";
import { responseOf } from "./_errors.js";
import { logError } from "./_logging.js";

const BEFORE_FAILED = 64;
const AFTER_FAILED = 65;

const before = [];
const after = [];

export function registerBeforeSnapshot(hook, args) {
  before.push([checked(hook), args]);
}

export function registerAfterRestore(hook, args) {
  after.push([checked(hook), args]);
}

function checked(hook) {
  if (typeof hook !== "function") throw new TypeError(`A hook of SnapStart is a function, not ${hook === null ? "null" : typeof hook}`);
  return hook;
}

// Connections that wait for their next request in Node's agents; those of fetch are the Python half's.
function dropKeptSockets() {
  for (const name of ["node:http", "node:https"]) {
    const kept = loadedBuiltin(name)?.globalAgent.freeSockets ?? {};
    for (const sockets of Object.values(kept)) for (const socket of [...sockets]) socket.destroy();
  }
}

// Whether the restored process may go on to invocations; false: the failure is on its way to the API, and then the process ends.
export async function takeSnapshot(ops) {
  try {
    while (before.length > 0) {
      const [hook, args] = before.pop();
      await hook(...args);
    }
    dropKeptSockets();
    await ops.restoreNext();
    dropKeptSockets();
  } catch (error) {
    logError("Before Snapshot Error", error);
    ops.failInit(JSON.stringify(responseOf(error)), "Runtime.BeforeSnapshotError", BEFORE_FAILED);
    return false;
  }
  try {
    for (const [hook, args] of after) await hook(...args);
  } catch (error) {
    logError("After Restore Error", error);
    ops.failRestore(JSON.stringify(responseOf(error)), "Runtime.AfterRestoreError", AFTER_FAILED);
    return false;
  }
  return true;
}

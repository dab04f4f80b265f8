// node:child_process.  Nothing of it works yet: what it exports is here so that libraries load, and throws when called.
// Reference: nodejs.org/api/child_process.html
import { EventEmitter } from "../events/_emitter.js";
import { missing } from "../_missing.js";

const { functions, klass } = missing("child_process");
export const { _forkChild, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync } = functions("_forkChild/2 exec/3 execFile/4 execFileSync/3 execSync/2 fork/1 spawn/3 spawnSync/3");
export const ChildProcess = klass("ChildProcess/0", EventEmitter, "spawn/1 kill/1 ref/0 unref/0");

export default { _forkChild, ChildProcess, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync };

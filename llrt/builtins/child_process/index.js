// node:child_process.  This door only names what the files beside it do.
// Reference: nodejs.org/api/child_process.html
import { ChildProcess } from "./_child.js";
import { _forkChild } from "./_ipc.js";
import { exec, execFile, fork, spawn } from "./_spawn.js";
import { execFileSync, execSync, spawnSync } from "./_sync.js";

export { _forkChild, ChildProcess, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync };
export default { _forkChild, ChildProcess, exec, execFile, execFileSync, execSync, fork, spawn, spawnSync };

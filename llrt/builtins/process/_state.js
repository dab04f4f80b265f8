// What the files of this room share: the process object, once somebody asked for it, and whether the program is exiting.
// Users cannot have listeners on a process object that was never made.

export const state = { process: undefined, exiting: false, exitCode: undefined, mainModule: undefined, emitWarning: undefined,
  // Set by diagnostics_channel while somebody may listen to what console prints.
  publishConsole: undefined,
  // Likewise: runs a require() with the channels of module.require.
  traceRequire: undefined,
  // Set by node:domain: promises carry the domain they were made in.
  usesDomains: false };

// process.mainModule: a program's own module, when it is CommonJS; the process object may be made before it or after.
export function setMainModule(module) {
  state.mainModule = module;
  if (state.process !== undefined) state.process.mainModule = module;
}

// Listeners of the runtime's own, added before anybody asked for the process object; it takes them over when it is made.
const early = [];

export function onProcess(event, listener) {
  if (state.process !== undefined) state.process.on(event, listener);
  else early.push([event, listener]);
}

export function adoptEarlyState(process) {
  if (state.mainModule !== undefined) process.mainModule = state.mainModule;
  for (const [event, listener] of early.splice(0)) process.on(event, listener);
}

// process.emit, without making the object for it. Returns whether anybody listened.
export function emitOnProcess(event, ...args) {
  if (state.process !== undefined) return state.process.emit(event, ...args);
  let heard = false;
  for (const [name, listener] of early) {
    if (name !== event) continue;
    heard = true;
    listener(...args);
  }
  return heard;
}

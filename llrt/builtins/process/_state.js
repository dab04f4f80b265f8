// What the files of this room share: the process object, once somebody asked for it, and whether the program is exiting.
// Nobody can have listeners on a process object that was never made.

export const state = { process: undefined, exiting: false, exitCode: undefined };

// process.emit, without making the object for it. Returns whether anybody listened.
export function emitOnProcess(...args) {
  return state.process === undefined ? false : state.process.emit(...args);
}

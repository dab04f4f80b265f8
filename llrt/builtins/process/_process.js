// What the global `process` is, once somebody asks for it: from then on it hears of the program's end, and of what came before.
// node:process (index.js) adds the named exports.
import { processLoaded } from "native:boot";
import process from "./_object.js";
import { adoptEarlyState, state } from "./_state.js";

state.process = process;
adoptEarlyState(process);
processLoaded();

export default process;

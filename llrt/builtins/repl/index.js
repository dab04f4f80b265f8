// node:repl.  What formats and describes works; the loop itself is not there yet and throws when started.
// Reference: nodejs.org/api/repl.html
import { EventEmitter } from "../events/_emitter.js";
import { builtinModules as allModules } from "../module/index.js";
import { missing } from "../_missing.js";
import { inspect } from "../util/_inspect.js";

const { functions, klass } = missing("repl");
export const { start, isValidSyntax } = functions("start/6 isValidSyntax/1");
export const REPLServer = klass("REPLServer/6", EventEmitter, `
  setupHistory/0 clearBufferedCommand/0 close/0 createContext/0 resetContext/0 displayPrompt/1 setPrompt/1 complete/0
  completeOnEditorMode/1 defineCommand/2
`);

export const writer = (obj) => inspect(obj, writer.options);
writer.options = { ...inspect.defaultOptions, showProxy: true };

export const REPL_MODE_SLOPPY = Symbol("repl-sloppy");
export const REPL_MODE_STRICT = Symbol("repl-strict");

// Thrown by an eval function of the program: the input goes on in the next line.
export function Recoverable(err) {
  this.err = err;
}
Object.setPrototypeOf(Recoverable.prototype, SyntaxError.prototype);
Object.setPrototypeOf(Recoverable, SyntaxError);

let builtinModules = allModules.filter((name) => !name.startsWith("_") && !name.includes(":"));
const list = { get: () => builtinModules, set(value) { builtinModules = value; }, configurable: true };

export default Object.defineProperties({ start, writer, REPLServer, REPL_MODE_SLOPPY, REPL_MODE_STRICT, Recoverable, isValidSyntax }, {
  builtinModules: list,
  _builtinLibs: list,
});

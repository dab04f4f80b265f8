// The program itself: preloads, then the main file, text from -e or stdin, as an ES module or as CommonJS.
// Called once by the command line, through the loop's entrance.
import { enqueueMicrotask, loadBuiltin, loadedBuiltin } from "native:engine";
import * as native from "native:module";

export function runMain(path, asModule, found, imports) {
  return start(imports, () => {
    // A preload may have replaced Module.runMain.
    const room = loadedBuiltin("node:module");
    if (room !== undefined && room.default.runMain !== room.runMain) return room.default.runMain(path);
    if (asModule) {
      runFile(path);
    } else {
      loadBuiltin("node:internal/module/cjs").runMain(path, found);
    }
  });
}

// --import: each is awaited before the next and before the program.
function start(imports, run) {
  if (imports === undefined || imports.length === 0) {
    return run();
  }
  (async () => {
    for (const specifier of imports) {
      await import(specifier);
    }
    run();
  })().then(undefined, uncaught);
  return undefined;
}

export function afterImports(imports, run) {
  start(imports, run);
}

// A microtask, so that promises come before ticks in an ES module's own turn, as in Node.
export function runFile(path) {
  enqueueMicrotask(() => evaluate(() => native.evaluateMain(path)));
}

export function runModuleText(source, name, imports) {
  start(imports, () => enqueueMicrotask(() => evaluate(() => native.evaluateMainText(source, name))));
}

// A rejected main module is an uncaught exception whatever 'unhandledRejection' listeners say.
function evaluate(load) {
  let promise;
  try {
    promise = load();
  } catch (error) {
    uncaught(error);
    return;
  }
  promise.then(undefined, (error) => {
    loadBuiltin("node:internal/module/scope_hint").explain(error, native.describeMain);
    uncaught(error);
  });
}

// An instance crosses the border as a handle: what is thrown may be anything and must not be copied.
class Thrown {
  constructor(value) {
    this.value = value;
  }
}

function uncaught(error) {
  native.uncaught(new Thrown(error));
}

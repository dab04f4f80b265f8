// process.emitWarning: the 'warning' event and what is wrong with arguments. (What is printed: warnings_are_printed_as_node.py.)
const log = (...args) => console.log(...args);
function attempt(label, f) {
  try {
    log(label, f());
  } catch (error) {
    log(label, error.name, error.code, error.message);
  }
}
process.on("warning", (w) => log(w.name, w.message, w.code, w.detail, w instanceof Error, w.stack.split("\n")[0]));
attempt("nothing", () => process.emitWarning());
attempt("number", () => process.emitWarning(1));
attempt("type number", () => process.emitWarning("a", 1));
attempt("code number", () => process.emitWarning("a", "b", 1));
attempt("type in options", () => process.emitWarning("a", { type: 1 }));
attempt("code in options", () => process.emitWarning("a", { code: 1 }));
attempt("detail in options", () => process.emitWarning("a", { detail: 1 }));
attempt("null", () => process.emitWarning("a", null));
attempt("array", () => process.emitWarning("a", ["x"]));
process.emitWarning("plain");
process.emitWarning("typed", "MyType", "CODE");
process.emitWarning("options", { type: "T", code: "C", detail: "D" });
process.emitWarning(new RangeError("made"));
process.emitWarning("with constructor", function Constructor() {});
process.emitWarning("with constructor", "T", function Constructor() {});
process.emitWarning("deprecated", "DeprecationWarning", "DEP9999");
process.noDeprecation = true;
process.emitWarning("deprecated, silent", "DeprecationWarning");
process.noDeprecation = false;
process.throwDeprecation = true;
process.on("uncaughtException", (error) => log("uncaught", error.name, error.message));
process.emitWarning("deprecated, thrown", "DeprecationWarning");
log("later");

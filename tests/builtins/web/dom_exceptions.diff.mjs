// DOMException: names and codes, properties, inheritance, text.
const log = (...args) => console.log(...args);
function attempt(label, f) {
  try {
    log(label, f());
  } catch (error) {
    log(label, error.name, error.code, error.message);
  }
}
log(Object.getOwnPropertyNames(DOMException).join(), DOMException.length);
log(Reflect.ownKeys(DOMException.prototype).filter((key) => typeof key === "string").join());
log(Object.getOwnPropertyDescriptor(DOMException, "ABORT_ERR"), Object.getOwnPropertyDescriptor(DOMException.prototype, "ABORT_ERR"));
for (const name of [
  "IndexSizeError", "DOMStringSizeError", "HierarchyRequestError", "WrongDocumentError", "InvalidCharacterError", "NoDataAllowedError",
  "NoModificationAllowedError", "NotFoundError", "NotSupportedError", "InUseAttributeError", "InvalidStateError", "SyntaxError",
  "InvalidModificationError", "NamespaceError", "InvalidAccessError", "ValidationError", "TypeMismatchError", "SecurityError",
  "NetworkError", "AbortError", "URLMismatchError", "QuotaExceededError", "TimeoutError", "InvalidNodeTypeError", "DataCloneError",
  "EncodingError", "OperationError", "Whatever", "",
]) {
  log(name, new DOMException("m", name).code);
}
const e = new DOMException("message", "AbortError");
log(e.name, e.message, e.code, String(e), Object.prototype.toString.call(e), e instanceof Error, e instanceof DOMException, Object.keys(e));
log(e.stack.split("\n")[0], Object.getOwnPropertyNames(e), JSON.stringify(e), e.cause, "cause" in e);
log(new DOMException().name, new DOMException().message, new DOMException(undefined, undefined).name, new DOMException(1, 2).message);
const caused = new DOMException("m", { name: "N", cause: 7 });
log(caused.name, caused.cause, Object.getOwnPropertyDescriptor(caused, "cause"));
log(new DOMException("m", null).name, new DOMException("m", {}).name, Object.hasOwn(new DOMException("a", { cause: undefined }), "cause"));
class Mine extends DOMException {
  constructor() {
    super("mine", "MineError");
    this.extra = 1;
  }
}
const mine = new Mine();
log(mine.name, mine.constructor.name, mine instanceof Mine, mine.extra, mine.stack.split("\n")[0]);
attempt("name of another", () => DOMException.prototype.name);
attempt("code of another", () => Object.create(DOMException.prototype).code);
attempt("message of another", () => DOMException.prototype.message);
attempt("symbol", () => typeof new DOMException("x", "y").name);
e.extra = 5;
const text = (value) => (console.log(value.split("\n").filter((line) => !/^\s+at /.test(line)).join("\n")));
const { inspect } = await import("node:util");
text(inspect(e));
text(inspect(mine));
text(inspect(caused));
text(inspect(new DOMException("", "")));
text(inspect(new DOMException("only")));

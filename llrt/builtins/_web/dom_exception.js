// DOMException: a real Error object whose name, message and code are read from private fields.
// Follows https://webidl.spec.whatwg.org/#idl-DOMException and Node's third argument form, {name, cause}.
import { kClone } from "./clone_hooks.js";

// The code of a name is its place here, from 1. Constants whose name was retired have no name: the code of such a name is 0.
const LEGACY = [
  ["IndexSizeError", "INDEX_SIZE_ERR"],
  [undefined, "DOMSTRING_SIZE_ERR"],
  ["HierarchyRequestError", "HIERARCHY_REQUEST_ERR"],
  ["WrongDocumentError", "WRONG_DOCUMENT_ERR"],
  ["InvalidCharacterError", "INVALID_CHARACTER_ERR"],
  [undefined, "NO_DATA_ALLOWED_ERR"],
  ["NoModificationAllowedError", "NO_MODIFICATION_ALLOWED_ERR"],
  ["NotFoundError", "NOT_FOUND_ERR"],
  ["NotSupportedError", "NOT_SUPPORTED_ERR"],
  ["InUseAttributeError", "INUSE_ATTRIBUTE_ERR"],
  ["InvalidStateError", "INVALID_STATE_ERR"],
  ["SyntaxError", "SYNTAX_ERR"],
  ["InvalidModificationError", "INVALID_MODIFICATION_ERR"],
  ["NamespaceError", "NAMESPACE_ERR"],
  ["InvalidAccessError", "INVALID_ACCESS_ERR"],
  [undefined, "VALIDATION_ERR"],
  ["TypeMismatchError", "TYPE_MISMATCH_ERR"],
  ["SecurityError", "SECURITY_ERR"],
  ["NetworkError", "NETWORK_ERR"],
  ["AbortError", "ABORT_ERR"],
  ["URLMismatchError", "URL_MISMATCH_ERR"],
  ["QuotaExceededError", "QUOTA_EXCEEDED_ERR"],
  ["TimeoutError", "TIMEOUT_ERR"],
  ["InvalidNodeTypeError", "INVALID_NODE_TYPE_ERR"],
  ["DataCloneError", "DATA_CLONE_ERR"],
];

// Gives a new Error the private fields of the class that is derived from this.
class Returned {
  constructor(object) {
    return object;
  }
}

class Fields extends Returned {
  #name;
  #message;

  constructor(object, name, message) {
    super(object);
    this.#name = name;
    this.#message = message;
  }

  static get(object, which) {
    if (typeof object !== "object" || object === null || !(#name in object)) {
      const error = new TypeError('Value of "this" must be of DOMException');
      error.code = "ERR_INVALID_THIS";
      throw error;
    }
    return which === 0 ? object.#name : object.#message;
  }

  static has(object) {
    return typeof object === "object" && object !== null && #name in object;
  }
}

export class DOMException {
  constructor(message = "", options = "Error") {
    const self = new Error();
    Object.setPrototypeOf(self, new.target.prototype);
    let name = options;
    if (options !== null && typeof options === "object") {
      ({ name } = options);
      if ("cause" in options) {
        Object.defineProperty(self, "cause", {
          value: options.cause,
          configurable: true,
          writable: true,
          enumerable: false,
        });
      }
    }
    new Fields(self, `${name}`, `${message}`);
    Error.captureStackTrace(self);
    return self;
  }

  [kClone]() {
    if (!Fields.has(this)) return undefined;
    const { stack } = this;
    return {
      data: { name: this.name, message: this.message, stack },
      create(data) {
        const copy = new DOMException(data.message, data.name);
        Object.defineProperty(copy, "stack", { value: data.stack, writable: true, configurable: true });
        return copy;
      },
    };
  }

  get name() {
    return Fields.get(this, 0);
  }

  get message() {
    return Fields.get(this, 1);
  }

  get code() {
    const name = Fields.get(this, 0);
    return LEGACY.findIndex(([candidate]) => candidate === name) + 1;
  }
}

Object.setPrototypeOf(DOMException.prototype, Error.prototype);
for (const name of ["name", "message", "code"]) {
  Object.defineProperty(DOMException.prototype, name, { enumerable: true });
}
for (let i = 0; i < LEGACY.length; i++) {
  const constant = { value: i + 1, enumerable: true };
  Object.defineProperty(DOMException, LEGACY[i][1], constant);
  Object.defineProperty(DOMException.prototype, LEGACY[i][1], constant);
}
Object.defineProperty(DOMException.prototype, Symbol.toStringTag, { value: "DOMException", configurable: true });

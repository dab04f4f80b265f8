// EventEmitterAsyncResource: an EventEmitter whose listeners run in an async context of its own.
// Needs node:async_hooks, which is loaded when the first instance is made.
import { loadBuiltin } from "native:engine";
import { codes } from "../_errors.js";
import { validateString } from "../_validators.js";
import { EventEmitter } from "./_emitter.js";

let ReferencingAsyncResource;
let check; // the resource of an emitter; throws for a foreign object

function makeResource(emitter, type, options) {
  ReferencingAsyncResource ??= class EventEmitterReferencingAsyncResource extends (
    loadBuiltin("node:async_hooks").AsyncResource
  ) {
    #emitter;

    constructor(owner, resourceType, resourceOptions) {
      super(resourceType, resourceOptions);
      this.#emitter = owner;
    }

    get eventEmitter() {
      return this.#emitter;
    }
  };
  return new ReferencingAsyncResource(emitter, type, options);
}

export class EventEmitterAsyncResource extends EventEmitter {
  #resource;

  constructor(options = undefined) {
    let name;
    let resourceOptions = options;
    if (typeof options === "string") {
      name = options;
      resourceOptions = undefined;
    } else {
      if (new.target === EventEmitterAsyncResource) validateString(options?.name, "options.name");
      name = options?.name || new.target.name;
    }
    super(options);
    this.#resource = makeResource(this, name, resourceOptions);
  }

  emit(event, ...args) {
    return check(this).runInAsyncScope(super.emit, this, event, ...args);
  }

  emitDestroy() {
    check(this).emitDestroy();
  }

  get asyncId() {
    return check(this).asyncId();
  }

  get triggerAsyncId() {
    return check(this).triggerAsyncId();
  }

  get asyncResource() {
    return check(this);
  }

  static {
    check = (emitter) => {
      if (!(#resource in emitter)) throw new codes.ERR_INVALID_THIS("EventEmitterAsyncResource");
      return emitter.#resource;
    };
  }
}

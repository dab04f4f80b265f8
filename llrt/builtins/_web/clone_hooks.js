// How an object of a room takes part in structured cloning: methods under these symbols on its prototype.
//   [kClone]()    -> { data, create(data) }: data is cloned, create makes the new object from the clone;
//                    undefined for an object that only inherits from the class, which is cloned as any other;
//                    false: it cannot be cloned.
//   [kTransfer]() -> { data, create(data) }: the same for an object in the transfer list; the old one is useless afterwards.
//   Only [kTransfer]: must be listed for transfer.

export const kClone = Symbol("messaging_clone_symbol");
export const kTransfer = Symbol("messaging_transfer_symbol");

// For classes whose objects cannot be cloned. A prototype is no such object: it is cloned as any other.
export function makeUncloneable(prototype) {
  const value = function () {
    return Object.hasOwn(this, "constructor") && this.constructor?.prototype === this ? undefined : false;
  };
  Object.defineProperty(prototype, kClone, { value, writable: true, configurable: true });
}

// %TypedArray%.prototype.toLocaleString: https://tc39.es/ecma402/#sup-array.prototype.tolocalestring. The engine's own passes no arguments on;
// its Array.prototype.toLocaleString does.
const { join } = Array.prototype;
const lengthOf = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(Uint8Array.prototype), "length");

export const { toLocaleString: typedArrayToLocaleString } = {
  toLocaleString(locales = undefined, options = undefined) {
    const length = Reflect.apply(lengthOf.get, this, []);
    const texts = [];
    for (let i = 0; i < length; i++) texts.push(this[i] === undefined ? "" : `${this[i].toLocaleString(locales, options)}`);
    return Reflect.apply(join, texts, [","]);
  },
};

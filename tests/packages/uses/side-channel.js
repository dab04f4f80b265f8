import getSideChannel from "side-channel";
import GetIntrinsic from "get-intrinsic";

const channel = getSideChannel();
const key = {};
for (const k of [key, 1, "s", NaN, Symbol.iterator]) channel.set(k, typeof k);
console.log(channel.has(key), channel.get(key), channel.get(NaN), channel.get(Symbol.iterator), channel.has({}), channel.delete(key), channel.has(key));
try { channel.assert(key); } catch (error) { console.log(error.name, error.message); }
console.log(GetIntrinsic("%Math.pow%")(2, 3), GetIntrinsic("%Array.prototype.push%") === Array.prototype.push, GetIntrinsic("%AsyncGeneratorPrototype%") !== undefined);
try { GetIntrinsic("%Nope%"); } catch (error) { console.log(error.name, error.message); }
console.log(GetIntrinsic("%TypedArray%") === Object.getPrototypeOf(Uint8Array), GetIntrinsic("%ThrowTypeError%").name);

import { customAlphabet, customRandom, nanoid, urlAlphabet } from "nanoid";
import { nanoid as insecure } from "nanoid/non-secure";

let seed = 1;
const bytes = (n) => Uint8Array.from({ length: n }, () => (seed = (seed * 75 + 74) % 65537) & 255);
console.log(nanoid().length, nanoid(5).length, /^[\w-]+$/.test(nanoid(100)), customAlphabet("01", 30)().length, customRandom("abcdef", 12, bytes)(), customRandom(urlAlphabet, 12, bytes)());
console.log(new Set(Array.from({ length: 200 }, () => nanoid())).size, insecure(7).length, urlAlphabet.length);

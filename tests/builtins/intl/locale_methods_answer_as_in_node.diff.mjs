// toLocaleString, localeCompare and their like without options.
let seed = 12345;
const random = (n) => (seed = (seed * 1103515245 + 12345) & 0x7fffffff) % n;
const sign = (n) => Math.sign(n);
const texts = Array.from({ length: 400 }, () => Array.from({ length: random(6) }, () => String.fromCharCode(random(128))).join(""));
const letters = Array.from({ length: 400 }, () => Array.from({ length: 1 + random(4) }, () => "aAbBzZ09 -_."[random(12)]).join(""));
for (const list of [texts, letters]) {
  let line = "";
  for (let i = 1; i < list.length; i++) line += sign(list[i - 1].localeCompare(list[i])) + (sign(list[i].localeCompare(list[i - 1], "en")) + " ");
  console.log(line);
}
console.log(["b", "a", "B", "A", "_", "1", "-a", "10", "2", ""].sort((a, b) => a.localeCompare(b)).join());
const ascii = Array.from({ length: 128 }, (_, i) => String.fromCharCode(i));
console.log(ascii.map((a) => ascii.map((b) => sign(a.localeCompare(b)) + 1).join("")).join("\n"));
console.log(["de", "fr-FR", "ja", "sv"].map((locale) => "a_B".localeCompare("aB", locale) + letters.sort((a, b) => a.localeCompare(b, locale)).join()).join(" "));
console.log("straße İ".toLocaleUpperCase(), "ÄΣ".toLocaleLowerCase("de"), "i".toLocaleUpperCase(["en", "tr"]), "".toLocaleUpperCase.length);
console.log("é".localeCompare("e\u0301"), "x".localeCompare("x", "en-US"), "undefined".localeCompare(), "1".localeCompare(1));
const numbers = [0, -0, 1, -1, 999, 1000, -1000, 1234.5, 1234.5678, 0.0005, 0.0004, 1.0005, 1e21, 1.5e300, 5e-324, NaN, Infinity, -Infinity, 123456789.9995, 0.1 + 0.2, 2 ** 53];
for (let i = 0; i < 300; i++) numbers.push((random(2 ** 30) - 2 ** 29) / 10 ** random(9), random(1e6) * 10 ** (random(40) - 20));
console.log(numbers.map((n) => n.toLocaleString()).join(" "), numbers.map((n) => n.toLocaleString("en-US")).length);
console.log([0n, -1n, 1000n, -123456789n, 10n ** 30n].map((n) => n.toLocaleString()).join(" "), [1, 2500.25, "x", null].toLocaleString(), new Float64Array([1e3, 2]).toLocaleString());
for (let i = 0; i < 200; i++) {
  const date = new Date(random(2 ** 31) * 1000 - random(2 ** 31) * 700);
  console.log(date.toLocaleString(), date.toLocaleDateString("en-US"), date.toLocaleTimeString());
}
console.log(new Date(NaN).toLocaleString(), new Date(2024, 0, 5, 0, 7).toLocaleString(), new Date(2024, 0, 5, 12, 7, 9).toLocaleTimeString());
for (const [object, name] of [[String.prototype, "localeCompare"], [Number.prototype, "toLocaleString"], [Date.prototype, "toLocaleDateString"]]) {
  const { value, ...rest } = Object.getOwnPropertyDescriptor(object, name);
  console.log(rest, value.name, value.length);
}
for (const call of [() => String.prototype.localeCompare.call(null, ""), () => Number.prototype.toLocaleString.call("1"), () => Date.prototype.toLocaleString.call({})]) {
  try {
    call();
  } catch (error) {
    console.log(error.name);
  }
}

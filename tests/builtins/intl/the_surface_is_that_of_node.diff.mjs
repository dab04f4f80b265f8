// Names, lengths, attributes, receivers, and the errors of Intl itself.
import { attempt } from "./random.mjs";

const describe = (object) => Reflect.ownKeys(object).map((key) => {
  const { value, get, set, ...rest } = Object.getOwnPropertyDescriptor(object, key);
  const part = get ?? value;
  return `${String(key)} ${typeof part === "function" ? `${part.name}/${part.length}` : typeof part === "object" ? "object" : String(part)} ${JSON.stringify(rest)}`;
}).sort().join("\n  ");
console.log(Object.prototype.toString.call(Intl), Object.getOwnPropertyNames(Intl).join(), JSON.stringify(Object.getOwnPropertyDescriptor(globalThis, "Intl")));
for (const name of Object.getOwnPropertyNames(Intl)) {
  const constructor = Intl[name];
  console.log(name, constructor.length, describe(constructor));
  if (constructor.prototype) console.log(name, describe(constructor.prototype));
}
const CALLS = `
new Intl.DateTimeFormat('en',{timeZone:'x/y'}) | new Intl.DateTimeFormat('e') | new Intl.DateTimeFormat(['en',1]) | new Intl.DateTimeFormat(null) | new Intl.DateTimeFormat('en',null)
new Intl.DateTimeFormat('en',{hour:'x'}) | new Intl.DateTimeFormat('en',{dateStyle:'full',year:'numeric'}) | new Intl.DateTimeFormat('en',{fractionalSecondDigits:4}) | new Intl.DateTimeFormat('en',{calendar:'x'})
new Intl.DateTimeFormat('en',{numberingSystem:'xxx_'}) | new Date(NaN).toLocaleString() | new Intl.DateTimeFormat().format(NaN) | new Intl.DateTimeFormat().formatRange(1) | new Intl.DateTimeFormat('en').formatRange(2,1)
Intl.DateTimeFormat.prototype.formatToParts.call({}) | new Date().toLocaleDateString('en',{timeStyle:'short'}) | Intl.DateTimeFormat.prototype.resolvedOptions.call(1) | new Date(0).toLocaleTimeString('en',{dateStyle:'short'})
new Intl.NumberFormat('en',{style:'currency'}) | new Intl.NumberFormat('en',{style:'currency',currency:'x'}) | new Intl.NumberFormat('en',{style:'unit'}) | new Intl.NumberFormat('en',{style:'unit',unit:'foo'})
new Intl.NumberFormat('en',{minimumFractionDigits:5,maximumFractionDigits:2}) | new Intl.NumberFormat('en',{maximumFractionDigits:101}) | new Intl.NumberFormat('en',{roundingIncrement:3}) | new Intl.NumberFormat('en',{roundingIncrement:5})
new Intl.NumberFormat('en',{roundingIncrement:5,maximumFractionDigits:2,minimumFractionDigits:0}) | new Intl.NumberFormat('en',{roundingIncrement:5,maximumSignificantDigits:2}) | new Intl.NumberFormat('en',{notation:'x'})
new Intl.NumberFormat('en',{minimumIntegerDigits:0}) | new Intl.NumberFormat().format('abc') | new Intl.NumberFormat().format(Symbol()) | new Intl.NumberFormat().formatRange(NaN,1) | new Intl.NumberFormat().formatRange(2,1)
new Intl.NumberFormat().formatRange(undefined,1) | new Intl.DisplayNames('en') | Intl.supportedValuesOf('x') | new Intl.Segmenter('en',{granularity:'x'}) | new Intl.Collator('en',{usage:'x'}) | 'a'.localeCompare('b','x') | 'a'.localeCompare('b',[null])
Intl.getCanonicalLocales('en_US') | Intl.DateTimeFormat().format(0).length > 0 | Intl.NumberFormat('en').format(1) | Intl.Collator().compare('a','b') | Intl.Segmenter() | new Intl.Segmenter(undefined, 5) | String(new Intl.NumberFormat('en'))
(1).toLocaleString('en', {minimumFractionDigits:2}) | (12n).toLocaleString('en', {style:'percent'}) | [1234.5, new Date(0), 'x', null].toLocaleString('en', {timeZone:'UTC'}) | new Float64Array([1234.5]).toLocaleString('en', {minimumFractionDigits:2})
Object.getPrototypeOf(Intl.NumberFormat.call(Object.create(Intl.NumberFormat.prototype))) === Intl.NumberFormat.prototype | new Intl.NumberFormat('en').format.name + new Intl.NumberFormat('en').format.length | 'i'.toLocaleUpperCase('tr') | 'I\u0307'.toLocaleLowerCase('tr')
'I'.toLocaleLowerCase('az-AZ') | 'ÌJ'.toLocaleLowerCase('lt') | 'a'.toLocaleUpperCase('x') | 'a'.toLocaleUpperCase(['en',5]) | Intl.supportedValuesOf('currency').join() | Intl.supportedValuesOf('unit').join() | Intl.supportedValuesOf('numberingSystem').join() | Intl.supportedValuesOf('timeZone').join()
`;
for (const source of CALLS.trim().split(/ \| |\n/)) console.log(source, attempt(() => {
  const value = new Function(`return ${source}`)();
  return typeof value === "object" ? Object.prototype.toString.call(value) : value;
}));
class Mine extends Intl.NumberFormat {}
console.log(new Mine("en").format(5), new Mine() instanceof Intl.NumberFormat, Reflect.construct(Intl.DateTimeFormat, ["en"], Mine) instanceof Mine);

// Intl.supportedValuesOf: https://tc39.es/ecma402/#sec-intl.supportedvaluesof. It tells what this runtime has, which is less than Node's.
import { section } from "./data.js";
import { SANCTIONED_UNITS } from "./units.js";

// Those in use, by ICU's list.
const CURRENCIES =
  "AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD " +
  "CDF CHF CLP CNY COP CRC CUC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF " +
  "GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK " +
  "LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR " +
  "PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SLL SOS SRD SSP STN SVC " +
  "SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XCG XDR XOF XPF " +
  "XSU YER ZAR ZMW ZWG ZWL ";

const zones = () => section("zone").all.filter((id) => !id.startsWith("Etc/")).sort();

const LISTS = {
  calendar: () => ["gregory", "iso8601"],
  collation: () => [],
  currency: () => CURRENCIES.trim().split(" "),
  numberingSystem: () => Object.keys(section("core").digits).sort(),
  timeZone: zones,
  unit: () => [...SANCTIONED_UNITS].sort(),
};

export const { supportedValuesOf } = {
  supportedValuesOf(key) {
    const name = `${key}`;
    if (!Object.hasOwn(LISTS, name)) throw new RangeError(`Invalid key : ${name}`);
    return LISTS[name]();
  },
};

// The units that ECMA-402 sanctions: https://tc39.es/ecma402/#table-sanctioned-single-unit-identifiers
export const SANCTIONED_UNITS = new Set(
  ("acre bit byte celsius centimeter day degree fahrenheit fluid-ounce foot gallon gigabit gigabyte gram hectare hour inch kilobit " +
    "kilobyte kilogram kilometer liter megabit megabyte meter microsecond mile mile-scandinavian milliliter millimeter millisecond " +
    "minute month nanosecond ounce percent petabyte pound second stone terabit terabyte week yard year").split(" "),
);

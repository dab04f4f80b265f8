// The fields of a moment in a time zone: proleptic Gregorian calendar, years before 1 too.
// Not here: zones (zones.js), how fields are written (date_pattern.js).
const DAY_MS = 86400000;

// {year, month (0-11), day, weekday (0: Sunday), hour, minute, second, ms, time}. `offset` in seconds.
export function fieldsOf(time, offset, daylight) {
  const local = time + offset * 1000;
  const days = Math.floor(local / DAY_MS);
  let rest = Math.floor(local - days * DAY_MS);
  // Days since 1 March of year 0, in eras of 400 years: https://howardhinnant.github.io/date_algorithms.html
  const shifted = days + 719468;
  const era = Math.floor(shifted / 146097);
  const ofEra = shifted - era * 146097;
  const yearOfEra = Math.floor((ofEra - Math.floor(ofEra / 1460) + Math.floor(ofEra / 36524) - Math.floor(ofEra / 146096)) / 365);
  const ofYear = ofEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * ofYear + 2) / 153);
  const month = fromMarch < 10 ? fromMarch + 2 : fromMarch - 10;
  const hour = Math.floor(rest / 3600000);
  rest -= hour * 3600000;
  const minute = Math.floor(rest / 60000);
  rest -= minute * 60000;
  const second = Math.floor(rest / 1000);
  return {
    year: yearOfEra + era * 400 + (month < 2 ? 1 : 0),
    month,
    day: ofYear - Math.floor((153 * fromMarch + 2) / 5) + 1,
    weekday: (((days + 4) % 7) + 7) % 7,
    hour,
    minute,
    second,
    ms: rest - second * 1000,
    time,
    offset,
    daylight,
  };
}

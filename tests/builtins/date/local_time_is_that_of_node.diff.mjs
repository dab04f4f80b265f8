// Every change of the clocks in 1900-2100, found by search, in 42 zones: offsets, local fields and the way back from them,
// through gaps and overlaps too. Zones whose rules changed after Node's release of the zone data are not among them.
const zones = [
  "UTC", "Europe/Berlin", "Europe/London", "Europe/Paris", "Europe/Lisbon", "Europe/Moscow", "Europe/Istanbul", "Europe/Kyiv",
  "Europe/Amsterdam", "Atlantic/Azores", "Atlantic/Reykjavik", "America/New_York", "America/Chicago", "America/Denver",
  "America/Los_Angeles", "America/Anchorage", "America/St_Johns", "America/Halifax", "America/Mexico_City", "America/Caracas",
  "America/Argentina/Buenos_Aires", "America/Santiago", "America/Nuuk", "Africa/Cairo", "Africa/Johannesburg", "Africa/Lagos",
  "Africa/Monrovia", "Asia/Jerusalem", "Asia/Kolkata", "Asia/Kathmandu", "Asia/Shanghai", "Asia/Tokyo", "Asia/Seoul",
  "Asia/Pyongyang", "Australia/Sydney", "Australia/Adelaide", "Australia/Lord_Howe", "Pacific/Auckland", "Pacific/Chatham",
  "Pacific/Apia", "Pacific/Kiritimati", "Antarctica/Troll",
];
const day = 86400e3;
const offset = (t) => new Date(t).getTimezoneOffset();
const local = (d) => [d.getFullYear(), d.getMonth(), d.getDate(), d.getHours(), d.getMinutes(), d.getSeconds()];

function changeBetween(low, high) {
  const before = offset(low);
  while (high - low > 1000) {
    const middle = Math.floor((low + high) / 2000) * 1000;
    if (offset(middle) === before) low = middle;
    else high = middle;
  }
  return high;
}

let state = 1;
const random = () => (state = (state * 48271) % 2147483647) / 2147483647;

for (const zone of zones) {
  process.env.TZ = zone;
  let hash = 0;
  const add = (number) => { hash = (Math.imul(hash, 31) + (number % 4294967291)) | 0; };
  let count = 0;
  // Node misses changes that are undone within some weeks (its cache); steps of three days find the same as it does here.
  for (let t = Date.UTC(1900, 0, 1); t < Date.UTC(2101, 0, 1); t += 3 * day) {
    if (offset(t) === offset(t - 3 * day)) continue;
    const change = changeBetween(t - 3 * day, t);
    count++;
    add(change / 1000);
    for (const away of [-7200e3, -3600e3, -1800e3, -1, 0, 1, 1800e3, 3600e3, 7200e3]) {
      const fields = local(new Date(change + away));
      fields.forEach(add);
      for (const minutes of [-90, -60, -30, 0, 30, 60, 90]) {
        const [year, month, date, hour, minute, second] = fields;
        add(+new Date(year, month, date, hour, minute + minutes, second));
      }
    }
  }
  for (let i = 0; i < 2000; i++) {
    const d = new Date(Math.floor((random() - 0.5) * 2 * (i < 1000 ? 4.2e12 : 8.64e15)));
    add(d.getTimezoneOffset());
    local(d).forEach(add);
    add(+new Date(...local(d)));
  }
  const parts = [0, 1.7e12, 1.72e12, -1.5e12, -3e12, 8.64e15, -8.64e15].map((t) => offset(t));
  console.log(zone, count, hash, parts.join());
}

// Setters and parsing, in a zone with a gap and an overlap.
process.env.TZ = "America/New_York";
for (const text of ["2024-03-10T02:30:00", "2024-03-10 02:30", "2024-11-03T01:30:00", "Nov 3 2024 01:30:00", "2024-11-03", "2024-07-04T00:00",
  "1883-11-18T12:00:00", "2024-11-03T01:30:00-05:00", "2024-11-03T24:00:00", "0099-01-01T00:00:00"])
  console.log(text, new Date(text).getTime());
const d = new Date(2024, 2, 9, 2, 30);
console.log(d.setDate(10), d.setHours(2), d.setMonth(10, 3), d.setHours(1), d.setMinutes(59), d.setFullYear(1883), d.setMilliseconds(7));
console.log(new Date(275760, 8, 13).getTime(), new Date(275760, 8, 12, 20).getTime(), new Date(275760, 8, 12, 19, 59, 59, 999).getTime());
console.log(new Date(-271821, 3, 19, 19).getTime(), new Date(-271821, 3, 19, 20).getTime(), new Date(1e300, 0).getTime());
process.env.TZ = "Pacific/Apia";   // no 30 December 2011
console.log(new Date(2011, 11, 29, 23).getTime(), new Date(2011, 11, 30, 12).getTime(), new Date(2011, 11, 31, 1).getTime());

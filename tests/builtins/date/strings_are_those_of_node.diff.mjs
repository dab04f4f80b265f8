// toString, toTimeString and toDateString, with the names of zones.
const times = [0, 1720000000000, 1706000000000, -3e12, -62198755200000, 8.64e15, -8.64e15, NaN];
for (const zone of ["UTC", "Etc/UTC", "Zulu", "GMT", "Etc/GMT-0", "Greenwich", "Etc/GMT+5", "Etc/GMT-14", ""]) {
  process.env.TZ = zone;
  for (const t of times) console.log(JSON.stringify(zone), `${new Date(t)}`, "|", new Date(t).toTimeString(), "|", new Date(t).toDateString());
}
for (const zone of ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Africa/Monrovia", "America/St_Johns", "Asia/Kathmandu", "Europe/Istanbul", "Pacific/Auckland", "America/Halifax", "Asia/Saigon"]) {
  process.env.TZ = zone;
  // Long ago and at the ends of time V8 takes some zones to have daylight time.
  for (const t of times.filter((t) => t >= 0 && t < 8e15)) console.log(zone, `${new Date(t)}`, Math.abs(t) < 4e12 ? Date.parse(String(new Date(t))) : "");
}
process.env.TZ = "Europe/Dublin";
console.log(`${new Date(1720000000000)} ${new Date(1706000000000)}`);
console.log(new Date(0).toUTCString(), new Date(0).toISOString(), new Date(0).toJSON());

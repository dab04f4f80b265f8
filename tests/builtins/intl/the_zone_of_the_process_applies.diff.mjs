// process.env.TZ changes what formats made afterwards and Date's methods say; a format keeps the zone that it was made in.
const formats = [];
for (const zone of ["Asia/Tokyo", "America/Los_Angeles", "Europe/Berlin", "UTC", "Asia/Kolkata"]) {
  process.env.TZ = zone;
  const date = new Date(1720000000000);
  formats.push(new Intl.DateTimeFormat("en", { dateStyle: "short", timeStyle: "full" }));
  console.log(zone, formats.at(-1).resolvedOptions().timeZone, date.toLocaleString(), date.toLocaleDateString("en-GB"), date.toLocaleTimeString([], { timeZoneName: "long" }));
  console.log(formats.map((format) => format.format(date)).join(" | "));
}

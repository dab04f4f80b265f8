// process.env.TZ is looked at again after every change; names, ":name", unknown names, none.
const d = new Date(1720000000000);
const show = (zone) => console.log(String(zone), d.getTimezoneOffset(), d.getHours(), new Date(2024, 0, 1).getTime());
for (const zone of ["Asia/Tokyo", ":Asia/Tokyo", "posix/Asia/Tokyo", "Nope/Zone", "europe/berlin", "", "EST5EDT", "EST", "CET", "Etc/GMT+5",
  "JST-9", "UTC0", "America/Argentina/ComodRivadavia", "US/Pacific", "Europe/Berlin"]) {
  process.env.TZ = zone;
  show(zone);
}
Object.assign(process.env, { TZ: "Asia/Kolkata" });
show("Asia/Kolkata");
process.env.TZ = "UTC";
show("UTC");

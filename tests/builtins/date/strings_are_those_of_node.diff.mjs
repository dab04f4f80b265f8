// toString, toTimeString and toDateString. Names of zones: UTC's and GMT's are Node's; others come with Intl and are left out here.
const times = [0, 1720000000000, 1706000000000, -3e12, -62198755200000, 8.64e15, -8.64e15, NaN];
for (const zone of ["UTC", "Etc/UTC", "Zulu", "GMT", "Etc/GMT-0", "Greenwich", "Etc/GMT+5", "Etc/GMT-14", ""]) {
  process.env.TZ = zone;
  for (const t of times) console.log(JSON.stringify(zone), `${new Date(t)}`, "|", new Date(t).toTimeString(), "|", new Date(t).toDateString());
}
for (const zone of ["Europe/Berlin", "America/New_York", "Asia/Kolkata", "Africa/Monrovia", "America/St_Johns", "Asia/Kathmandu"]) {
  process.env.TZ = zone;
  for (const t of times) {
    const text = String(new Date(t)), at = text.indexOf("(");
    console.log(zone, at < 0 ? text : text.slice(0, at), / \([^()]+\)$/.test(text), Math.abs(t) < 4e12 ? Date.parse(text) : "");
  }
}
console.log(new Date(0).toUTCString(), new Date(0).toISOString(), new Date(0).toJSON());

import { DateTime, Duration, Interval, IANAZone } from "luxon";

const t = DateTime.fromISO("2024-03-10T01:30:00", { zone: "America/New_York" });
console.log(t.toISO(), t.plus({ hours: 1 }).toISO(), t.plus({ days: 1 }).toISO(), t.offset, t.isInDST, t.plus({ hours: 1 }).isInDST);
console.log(t.setZone("Asia/Kolkata").toISO(), t.toUTC().toISO(), t.toFormat("yyyy LLL dd HH:mm:ss ZZZ"), t.weekNumber, t.ordinal);
console.log(t.toLocaleString(DateTime.DATETIME_FULL), t.setLocale("en-GB").toLocaleString(DateTime.DATE_HUGE));
console.log(Duration.fromObject({ hours: 50, minutes: 75 }).normalize().toISO(), Interval.fromDateTimes(t, t.plus({ months: 2 })).length("days"));
console.log(IANAZone.isValidZone("Europe/Berlin"), IANAZone.isValidZone("Mars/Base"), DateTime.fromISO("2024-13-01").invalidReason);
console.log(DateTime.fromFormat("12 May 1999", "d LLLL yyyy", { zone: "utc" }).toISODate(), t.diff(t.minus({ months: 1, days: 3 }), ["months", "days"]).toObject());

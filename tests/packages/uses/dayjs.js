import dayjs from "dayjs";
import customParseFormat from "dayjs/plugin/customParseFormat.js";
import duration from "dayjs/plugin/duration.js";
import relativeTime from "dayjs/plugin/relativeTime.js";
import utc from "dayjs/plugin/utc.js";
import weekOfYear from "dayjs/plugin/weekOfYear.js";
import "dayjs/locale/de.js";

for (const plugin of [customParseFormat, duration, relativeTime, utc, weekOfYear]) dayjs.extend(plugin);
const d = dayjs.utc("2024-02-29T13:05:09.123Z");
console.log(d.format("dddd, MMMM D YYYY hh:mm:ss.SSS A Z"), d.add(1, "year").format(), d.endOf("month").toISOString(), d.week());
console.log(d.locale("de").format("dddd D. MMMM YYYY"), dayjs.utc("05/06/1995", "DD/MM/YYYY").toISOString(), d.diff("2023-01-01", "day"));
console.log(dayjs.duration(100000000).humanize(), d.from(dayjs.utc("2024-03-05")), dayjs("nope").isValid(), d.isBefore("2025-01-01"));

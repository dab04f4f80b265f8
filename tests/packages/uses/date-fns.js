import { addMonths, differenceInBusinessDays, eachDayOfInterval, format, formatDistance, formatISO, getISOWeek, intervalToDuration, isValid, longFormatters, parse, parseISO } from "date-fns";
import { addDays } from "date-fns/addDays";
import { de } from "date-fns/locale";

const d = new Date(2024, 1, 29, 13, 5, 9);
console.log(format(d, "EEEE, do MMMM yyyy, HH:mm:ss.SSS aaaa 'at' QQQ"), format(d, "PPPP", { locale: de }), format(addMonths(d, 12), "yyyy-MM-dd"));
console.log(getISOWeek(d), differenceInBusinessDays(addDays(d, 10), d), formatDistance(d, addDays(d, 40), { addSuffix: true }), formatDistance(d, addDays(d, 3), { locale: de }));
console.log(formatISO(parse("02/03/2021", "dd/MM/yyyy", d), { representation: "date" }), isValid(parseISO("2020-02-30")), typeof longFormatters.p);
console.log(eachDayOfInterval({ start: d, end: addDays(d, 2) }).map((x) => x.getDate()), intervalToDuration({ start: d, end: addDays(d, 400) }));

/* Rules of POSIX for the years that no table holds: STD-1DST,M3.5.0,M10.5.0/3, with RFC 8536's hours up to 167.
 * https://pubs.opengroup.org/onlinepubs/9699919799/basedefs/V1_chap08.html#tag_08_03 */
#include <string.h>

#include "zone.h"

#define DAY 86400

/* ---- Parsing ---------------------------------------------------------------------------------------------------------- */

static bool is_letter(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
}

static bool is_digit(char c)
{
    return c >= '0' && c <= '9';
}

/* Three letters or more, or anything of <-+0A>. */
static bool skip_name(const char **p)
{
    const char *start = *p, *s = start;

    if (*s == '<') {
        for (s++; is_letter(*s) || is_digit(*s) || *s == '+' || *s == '-'; s++)
            ;
        *p = s + 1;
        return *s == '>' && s - start >= 4;
    }
    while (is_letter(*s))
        s++;
    *p = s;
    return s - start >= 3;
}

static bool read_number(const char **p, int least, int most, int *out)
{
    int number = 0;

    if (!is_digit(**p))
        return false;
    while (is_digit(**p)) {
        number = number * 10 + (*(*p)++ - '0');
        if (number > most)
            return false;
    }
    *out = number;
    return number >= least;
}

/* [+-]hh[:mm[:ss]] */
static bool read_time(const char **p, int most_hours, int32_t *out)
{
    int hours, minutes = 0, seconds = 0, sign = **p == '-' ? -1 : 1;

    if (**p == '-' || **p == '+')
        ++*p;
    if (!read_number(p, 0, most_hours, &hours))
        return false;
    if (**p == ':' && (++*p, !read_number(p, 0, 59, &minutes)))
        return false;
    if (**p == ':' && (++*p, !read_number(p, 0, 59, &seconds)))
        return false;
    *out = sign * (hours * 3600 + minutes * 60 + seconds);
    return true;
}

static bool expect(const char **p, char c)
{
    return **p == c && ++*p;
}

static bool read_date(const char **p, zone_rule_date *out)
{
    int month = 0, week = 0, day;

    out->form = **p == 'M' || **p == 'J' ? *(*p)++ : 0;
    if (out->form == 'M' &&
        !(read_number(p, 1, 12, &month) && expect(p, '.') && read_number(p, 1, 5, &week) && expect(p, '.')))
        return false;
    if (!read_number(p, out->form == 'J', out->form == 'M' ? 6 : 365, &day))
        return false;
    out->month = (uint8_t)month;
    out->week = (uint8_t)week;
    out->day = (uint16_t)day;
    out->time = 7200;
    return **p != '/' || (++*p, read_time(p, 167, &out->time));
}

bool zone_rule_parse(const char *text, zone_rule *out)
{
    const char *p = text;

    memset(out, 0, sizeof *out);
    if (!skip_name(&p) || !read_time(&p, 24, &out->standard))
        return false;
    out->standard = -out->standard;     /* POSIX counts to the west */
    out->daylight = out->standard + 3600;
    if (!*p)
        return true;
    if (!skip_name(&p))
        return false;
    if (*p && *p != ',') {
        if (!read_time(&p, 24, &out->daylight))
            return false;
        out->daylight = -out->daylight;
    }
    out->has_daylight = true;
    if (!*p)
        p = ",M3.2.0,M11.1.0";
    return expect(&p, ',') && read_date(&p, &out->start) && expect(&p, ',') && read_date(&p, &out->end) && !*p;
}

/* ---- What holds when ---------------------------------------------------------------------------------------------------- */

static int64_t floor_div(int64_t a, int64_t b)
{
    return a / b - (a % b < 0);
}

static bool is_leap(int64_t year)
{
    return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

/* Days from 1970 to the first of a month (1 to 12): counted in years that begin in March. */
static int64_t days_to_month(int64_t year, int month)
{
    int64_t era, of_era;

    year -= month <= 2;
    era = floor_div(year, 400);
    of_era = year - era * 400;
    return era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 - 719468;
}

static int64_t year_of(int64_t seconds)
{
    int64_t days = floor_div(seconds, DAY);
    int64_t year = 1970 + floor_div(days * 400, 146097);

    while (days_to_month(year, 1) > days)
        year--;
    while (days_to_month(year + 1, 1) <= days)
        year++;
    return year;
}

static int64_t date_in_year(const zone_rule_date *date, int64_t year)
{
    int64_t first = days_to_month(year, 1), next;
    int weekday, day;

    if (date->form == 'J')
        return first + date->day - 1 + (is_leap(year) && date->day >= 60);
    if (date->form == 0)
        return first + date->day;
    first = days_to_month(year, date->month);
    next = date->month == 12 ? days_to_month(year + 1, 1) : days_to_month(year, date->month + 1);
    weekday = (int)(((first + 4) % 7 + 7) % 7);
    day = (date->day - weekday + 7) % 7 + (date->week - 1) * 7;
    return first + (day >= next - first ? day - 7 : day);
}

/* The changes of three years in order: of those at the same moment the one that was added last holds. */
void zone_rule_at(const zone_rule *rule, int64_t seconds, llrt_span *out)
{
    struct { int64_t at; bool daylight; } changes[6], change;
    int64_t year;
    int count = 0, i;

    *out = (llrt_span){INT64_MIN, INT64_MAX, rule->standard, false};
    if (!rule->has_daylight)
        return;
    year = year_of(seconds + rule->standard) - 1;
    for (int n = 0; n < 6; n++) {
        bool daylight = n % 2 == (rule->start.month > rule->end.month);     /* in the order in which they come */
        const zone_rule_date *date = daylight ? &rule->start : &rule->end;
        change.at = date_in_year(date, year + n / 2) * DAY + date->time - (daylight ? rule->standard : rule->daylight);
        change.daylight = daylight;
        for (i = count++; i > 0 && changes[i - 1].at > change.at; i--)
            changes[i] = changes[i - 1];
        changes[i] = change;
    }
    for (i = 0; i < 6 && changes[i].at <= seconds; i++) {
        out->from = changes[i].at;
        out->daylight = changes[i].daylight;
        out->offset = out->daylight ? rule->daylight : rule->standard;
    }
    if (i == 0) {   /* only with absurd rules: before the first change the other kind holds */
        out->daylight = !changes[0].daylight;
        out->offset = out->daylight ? rule->daylight : rule->standard;
    }
    out->to = i < 6 ? changes[i].at : INT64_MAX;
}

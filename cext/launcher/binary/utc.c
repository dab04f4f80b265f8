/* gmtime_r() without the zone of the machine, which glibc's reads from /etc/localtime at the first call: OpenSSL asks it when a certificate's
 * dates are compared. Days of the proleptic Gregorian calendar, counted in eras of 400 years that begin with March. */
#include <errno.h>
#include <limits.h>
#include <stdint.h>
#include <time.h>

enum { DAY = 86400, ERA = 146097, TO_EPOCH = 719468 /* days from 0000-03-01 */, THURSDAY = 4 };

struct tm *__wrap_gmtime_r(const time_t *when, struct tm *out)
{
    static const short before[] = {306, 337, 0, 31, 61, 92, 122, 153, 184, 214, 245, 275};   /* days of the year from March, by month */
    int64_t days = *when / DAY, rest = *when % DAY, era, year;
    int in_era, in_year, month;

    if (rest < 0) {
        rest += DAY;
        days--;
    }
    days += TO_EPOCH;
    era = (days >= 0 ? days : days - (ERA - 1)) / ERA;
    in_era = (int)(days - era * ERA);
    year = (in_era - in_era / 1460 + in_era / 36524 - in_era / (ERA - 1)) / 365;
    in_year = in_era - (int)(365 * year + year / 4 - year / 100);
    month = (5 * in_year + 2) / 153;                    /* 0: March */
    month = month < 10 ? month + 2 : month - 10;        /* 0: January */
    year += 400 * era + (month < 2);
    if (year - 1900 > INT_MAX || year - 1900 < INT_MIN) {
        errno = EOVERFLOW;
        return NULL;
    }
    *out = (struct tm){
        .tm_sec = (int)(rest % 60), .tm_min = (int)(rest / 60 % 60), .tm_hour = (int)(rest / 3600),
        .tm_mday = in_year - before[month] + 1, .tm_mon = month, .tm_year = (int)(year - 1900),
        .tm_wday = (int)(((days - TO_EPOCH + THURSDAY) % 7 + 7) % 7), .tm_zone = "GMT",
    };
    out->tm_yday = month < 2 ? in_year - 306 : in_year + 59 + ((year % 4 == 0 && year % 100 != 0) || year % 400 == 0);
    return out;
}

/* sscanf() of whole numbers, hexadecimal numbers, characters and words: all that the C library, CPython's sockets and libcrypto ask
 * of it. glibc's brings floating point of four precisions and wide characters, 75 KB. C11, 7.21.6.7. */
#include <ctype.h>
#include <errno.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

static void store(va_list *arguments, int size, unsigned long long value)
{
    void *place = va_arg(*arguments, void *);

    switch (size) {
    case -2: *(unsigned char *)place = (unsigned char)value; break;
    case -1: *(unsigned short *)place = (unsigned short)value; break;
    case 0: *(unsigned *)place = (unsigned)value; break;
    default: *(unsigned long long *)place = value;
    }
}

static const char *blanks(const char *text)
{
    while (isspace((unsigned char)*text))
        text++;
    return text;
}

/* The number at `text`, of at most `width` characters; NULL if there is none. */
static const char *number(const char *text, size_t width, int base, unsigned long long *value)
{
    char digits[68], *end;

    strncpy(digits, text, sizeof digits - 1);
    digits[width < sizeof digits - 1 ? width : sizeof digits - 1] = 0;
    *value = strtoull(digits, &end, base);
    return end == digits ? NULL : text + (end - digits);
}

int llrt_sscanf(const char *text, const char *format, ...) __asm__("__isoc99_sscanf");
int llrt_sscanf(const char *text, const char *format, ...)
{
    const char *start = text;
    int count = 0;
    va_list arguments;

    va_start(arguments, format);
    for (; *format; format++) {
        size_t width = SIZE_MAX;
        unsigned long long value;
        int size = 0, skip, base = 10;

        if (isspace((unsigned char)*format)) {
            text = blanks(text);
            continue;
        }
        if (*format != '%') {
            if (*text != *format)
                break;
            text++;
            continue;
        }
        skip = *++format == '*';
        format += skip;
        if (isdigit((unsigned char)*format))
            width = strtoul(format, (char **)&format, 10);
        for (; strchr("hljzt", *format) && *format; format++)
            size += *format == 'h' ? -1 : 1;
        if (*format == 'n') {
            store(&arguments, size, (unsigned long long)(text - start));
            continue;
        }
        if (*format != 'c')
            text = blanks(text);
        if (!*text && !count) {
            count = -1;
            break;
        }
        if (*format == 'c' || *format == 's') {
            size_t length = strcspn(text, *format == 's' ? " \t\n\v\f\r" : "");
            if (width == SIZE_MAX && *format == 'c')
                width = 1;
            if (*format == 's' ? !length : length < width)
                break;
            length = length < width ? length : width;
            if (!skip) {
                char *place = va_arg(arguments, char *);
                memcpy(place, text, length);
                if (*format == 's')
                    place[length] = 0;
            }
            text += length;
        } else {
            if (*format == 'x' || *format == 'X' || *format == 'p')
                base = 16, size += *format == 'p';
            else if (*format == 'o')
                base = 8;
            else if (*format == 'i')
                base = 0;
            else if (*format != 'd' && *format != 'u') {
                errno = EINVAL;     /* a conversion that is not here: nothing more is read */
                break;
            }
            text = number(text, width, base, &value);
            if (!text)
                break;
            if (!skip)
                store(&arguments, size, value);
        }
        count += !skip;
    }
    va_end(arguments);
    return count;
}

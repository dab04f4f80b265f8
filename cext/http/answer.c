/* RFC 9112, the common case only: HTTP/1.1, lines that end in CR LF, one Content-Length, no Transfer-Encoding, a connection that
 * is kept. Whatever else is legal, or illegal, is left to llhttp. */
#include "answer.h"

#include <errno.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>

#include "text.h"

/* "HTTP/1.1 200 OK" CR LF */
static size_t read_start(const char *data, size_t length, struct http_answer *out)
{
    const char *end;

    if (length < 17 || memcmp(data, "HTTP/1.1 ", 9) != 0 || data[12] != ' ')
        return 0;
    out->status = 0;
    for (int i = 9; i < 12; i++) {
        if (data[i] < '0' || data[i] > '9')
            return 0;
        out->status = out->status * 10 + (data[i] - '0');
    }
    /* Those before 200 are followed by another one; those two have no body whatever they say. */
    if (out->status < 200 || out->status == 204 || out->status == 304)
        return 0;
    end = memchr(data + 13, '\n', length - 13);
    if (end == NULL || end[-1] != '\r')
        return 0;
    out->reason = 13;
    out->reason_length = end - 1 - (data + 13);
    return http_is_value(data + 13, out->reason_length) ? (size_t)(end + 1 - data) : 0;
}

/* The field on the line from `place` to `end`, its CR; the value without the white space around it. */
static void split(const char *data, size_t place, size_t colon, size_t end, struct http_field *out)
{
    size_t value = colon + 1;

    while (value < end && (data[value] == ' ' || data[value] == '\t'))
        value++;
    while (end > value && (data[end - 1] == ' ' || data[end - 1] == '\t'))
        end--;
    out->name = place;
    out->name_length = colon - place;
    out->value = value;
    out->value_length = end - value;
}

static int is_name(const char *data, const struct http_field *field, const char *name, size_t length)
{
    return field->name_length == length && strncasecmp(data + field->name, name, length) == 0;
}

/* What decides where the message ends; 0: not the common case. */
static int look_at(const char *data, const struct http_field *field, struct http_answer *out, int *known)
{
    if (is_name(data, field, "content-length", 14)) {
        uint64_t size = 0;
        if (*known || field->value_length == 0 || field->value_length > 15)
            return 0;
        for (size_t i = 0; i < field->value_length; i++) {
            char c = data[field->value + i];
            if (c < '0' || c > '9')
                return 0;
            size = size * 10 + (c - '0');
        }
        out->content_length = size;
        *known = 1;
        return 1;
    }
    if (is_name(data, field, "connection", 10))
        return field->value_length == 10 && strncasecmp(data + field->value, "keep-alive", 10) == 0;
    return !is_name(data, field, "transfer-encoding", 17) && !is_name(data, field, "upgrade", 7);
}

int http_read_answer(const char *data, size_t length, struct http_answer *out)
{
    size_t place = read_start(data, length, out);
    int known = 0;

    out->fields = place;
    while (place) {
        const char *line = data + place, *end = memchr(line, '\n', length - place), *colon;
        struct http_field field;
        if (end == NULL || end == line || end[-1] != '\r')
            return 0;
        if (end - line == 1) {
            out->body = place + 2;
            return known;
        }
        colon = memchr(line, ':', end - line);
        if (colon == NULL || !http_is_name(line, colon - line) || !http_is_value(colon + 1, end - 1 - (colon + 1)))
            return 0;
        split(data, place, colon - data, end - 1 - data, &field);
        if (!look_at(data, &field, out, &known))
            return 0;
        place = end + 1 - data;
    }
    return 0;
}

int http_next_field(const char *data, size_t place, struct http_field *out)
{
    const char *line = data + place, *end, *colon;

    if (*line == '\r')
        return 0;
    end = strchr(line, '\n');
    colon = strchr(line, ':');
    split(data, place, colon - data, end - 1 - data, out);
    out->next = end + 1 - data;
    return 1;
}

int http_is_quiet(int fd)
{
    char byte;

    return recv(fd, &byte, 1, MSG_PEEK | MSG_DONTWAIT) < 0 && (errno == EAGAIN || errno == EWOULDBLOCK || errno == EINTR);
}

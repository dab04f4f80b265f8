/* The two ends of an op: paths and numbers in, numbers and text out. */
#include "fs.h"

#define HIGH(unit) (((unit) & 0xFC00) == 0xD800)
#define LOW(unit) (((unit) & 0xFC00) == 0xDC00)

int fs_is_ascii(const char *text, size_t length)
{
    size_t i = 0;
    uint64_t word, seen = 0;

    for (; i + 8 <= length; i += 8) {
        memcpy(&word, text + i, 8);
        seen |= word;
    }
    for (; i < length; i++)
        seen |= (uint8_t)text[i];
    return !(seen & 0x8080808080808080ull);
}

static char *put(char *out, unsigned c)
{
    if (c < 0x80) {
        *out++ = (char)c;
    } else if (c < 0x800) {
        *out++ = (char)(0xC0 | c >> 6);
        *out++ = (char)(0x80 | (c & 0x3F));
    } else if (c < 0x10000) {
        *out++ = (char)(0xE0 | c >> 12);
        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
        *out++ = (char)(0x80 | (c & 0x3F));
    } else {
        *out++ = (char)(0xF0 | c >> 18);
        *out++ = (char)(0x80 | (c >> 12 & 0x3F));
        *out++ = (char)(0x80 | (c >> 6 & 0x3F));
        *out++ = (char)(0x80 | (c & 0x3F));
    }
    return out;
}

static char *encode8(const uint8_t *units, size_t length, char *out)
{
    if (fs_is_ascii((const char *)units, length)) {
        memcpy(out, units, length);
        return out + length;
    }
    for (size_t i = 0; i < length; i++)
        out = put(out, units[i]);
    return out;
}

/* A lone surrogate becomes U+FFFD. */
static char *encode16(const uint16_t *units, size_t length, char *out)
{
    for (size_t i = 0; i < length; i++) {
        unsigned c = units[i];
        if (HIGH(c) && i + 1 < length && LOW(units[i + 1])) {
            c = 0x10000 + ((c & 0x3FF) << 10) + (units[++i] & 0x3FF);
        } else if ((c & 0xF800) == 0xD800) {
            c = 0xFFFD;
        }
        out = put(out, c);
    }
    return out;
}

static size_t most_bytes(const llrt_arg *arg)
{
    return arg->kind == LLRT_STR16 ? arg->len * 3 : arg->kind == LLRT_STR8 ? arg->len * 2 : arg->len;
}

static char *encode(const llrt_arg *arg, char *out)
{
    if (arg->kind == LLRT_STR8)
        return encode8(arg->ptr, arg->len, out);
    if (arg->kind == LLRT_STR16)
        return encode16(arg->ptr, arg->len, out);
    if (arg->len)
        memcpy(out, arg->ptr, arg->len);
    return out + arg->len;
}

int fs_path_from(const llrt_arg *arg, fs_path *path)
{
    size_t most;

    path->text = NULL;
    if (arg->kind != LLRT_STR8 && arg->kind != LLRT_STR16 && arg->kind != LLRT_BYTES)
        return -EINVAL;
    most = most_bytes(arg);
    path->text = most < FS_SMALL_PATH ? path->small : malloc(most + 1);
    if (!path->text)
        return -ENOMEM;
    *encode(arg, path->text) = '\0';
    return 0;
}

void fs_path_done(fs_path *path)
{
    if (path->text != path->small)
        free(path->text);
}

char *fs_utf8(const llrt_arg *arg, size_t *length)
{
    char *out = malloc(most_bytes(arg) + 1);

    if (out)
        *length = (size_t)(encode(arg, out) - out);
    return out;
}

int64_t fs_integer(const llrt_arg *arg, int64_t missing)
{
    if (arg->kind != LLRT_NUMBER && arg->kind != LLRT_BOOL)
        return missing;
    if (arg->num >= 9.2e18)
        return INT64_MAX;
    return arg->num > -9.2e18 ? (int64_t)arg->num : INT64_MIN;
}

void fs_number(llrt_result *result, double value)
{
    result->kind = LLRT_NUMBER;
    result->num = value;
}

void fs_answer(llrt_result *result, int64_t value)
{
    fs_number(result, value < 0 ? -errno : (double)value);
}

void fs_bytes(llrt_result *result, void *data, size_t length)
{
    result->kind = LLRT_BYTES;
    result->ptr = data;
    result->len = length;
}

void fs_text(llrt_result *result, char *text, size_t length)
{
    fs_bytes(result, text, length);
    if (fs_is_ascii(text, length))
        result->kind = LLRT_STR8;
}

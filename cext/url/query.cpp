// Ops of Node's querystring: which characters it escapes, and what it makes of malformed escapes, are its own. The
// oracle of queryParse is the loop in llrt/builtins/querystring/_parse_any.js.  https://nodejs.org/api/querystring.html
#include <algorithm>

#include "decode.h"
#include "ops.h"
#include "text.h"

namespace {

using namespace llrt::url;

// What encodeURIComponent leaves as it is, and ":" in user names and passwords.
bool query_keeps(uint32_t c, bool keep_colon) {
    if (is_alphanumeric(c) || c == '-' || c == '_' || c == '.' || c == '~' || c == '!') return true;
    return (c >= '\'' && c <= '*') || (c == ':' && keep_colon);
}

// False if the string ends in the first half of a pair; any unit after a surrogate is taken for its second half. With
// `separators` NULs are not escaped: they become "=" and "&" in turn, and are counted.
template <typename Unit>
bool query_escape(std::string &out, const Unit *units, size_t length, bool keep_colon, size_t *separators = nullptr) {
    for (size_t i = 0; i < length; i++) {
        uint32_t c = units[i];
        if (query_keeps(c, keep_colon)) {
            out.push_back(static_cast<char>(c));
            continue;
        }
        if (c == 0 && separators != nullptr) {
            out.push_back((*separators)++ & 1 ? '&' : '=');
            continue;
        }
        if ((c & 0xF800) == 0xD800) {
            if (++i == length || (units[i] == 0 && separators != nullptr)) return false;
            c = 0x10000 + ((c & 0x3FF) << 10 | (units[i] & 0x3FF));
        }
        append_percent_utf8(out, c);
    }
    return true;
}

template <typename Unit>
void escape_units(llrt_result *result, const llrt_arg &text, bool keep_colon) {
    const Unit *units = static_cast<const Unit *>(text.ptr);
    size_t kept = 0;
    while (kept < text.len && query_keeps(units[kept], keep_colon)) kept++;
    if (kept == text.len) return;
    std::string out;
    out.reserve(text.len * 2);
    if (query_escape(out, units, text.len, keep_colon)) give_latin1(result, out);
    else result->kind = LLRT_NULL;
}

// Percent-decodes as unescapeBuffer does: units are cut to bytes, malformed escapes stay.
template <typename Unit>
void append_unescaped(std::string &out, const Unit *units, size_t length, char plus) {
    for (size_t i = 0; i < length; i++) {
        const int byte = percent_encoded_byte(units, length, i);
        if (byte >= 0) i += 2;
        out.push_back(byte >= 0 ? static_cast<char>(byte) : units[i] == '+' ? plus : static_cast<char>(units[i]));
    }
}

// The escapes from units[i] on that make up one code point; moves i past them. False if they are malformed.
template <typename Unit>
bool decode_escapes(std::u16string &out, const Unit *units, size_t length, size_t &i) {
    char bytes[4];
    const int lead = percent_encoded_byte(units, length, i);
    if (lead < 0) return false;
    size_t count = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    for (size_t n = 0; n < count; n++, i += 3) {
        const int byte = i < length ? percent_encoded_byte(units, length, i) : -1;
        if (byte < 0) return false;
        bytes[n] = static_cast<char>(byte);
    }
    size_t used = 0;
    const uint32_t c = next_utf8(std::string_view(bytes, count), used);
    if (c == INVALID_UTF8) return false;
    append_utf16(out, c);
    return true;
}

// What decodeURIComponent returns; false where it throws.
template <typename Unit>
bool append_strictly_decoded(std::u16string &out, const Unit *units, size_t length) {
    for (size_t i = 0; i < length;) {
        if (units[i] != '%') {
            out.push_back(units[i] == '+' ? u' ' : static_cast<char16_t>(units[i]));
            i++;
        } else if (!decode_escapes(out, units, length, i)) {
            return false;
        }
    }
    return true;
}

// Which parts of a pair have an escape and so are decoded, as Node finds out: one count of the digits seen after a "%",
// which "+" does not interrupt, and which goes on for the value when the name is known to have one.
struct Escapes {
    bool name = false, value = false;
    int seen = 0;

    static void count(int &seen, bool &found, uint32_t c) {
        if (c == '%') seen = 1;
        else if (seen > 0 && hex_value(c) < 0) seen = 0;
        else if (seen > 0 && ++seen == 3) found = true;
    }
    void in_name(uint32_t c) {
        if (!name) count(seen, name, c);
        else in_value(c);
    }
    void in_value(uint32_t c) {
        if (c != '+' && !value) count(seen, value, c);
    }
};

// A name or a value, and a NUL: without an escape it stays as it is, else it is decoded strictly or, failing that, as bytes.
template <typename Unit>
void append_query_part(std::u16string &out, const Unit *units, size_t length, bool escaped) {
    const size_t start = out.size();
    if (!escaped) {
        for (size_t i = 0; i < length; i++) out.push_back(units[i] == '+' ? u' ' : static_cast<char16_t>(units[i]));
    } else if (!append_strictly_decoded(out, units, length)) {
        out.resize(start);
        std::string bytes;
        append_unescaped(bytes, units, length, ' ');
        append_decoded(out, bytes);
    }
    out.push_back(0);
}

// Names and values in turn, of at most `limit` pairs, 0 for all; empty ones count and are left out. Returns the number
// of names and values.
template <typename Unit>
size_t query_parse(std::u16string &out, const llrt_arg &text, size_t limit) {
    const Unit *units = static_cast<const Unit *>(text.ptr);
    size_t pairs = 0, parts = 0;
    for (size_t start = 0, end; start < text.len; start = end + 1) {
        if (pairs++ == limit && limit) break;
        size_t equals = SIZE_MAX;
        Escapes escapes;
        for (end = start; end < text.len && units[end] != '&'; end++) {
            if (equals != SIZE_MAX) {
                escapes.in_value(units[end]);
            } else if (units[end] != '=') {
                escapes.in_name(units[end]);
            } else {
                equals = end;
                escapes.seen = 0;
            }
        }
        if (end == start) continue;
        const size_t name_end = equals == SIZE_MAX ? end : equals, value_start = equals == SIZE_MAX ? end : equals + 1;
        append_query_part(out, units + start, name_end - start, escapes.name);
        append_query_part(out, units + value_start, end - value_start, escapes.value);
        parts += 2;
    }
    return parts;
}

}  // namespace

// (query, limit) -> names and values in turn, NULs between them; null if there are none, undefined if one has a NUL
void llrt_url_query_parse(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] {
        if (!is_string(args[0])) return;
        std::u16string out;
        out.reserve(args[0].len + 2);
        const size_t limit = static_cast<size_t>(args[1].num);
        const size_t parts = args[0].kind == LLRT_STR8 ? query_parse<uint8_t>(out, args[0], limit) : query_parse<uint16_t>(out, args[0], limit);
        if (parts == 0) {
            result->kind = LLRT_NULL;
        } else if (static_cast<size_t>(std::count(out.begin(), out.end(), u'\0')) == parts) {
            out.pop_back();
            give_narrowed(result, out);
        }
    });
}

// (text, keepColon) -> escaped; undefined if there is nothing to escape, null if the text ends in half a pair
void llrt_url_query_escape(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] {
        if (args[0].kind == LLRT_STR8) escape_units<uint8_t>(result, args[0], args[1].num != 0);
        else if (args[0].kind == LLRT_STR16) escape_units<uint16_t>(result, args[0], args[1].num != 0);
    });
}

// (count names and values in turn, NULs between them; count) -> query; undefined if one has a NUL or ends in half a pair
void llrt_url_query_stringify(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] {
        const llrt_arg &text = args[0];
        if (!is_string(text)) return;
        std::string out;
        out.reserve(text.len + text.len / 2);
        size_t separators = 0;
        const bool whole = text.kind == LLRT_STR8
                               ? query_escape(out, static_cast<const uint8_t *>(text.ptr), text.len, false, &separators)
                               : query_escape(out, static_cast<const uint16_t *>(text.ptr), text.len, false, &separators);
        if (whole && separators + 1 == static_cast<size_t>(args[1].num)) give_latin1(result, out);
    });
}

// (text, plusIsSpace) -> its bytes, percent-decoded
void llrt_url_percent_decode(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] {
        const llrt_arg &text = args[0];
        const char plus = args[1].num ? ' ' : '+';
        std::string bytes;
        bytes.reserve(text.len);
        if (text.kind == LLRT_STR8) append_unescaped(bytes, static_cast<const uint8_t *>(text.ptr), text.len, plus);
        else if (text.kind == LLRT_STR16) append_unescaped(bytes, static_cast<const uint16_t *>(text.ptr), text.len, plus);
        result->ptr = malloc(bytes.size() + 1);
        if (result->ptr == nullptr) throw std::bad_alloc();
        memcpy(result->ptr, bytes.data(), bytes.size());
        result->len = bytes.size();
        result->kind = LLRT_BYTES;
    });
}

// Percent-encoding and UTF-8 decoding, shared by form.cpp and query.cpp. Both give lists of strings to JS as one string
// with a NUL between them, which JS splits; where a string itself holds a NUL they give up and JS takes its slow path.
#ifndef LLRT_URL_DECODE_H
#define LLRT_URL_DECODE_H

#include <cstdint>
#include <string>
#include <string_view>

#include "text.h"

namespace llrt::url {

// The value of a hexadecimal digit, -1 for anything else.
inline int hex_value(uint32_t c) {
    if (c - '0' < 10) return static_cast<int>(c - '0');
    c |= 0x20;
    return c - 'a' < 6 ? static_cast<int>(c - 'a' + 10) : -1;
}

// The byte that units[i..i+2] percent-encodes, or -1.
template <typename Unit>
inline int percent_encoded_byte(const Unit *units, size_t length, size_t i) {
    if (units[i] != '%' || length - i < 3) return -1;
    const int high = hex_value(units[i + 1]), low = hex_value(units[i + 2]);
    return high < 0 || low < 0 ? -1 : high << 4 | low;
}

inline bool is_alphanumeric(uint32_t c) { return c - '0' < 10 || (c | 0x20) - 'a' < 26; }

inline void append_percent(std::string &out, uint32_t byte) {
    constexpr char HEX[] = "0123456789ABCDEF";
    const char escape[] = {'%', HEX[byte >> 4 & 15], HEX[byte & 15]};
    out.append(escape, sizeof escape);
}

// Percent-encodes every byte of a code point's UTF-8.
inline void append_percent_utf8(std::string &out, uint32_t code_point) {
    std::string bytes;
    append_utf8(bytes, code_point);
    for (char byte : bytes) append_percent(out, static_cast<unsigned char>(byte));
}

inline void append_utf16(std::u16string &out, uint32_t c) {
    if (c < 0x10000) {
        out.push_back(static_cast<char16_t>(c));
    } else {
        out.push_back(static_cast<char16_t>(0xD7C0 + (c >> 10)));
        out.push_back(static_cast<char16_t>(0xDC00 | (c & 0x3FF)));
    }
}

// Decodes one UTF-8 sequence at bytes[i] and moves i past it, or past the longest part of it that could have begun a
// valid one; then the result is INVALID_UTF8. The table-free form of the Encoding Standard's decoder.
constexpr uint32_t INVALID_UTF8 = UINT32_MAX;

inline uint32_t next_utf8(std::string_view bytes, size_t &i) {
    const uint8_t lead = static_cast<uint8_t>(bytes[i++]);
    if (lead < 0x80) return lead;
    if (lead < 0xC2 || lead > 0xF4) return INVALID_UTF8;
    const int more = lead < 0xE0 ? 1 : lead < 0xF0 ? 2 : 3;
    uint8_t lowest = lead == 0xE0 ? 0xA0 : lead == 0xF0 ? 0x90 : 0x80;
    uint8_t highest = lead == 0xED ? 0x9F : lead == 0xF4 ? 0x8F : 0xBF;
    uint32_t c = lead & (0x3F >> more);
    for (int n = 0; n < more; n++, i++) {
        if (i == bytes.size()) return INVALID_UTF8;
        const uint8_t byte = static_cast<uint8_t>(bytes[i]);
        if (byte < lowest || byte > highest) return INVALID_UTF8;
        c = c << 6 | (byte & 0x3F);
        lowest = 0x80, highest = 0xBF;
    }
    return c;
}

// UTF-8 decode without BOM handling: what is malformed becomes U+FFFD.
inline void append_decoded(std::u16string &out, std::string_view bytes) {
    for (size_t i = 0; i < bytes.size();) {
        const uint32_t c = next_utf8(bytes, i);
        append_utf16(out, c == INVALID_UTF8 ? 0xFFFD : c);
    }
}

// A JS string in its smallest form: one byte a unit where that is enough.
inline void give_narrowed(llrt_result *result, const std::u16string &text) {
    char16_t seen = 0;
    for (char16_t unit : text) seen |= unit;
    if (seen > 0xFF) return give_utf16(result, text);
    give_latin1(result, std::string(text.begin(), text.end()));
}

}  // namespace llrt::url

#endif

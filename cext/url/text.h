// What crosses the border of this room: JS strings (Latin-1 or UTF-16) read as UTF-8, results written in the smallest
// form. Lone surrogates become U+FFFD, as WebIDL's USVString asks. Not here: anything about URLs.
#ifndef LLRT_URL_TEXT_H
#define LLRT_URL_TEXT_H

#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <string_view>

#include "llrt_fastop.h"

namespace llrt::url {

inline bool is_string(const llrt_arg &arg) { return arg.kind == LLRT_STR8 || arg.kind == LLRT_STR16; }

// True if no byte has its high bit set; eight bytes a step.
inline bool is_ascii(const char *text, size_t length) {
    uint64_t seen = 0, word;
    size_t i = 0;
    for (; i + 8 <= length; i += 8) {
        memcpy(&word, text + i, 8);
        seen |= word;
    }
    for (; i < length; i++) seen |= static_cast<unsigned char>(text[i]);
    return (seen & 0x8080808080808080u) == 0;
}

inline void append_utf8(std::string &out, uint32_t c) {
    if (c < 0x80) {
        out.push_back(static_cast<char>(c));
    } else if (c < 0x800) {
        out.push_back(static_cast<char>(0xC0 | c >> 6));
        out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    } else if (c < 0x10000) {
        out.push_back(static_cast<char>(0xE0 | c >> 12));
        out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    } else {
        out.push_back(static_cast<char>(0xF0 | c >> 18));
        out.push_back(static_cast<char>(0x80 | (c >> 12 & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (c >> 6 & 0x3F)));
        out.push_back(static_cast<char>(0x80 | (c & 0x3F)));
    }
}

// The code point at units[i]; moves i past it. Lone surrogates read as U+FFFD.
inline uint32_t next_code_point(const uint16_t *units, size_t length, size_t &i) {
    uint32_t c = units[i++];
    if ((c & 0xF800) != 0xD800) return c;
    if (c < 0xDC00 && i < length && (units[i] & 0xFC00) == 0xDC00) return 0x10000 + ((c & 0x3FF) << 10) + (units[i++] & 0x3FF);
    return 0xFFFD;
}

// A string argument as UTF-8: a view of the argument itself when it is ASCII, else of a conversion it owns.
class Utf8 {
public:
    explicit Utf8(const llrt_arg &arg) {
        if (arg.kind == LLRT_STR16) {
            const auto *units = static_cast<const uint16_t *>(arg.ptr);
            owned.reserve(arg.len + arg.len / 2);
            for (size_t i = 0; i < arg.len;) append_utf8(owned, next_code_point(units, arg.len, i));
            text = owned;
            return;
        }
        const char *bytes = static_cast<const char *>(arg.ptr);
        text = std::string_view(bytes, arg.len);
        if (is_ascii(bytes, arg.len)) return;
        owned.reserve(arg.len + arg.len / 2);
        for (size_t i = 0; i < arg.len; i++) append_utf8(owned, static_cast<unsigned char>(bytes[i]));
        text = owned;
    }
    Utf8(const Utf8 &) = delete;
    Utf8 &operator=(const Utf8 &) = delete;

    std::string_view view() const { return text; }

private:
    std::string owned;
    std::string_view text;
};

inline void give_bool(llrt_result *result, bool value) {
    result->kind = LLRT_BOOL;
    result->num = value;
}

// Puts `size` bytes at result->ptr: in `small` if they fit, else in memory the caller frees.
inline void give_memory(llrt_result *result, const void *bytes, size_t size) {
    if (size <= sizeof result->small) {
        result->ptr = result->small;
    } else {
        result->ptr = malloc(size);
        if (result->ptr == nullptr) throw std::bad_alloc();
    }
    memcpy(result->ptr, bytes, size);
}

// Text of code points below 256, one byte each (most often ASCII).
inline void give_latin1(llrt_result *result, std::string_view text) {
    give_memory(result, text.data(), text.size());
    result->len = text.size();
    result->kind = LLRT_STR8;
}

inline void give_utf16(llrt_result *result, std::u16string_view text) {
    give_memory(result, text.data(), text.size() * sizeof(char16_t));
    result->len = text.size();
    result->kind = LLRT_STR16;
}

inline void give_utf8(llrt_result *result, std::string_view text) {
    give_memory(result, text.data(), text.size());
    result->len = text.size();
    result->kind = is_ascii(text.data(), text.size()) ? LLRT_STR8 : LLRT_UTF8;
}

// Runs the body of an op. An op must not let a C++ exception out: the engine above it is C.
template <typename Body>
inline void guarded(llrt_result *result, Body body) noexcept {
    try {
        body();
    } catch (...) {
        result->kind = LLRT_OUT_OF_MEMORY;
    }
}

}  // namespace llrt::url

#endif

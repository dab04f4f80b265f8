// Ops of application/x-www-form-urlencoded, for URLSearchParams. Not here: Node's querystring, which escapes and takes
// malformed input differently (query.cpp).  https://url.spec.whatwg.org/#application/x-www-form-urlencoded
#include "decode.h"
#include "ops.h"
#include "text.h"

namespace {

using namespace llrt::url;

// Pieces of bytes, turned into a JS string: as they are when they are ASCII, else decoded piece by piece.
void give_pieces(llrt_result *result, const llrt_arg &target, const std::string &bytes, Ends &ends) {
    if (is_ascii(bytes.data(), bytes.size())) {
        if (give_ends(target, ends)) give_latin1(result, bytes);
        return;
    }
    std::u16string decoded;
    decoded.reserve(bytes.size());
    size_t start = 0;
    for (uint32_t &end : ends) {
        append_decoded(decoded, std::string_view(bytes).substr(start, end - start));
        start = end;
        end = static_cast<uint32_t>(decoded.size());
    }
    if (give_ends(target, ends)) give_narrowed(result, decoded);
}

void append_form_decoded(std::string &out, std::string_view text) {
    for (size_t i = 0; i < text.size(); i++) {
        const int byte = percent_encoded_byte(text.data(), text.size(), i);
        if (byte >= 0) i += 2;
        out.push_back(byte >= 0 ? static_cast<char>(byte) : text[i] == '+' ? ' ' : text[i]);
    }
}

bool form_keeps(uint32_t c) { return is_alphanumeric(c) || c == '*' || c == '-' || c == '.' || c == '_'; }

void append_form_encoded(std::string &out, uint32_t c) {
    if (form_keeps(c)) out.push_back(static_cast<char>(c));
    else if (c == ' ') out.push_back('+');
    else append_percent_utf8(out, c);
}

template <typename Next>
void form_serialize(std::string &out, const llrt_arg &text, const uint32_t *ends, size_t count, Next next) {
    const size_t length = text.len;
    size_t i = 0;
    for (size_t piece = 0; piece < count; piece++) {
        if (piece) out.push_back(piece & 1 ? '=' : '&');
        const size_t end = ends[piece] < length ? ends[piece] : length;
        while (i < end) append_form_encoded(out, next(i, end));
    }
}

}  // namespace

// (query without "?", ends: Uint32Array) -> names and values in turn, joined; undefined if `ends` is too small
void llrt_url_form_parse(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] {
        Utf8 query(args[0]);
        std::string_view rest = query.view();
        std::string bytes;
        Ends ends;
        bytes.reserve(rest.size());
        while (!rest.empty()) {
            const std::string_view pair = rest.substr(0, rest.find('&'));
            rest.remove_prefix(pair.size() < rest.size() ? pair.size() + 1 : rest.size());
            if (pair.empty()) continue;
            const std::string_view name = pair.substr(0, pair.find('='));
            append_form_decoded(bytes, name);
            ends.push_back(static_cast<uint32_t>(bytes.size()));
            if (name.size() < pair.size()) append_form_decoded(bytes, pair.substr(name.size() + 1));
            ends.push_back(static_cast<uint32_t>(bytes.size()));
        }
        give_pieces(result, args[1], bytes, ends);
    });
}

// (names and values in turn, joined; ends: Uint32Array; count) -> query
void llrt_url_form_serialize(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] {
        const llrt_arg &text = args[0], &ends = args[1];
        const size_t count = static_cast<size_t>(args[2].num);
        if (!is_string(text) || ends.kind != LLRT_BYTES || ends.len / sizeof(uint32_t) < count) return;
        const auto *at = static_cast<const uint32_t *>(ends.ptr);
        std::string out;
        out.reserve(text.len + count);
        if (text.kind == LLRT_STR8) {
            const auto *bytes = static_cast<const uint8_t *>(text.ptr);
            form_serialize(out, text, at, count, [&](size_t &i, size_t) -> uint32_t { return bytes[i++]; });
        } else {
            const auto *units = static_cast<const uint16_t *>(text.ptr);
            form_serialize(out, text, at, count, [&](size_t &i, size_t end) { return next_code_point(units, end, i); });
        }
        give_latin1(result, out);
    });
}

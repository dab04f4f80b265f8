// Ops of application/x-www-form-urlencoded, for URLSearchParams. Not here: Node's querystring, which escapes and takes
// malformed input differently (query.cpp).  https://url.spec.whatwg.org/#application/x-www-form-urlencoded
#include "decode.h"
#include "ops.h"
#include "text.h"

namespace {

using namespace llrt::url;

// True if a NUL was among the decoded bytes.
bool append_form_decoded(std::string &out, std::string_view text) {
    bool has_nul = false;
    for (size_t i = 0; i < text.size(); i++) {
        const int escaped = percent_encoded_byte(text.data(), text.size(), i);
        if (escaped >= 0) i += 2;
        const char byte = escaped >= 0 ? static_cast<char>(escaped) : text[i] == '+' ? ' ' : text[i];
        has_nul |= byte == 0;
        out.push_back(byte);
    }
    return has_nul;
}

// Names and values in turn, a NUL after each; true if a NUL was in one of them.
bool append_form_pairs(std::string &out, std::string_view query) {
    bool has_nul = false;
    while (!query.empty()) {
        const std::string_view pair = query.substr(0, query.find('&'));
        query.remove_prefix(pair.size() < query.size() ? pair.size() + 1 : query.size());
        if (pair.empty()) continue;
        const std::string_view name = pair.substr(0, pair.find('='));
        has_nul |= append_form_decoded(out, name);
        out.push_back(0);
        if (name.size() < pair.size()) has_nul |= append_form_decoded(out, pair.substr(name.size() + 1));
        out.push_back(0);
    }
    return has_nul;
}

void give_decoded(llrt_result *result, std::string_view bytes) {
    if (is_ascii(bytes.data(), bytes.size())) return give_latin1(result, bytes);
    std::u16string decoded;
    decoded.reserve(bytes.size());
    append_decoded(decoded, bytes);
    give_narrowed(result, decoded);
}

bool form_keeps(uint32_t c) { return is_alphanumeric(c) || c == '*' || c == '-' || c == '.' || c == '_'; }

// Returns the number of NULs between pieces; with `single` they belong to the one piece there is.
template <typename Unit, typename Next>
size_t form_serialize(std::string &out, const llrt_arg &text, bool single, Next next) {
    const Unit *units = static_cast<const Unit *>(text.ptr);
    size_t separators = 0;
    for (size_t i = 0; i < text.len;) {
        const uint32_t c = next(units, text.len, i);
        if (form_keeps(c)) out.push_back(static_cast<char>(c));
        else if (c == ' ') out.push_back('+');
        else if (c == 0 && !single) out.push_back(separators++ & 1 ? '&' : '=');
        else append_percent_utf8(out, c);
    }
    return separators;
}

uint32_t next_byte(const uint8_t *bytes, size_t, size_t &i) { return bytes[i++]; }

}  // namespace

// (query without "?") -> names and values in turn, NULs between them; null if there are none, undefined if one has a NUL
void llrt_url_form_parse(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] {
        Utf8 query(args[0]);
        std::string bytes;
        bytes.reserve(query.view().size() + 2);
        if (append_form_pairs(bytes, query.view())) return;
        if (bytes.empty()) result->kind = LLRT_NULL;
        else give_decoded(result, std::string_view(bytes).substr(0, bytes.size() - 1));
    });
}

// (a name or a value) -> decoded
void llrt_url_form_decode(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] {
        std::string bytes;
        append_form_decoded(bytes, Utf8(args[0]).view());
        give_decoded(result, bytes);
    });
}

// (count names and values in turn, NULs between them; count) -> query, or undefined if one has a NUL. With a count of 0
// the text is a single name or value.
void llrt_url_form_serialize(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] {
        const llrt_arg &text = args[0];
        if (!is_string(text)) return;
        const size_t count = static_cast<size_t>(args[1].num);
        std::string out;
        out.reserve(text.len + text.len / 2);
        const size_t separators = text.kind == LLRT_STR8 ? form_serialize<uint8_t>(out, text, count == 0, next_byte)
                                                         : form_serialize<uint16_t>(out, text, count == 0, next_code_point);
        if (count == 0 || separators + 1 == count) give_latin1(result, out);
    });
}

// Ops of the WHATWG URL Standard on the library ada, which is compiled as part of this file. A URL is an href (always
// ASCII) plus nine offsets that JS keeps; nothing is held here between calls.  https://url.spec.whatwg.org/
#define ADA_INCLUDE_URL_PATTERN 0
#include "ada.cpp"

#include "ops.h"
#include "text.h"

namespace {

using namespace llrt::url;
using ada::url_aggregator;

// Written to JS as int32: offsets into the href, -1 where the part is absent.
constexpr size_t PART_COUNT = 9;

void give_parts(const llrt_arg &target, const url_aggregator &url) {
    if (target.kind != LLRT_BYTES || target.len < PART_COUNT * sizeof(int32_t)) return;
    const ada::url_components &at = url.get_components();
    const uint32_t parts[PART_COUNT] = {
        at.protocol_end, at.username_end, at.host_start,   at.host_end,   at.port,
        at.pathname_start, at.search_start, at.hash_start, static_cast<uint32_t>(url.type),
    };
    static_assert(ada::url_components::omitted == UINT32_MAX, "JS reads an absent part as -1");
    memcpy(target.ptr, parts, sizeof parts);
}

ada::result<url_aggregator> parse_against(const llrt_arg &input, const llrt_arg &base) {
    Utf8 text(input);
    if (!is_string(base)) return ada::parse<url_aggregator>(text.view());
    auto base_url = ada::parse<url_aggregator>(Utf8(base).view());
    if (!base_url) return base_url;
    return ada::parse<url_aggregator>(text.view(), &*base_url);
}

// The attributes of URL in the order of the constants in llrt/builtins/url/_url.js.
enum Attribute { HREF, PROTOCOL, USERNAME, PASSWORD, HOST, HOSTNAME, PORT, PATHNAME, SEARCH, HASH };

// False only where the standard lets the setter throw; a refused value otherwise leaves the URL as it was.
bool set_attribute(url_aggregator &url, int attribute, std::string_view value) {
    switch (attribute) {
        case HREF: return url.set_href(value);
        case PROTOCOL: url.set_protocol(value); break;
        case USERNAME: url.set_username(value); break;
        case PASSWORD: url.set_password(value); break;
        case HOST: url.set_host(value); break;
        case HOSTNAME: url.set_hostname(value); break;
        case PORT: url.set_port(value); break;
        case PATHNAME: url.set_pathname(value); break;
        case SEARCH: url.set_search(value); break;
        case HASH: url.set_hash(value); break;
        default: return false;
    }
    return true;
}

// A host as a special URL would have it, or "" if it can't be one.
std::string special_hostname(const llrt_arg &domain) {
    auto url = ada::parse<url_aggregator>("ws://x");
    if (!is_string(domain) || !url->set_hostname(Utf8(domain).view())) return {};
    return std::string(url->get_hostname());
}

}  // namespace

// (input, base | undefined, parts: Int32Array(9)) -> href, or undefined if invalid
void llrt_url_parse(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] {
        auto url = parse_against(args[0], args[1]);
        if (!url) return;
        give_parts(args[2], *url);
        give_latin1(result, url->get_href());
    });
}

// (input, base | undefined) -> boolean
void llrt_url_can_parse(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] {
        Utf8 text(args[0]);
        if (!is_string(args[1])) return give_bool(result, ada::can_parse(text.view()));
        Utf8 base(args[1]);
        const std::string_view base_view = base.view();
        give_bool(result, ada::can_parse(text.view(), &base_view));
    });
}

// (href, attribute, value, parts) -> the new href, or undefined if the value is no URL (attribute HREF)
void llrt_url_update(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] {
        auto url = ada::parse<url_aggregator>(Utf8(args[0]).view());
        if (!url || !set_attribute(*url, static_cast<int>(args[1].num), Utf8(args[2]).view())) return;
        give_parts(args[3], *url);
        give_latin1(result, url->get_href());
    });
}

// (href) -> the serialised origin
void llrt_url_origin(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] {
        auto url = ada::parse<url_aggregator>(Utf8(args[0]).view());
        if (url) give_latin1(result, url->get_origin());
    });
}

// (href, keepHash, unicodeHost, keepSearch, keepAuth) -> string
void llrt_url_format(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] {
        auto url = ada::parse<url_aggregator>(Utf8(args[0]).view());
        if (!url) return;
        if (!args[1].num) url->set_hash("");
        if (!args[3].num) url->set_search("");
        if (!args[4].num) {
            url->set_username("");
            url->set_password("");
        }
        std::string href(url->get_href());
        const std::string_view host = url->get_hostname();
        if (args[2].num && !host.empty()) {
            href.replace(host.data() - url->get_href().data(), host.size(), ada::idna::to_unicode(host));
        }
        give_utf8(result, href);
    });
}

// (domain) -> its ASCII form as the host of a special URL, "" if it is none
void llrt_url_domain_to_ascii(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] { give_latin1(result, special_hostname(args[0])); });
}

// (domain) -> its Unicode form, "" if it is none
void llrt_url_domain_to_unicode(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] { give_utf8(result, ada::idna::to_unicode(special_hostname(args[0]))); });
}

// (domain) -> UTS #46 ToASCII without the URL host parser (the legacy url.parse asks for it), "" on failure
void llrt_url_idna_to_ascii(const llrt_arg *args, int, llrt_result *result) {
    guarded(result, [&] { give_utf8(result, ada::idna::to_ascii(Utf8(args[0]).view())); });
}

/* The table of this room's fast ops (llrt_fastop.h): what _url.pyx hands to Python and the engine binds to JS.
 * Their signatures as JS sees them are in llrt/builtins/url/native.d.ts. */
#ifndef LLRT_URL_OPS_H
#define LLRT_URL_OPS_H

#include "llrt_fastop.h"

#ifdef __cplusplus
extern "C" {
#endif

/* whatwg.cpp */
void llrt_url_parse(const llrt_arg *args, int argc, llrt_result *result);
void llrt_url_can_parse(const llrt_arg *args, int argc, llrt_result *result);
void llrt_url_update(const llrt_arg *args, int argc, llrt_result *result);
void llrt_url_origin(const llrt_arg *args, int argc, llrt_result *result);
void llrt_url_format(const llrt_arg *args, int argc, llrt_result *result);
void llrt_url_domain_to_ascii(const llrt_arg *args, int argc, llrt_result *result);
void llrt_url_domain_to_unicode(const llrt_arg *args, int argc, llrt_result *result);
void llrt_url_idna_to_ascii(const llrt_arg *args, int argc, llrt_result *result);

/* form.cpp */
void llrt_url_form_parse(const llrt_arg *args, int argc, llrt_result *result);
void llrt_url_form_decode(const llrt_arg *args, int argc, llrt_result *result);
void llrt_url_form_serialize(const llrt_arg *args, int argc, llrt_result *result);

/* query.cpp */
void llrt_url_query_parse(const llrt_arg *args, int argc, llrt_result *result);
void llrt_url_query_escape(const llrt_arg *args, int argc, llrt_result *result);
void llrt_url_query_stringify(const llrt_arg *args, int argc, llrt_result *result);
void llrt_url_percent_decode(const llrt_arg *args, int argc, llrt_result *result);

static const llrt_fastop_def llrt_url_ops[] = {
    {"parse", llrt_url_parse, 3},
    {"canParse", llrt_url_can_parse, 2},
    {"update", llrt_url_update, 4},
    {"origin", llrt_url_origin, 1},
    {"format", llrt_url_format, 5},
    {"domainToASCII", llrt_url_domain_to_ascii, 1},
    {"domainToUnicode", llrt_url_domain_to_unicode, 1},
    {"idnaToASCII", llrt_url_idna_to_ascii, 1},
    {"formParse", llrt_url_form_parse, 1},
    {"formDecode", llrt_url_form_decode, 1},
    {"formSerialize", llrt_url_form_serialize, 2},
    {"queryParse", llrt_url_query_parse, 2},
    {"queryEscape", llrt_url_query_escape, 2},
    {"queryStringify", llrt_url_query_stringify, 2},
    {"percentDecode", llrt_url_percent_decode, 2},
    {NULL, NULL, 0},
};

#ifdef __cplusplus
}
#endif
#endif

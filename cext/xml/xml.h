/* A document as a tree of numbered nodes over the text it came from. What depends on the width of the text's units is in scan.inc and
 * write.inc, compiled for Latin-1 (narrow.c) and for UTF-16 (wide.c): the two ways the engine keeps strings, so nothing is transcoded.
 *
 * Spec: XML 1.0, https://www.w3.org/TR/xml/, without document types, whose content is passed over: no entity is ever declared or
 * fetched by a document. Names, `&` and `<` are taken a little more freely, as fast-xml-parser does. */
#ifndef LLRT_XML_H
#define LLRT_XML_H

#include <stddef.h>
#include <stdint.h>

#include "llrt_fastop.h"

enum xml_flags {
    XML_ATTRIBUTES = 1,         /* they are part of the result */
    XML_TRIM = 2,               /* white space around texts and attributes is left out */
    XML_STRIP_PREFIXES = 4,     /* names lose their namespace's prefix, declarations of namespaces are left out */
    XML_BARE_ATTRIBUTES = 8,    /* attributes without a value are allowed */
    XML_ONE_ROOT = 16,          /* exactly one */
    XML_KEEP_REFERENCES = 32,   /* no reference is resolved */
    XML_SDK = 64,               /* texts as the AWS SDK wants them: first, line breaks with blanks left out, unknown entities too */
    XML_EVENTS = 128            /* the result is a flat list of what happens, instead of the object */
};

enum { XML_ELEMENT, XML_TEXT, XML_CDATA };
enum { XML_HEAD = 1, XML_HAS_TEXT = 2, XML_HAS_ELEMENTS = 4 };

#define XML_NO_VALUE UINT32_MAX
#define XML_MOST_UNITS ((size_t)1 << 29)
/* Escapes of JSON make six units of one at most; more can come of added entities only, and is bounded. */
#define XML_GROWTH 8
#define XML_FREE_UNITS ((size_t)1 << 26)

/* Indexes of nodes; 0 is the document, so as an index of a sibling it means none. */
typedef struct xml_node {
    uint32_t start, end;        /* text: what it is; element: its name as written */
    uint32_t parent, next, first, last;
    uint32_t same;              /* the next sibling of that name */
    uint32_t cursor;            /* while writing: the child that is being written */
    uint32_t name;
    uint32_t attributes, attribute_count;
    uint8_t kind, flags;
} xml_node;

typedef struct xml_attribute {
    uint32_t name, start, end;
} xml_attribute;

typedef struct xml_name {
    uint32_t start, length, hash;
    uint32_t stamp, tail;       /* the last parent that had a child of this name, and that child */
    uint32_t owner;             /* the last element that had an attribute of this name */
} xml_name;

typedef struct xml_document {
    const void *text;
    uint32_t length;
    unsigned flags;
    uint32_t most_depth;
    const llrt_arg *prefix, *text_name, *entities;

    xml_node *nodes;
    uint32_t node_count, node_room;
    xml_attribute *attributes;
    uint32_t attribute_count, attribute_room;
    xml_name *names;
    uint32_t name_count, name_room;
    uint32_t *slots;            /* of the table of names: index + 1 */
    uint32_t slot_count;
    uint64_t seed;

    void *out;                  /* JSON */
    size_t written, out_room;

    const char *problem;        /* what is wrong, at `place`; a static text */
    uint32_t place;
    int out_of_memory, too_long;
} xml_document;

/* tree.c: NULL or 0 when there is no memory */
xml_node *xml_new_node(xml_document *d, int kind, uint32_t parent);
xml_attribute *xml_new_attribute(xml_document *d);
int xml_name_room(xml_document *d);
void xml_link(xml_document *d, uint32_t node);
void xml_group(xml_document *d, uint32_t parent);
int xml_out_room(xml_document *d, size_t units, size_t width);
void xml_free(xml_document *d);

/* narrow.c, wide.c: 0 when it failed */
int xml_scan_narrow(xml_document *d);
int xml_scan_wide(xml_document *d);
int xml_write_narrow(xml_document *d);
int xml_write_wide(xml_document *d);

/* characters.c: what String.prototype.trim takes away; what a name may begin with, or go on with */
int xml_is_blank(uint32_t unit);
int xml_begins_name(uint32_t unit);
int xml_continues_name(uint32_t unit);

void xml_parse(const llrt_arg *args, int argc, llrt_result *result);
void xml_escape(const llrt_arg *args, int argc, llrt_result *result);

#endif

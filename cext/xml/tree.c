/* The nodes, attributes and names of a document, and the room for its result. */
#include <stdlib.h>
#include <string.h>

#include "xml.h"

/* Room for one more of `size` bytes behind `count`. */
static int grow(xml_document *d, void **items, uint32_t count, uint32_t *room, size_t size)
{
    if (count < *room)
        return 1;
    uint32_t wanted = *room ? *room * 2 : 64;
    void *bigger = wanted > *room && wanted < UINT32_MAX / 2 ? realloc(*items, wanted * size) : NULL;
    if (!bigger) {
        d->out_of_memory = 1;
        return 0;
    }
    *items = bigger;
    *room = wanted;
    return 1;
}

xml_node *xml_new_node(xml_document *d, int kind, uint32_t parent)
{
    if (!grow(d, (void **)&d->nodes, d->node_count, &d->node_room, sizeof *d->nodes))
        return NULL;
    xml_node *node = &d->nodes[d->node_count++];
    memset(node, 0, sizeof *node);
    node->kind = (uint8_t)kind;
    node->parent = parent;
    return node;
}

xml_attribute *xml_new_attribute(xml_document *d)
{
    if (!grow(d, (void **)&d->attributes, d->attribute_count, &d->attribute_room, sizeof *d->attributes))
        return NULL;
    return &d->attributes[d->attribute_count++];
}

/* Room for one more name: in the list, and in the table of slots, which is at most half full. */
int xml_name_room(xml_document *d)
{
    if (!grow(d, (void **)&d->names, d->name_count, &d->name_room, sizeof *d->names))
        return 0;
    if (d->name_count * 2 < d->slot_count)
        return 1;
    uint32_t count = d->slot_count ? d->slot_count * 2 : 128, *slots = calloc(count, sizeof *slots);
    if (!slots) {
        d->out_of_memory = 1;
        return 0;
    }
    for (uint32_t i = 0; i < d->name_count; i++) {
        uint32_t at = d->names[i].hash & (count - 1);
        while (slots[at])
            at = (at + 1) & (count - 1);
        slots[at] = i + 1;
    }
    free(d->slots);
    d->slots = slots;
    d->slot_count = count;
    return 1;
}

/* Makes `node` the last child of its parent. */
void xml_link(xml_document *d, uint32_t index)
{
    xml_node *parent = &d->nodes[d->nodes[index].parent];
    if (parent->last)
        d->nodes[parent->last].next = index;
    else
        parent->first = index;
    parent->last = index;
    parent->flags |= d->nodes[index].kind == XML_ELEMENT ? XML_HAS_ELEMENTS : XML_HAS_TEXT;
}

/* Chains the children of one name: the first of each is the head. */
void xml_group(xml_document *d, uint32_t parent)
{
    for (uint32_t child = d->nodes[parent].first; child; child = d->nodes[child].next) {
        if (d->nodes[child].kind != XML_ELEMENT)
            continue;
        xml_name *name = &d->names[d->nodes[child].name];
        /* The document is parent 0, stamps begin at 1. */
        if (name->stamp == parent + 1)
            d->nodes[name->tail].same = child;
        else
            d->nodes[child].flags |= XML_HEAD;
        name->stamp = parent + 1;
        name->tail = child;
    }
}

int xml_out_room(xml_document *d, size_t units, size_t width)
{
    if (d->out_room - d->written >= units)
        return 1;
    size_t wanted = d->written + units;
    if (wanted > XML_MOST_UNITS || wanted > XML_FREE_UNITS + XML_GROWTH * (size_t)d->length) {
        d->too_long = 1;
        return 0;
    }
    wanted = wanted + wanted / 2 + 256;
    void *bigger = realloc(d->out, wanted * width);
    if (!bigger) {
        d->out_of_memory = 1;
        return 0;
    }
    d->out = bigger;
    d->out_room = wanted;
    return 1;
}

void xml_free(xml_document *d)
{
    free(d->nodes);
    free(d->attributes);
    free(d->names);
    free(d->slots);
    free(d->out);
}

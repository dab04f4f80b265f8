/* Classes of characters. */
#include "xml.h"

int xml_is_blank(uint32_t c)
{
    if (c < 0x80)
        return c == ' ' || (c >= 9 && c <= 13);
    return c == 0xA0 || c == 0x1680 || (c >= 0x2000 && c <= 0x200A) || c == 0x2028 || c == 0x2029 || c == 0x202F || c == 0x205F
        || c == 0x3000 || c == 0xFEFF;
}

int xml_begins_name(uint32_t c)
{
    return ((c | 32) >= 'a' && (c | 32) <= 'z') || c == '_' || c == ':' || (c >= 0x80 && !xml_is_blank(c));
}

int xml_continues_name(uint32_t c)
{
    return xml_begins_name(c) || (c >= '0' && c <= '9') || c == '-' || c == '.';
}

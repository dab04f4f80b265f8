/* The template of zlib-ng: its variable parts belong to gzip files, which are left out. */
#include "zlib-ng.h.in"

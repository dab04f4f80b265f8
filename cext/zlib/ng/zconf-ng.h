/* The template of zlib-ng, whose only variable part is a macro. */
#ifndef HAVE_UNISTD_H
#define HAVE_UNISTD_H 1
#endif
#include "zconf-ng.h.in"

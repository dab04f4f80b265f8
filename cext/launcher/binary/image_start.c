/* Linked before everything of ours: the first bytes of .data and .bss that an image holds. */
#include "image.h"

char llrt_data_start[LLRT_IMAGE_ALIGN] __attribute__((aligned(LLRT_IMAGE_ALIGN))) = {1};
char llrt_bss_start[LLRT_IMAGE_ALIGN] __attribute__((aligned(LLRT_IMAGE_ALIGN)));

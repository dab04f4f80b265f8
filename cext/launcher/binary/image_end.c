/* Linked after everything of ours and before libm and libc: what follows in .data and .bss belongs to the process. */
#include "image.h"

char llrt_data_end[LLRT_IMAGE_ALIGN] __attribute__((aligned(LLRT_IMAGE_ALIGN))) = {1};
char llrt_bss_end[LLRT_IMAGE_ALIGN] __attribute__((aligned(LLRT_IMAGE_ALIGN)));

/* The program header of this section becomes the image's. */
__attribute__((section(".llrt_image"), used, aligned(LLRT_IMAGE_ALIGN))) char llrt_image_place[LLRT_IMAGE_ALIGN] = {1};

/* What no image holds: linked before the first marker, so every process has its own. */
#include "image.h"

__attribute__((section(".data"))) llrt_image_info llrt_image = {.align = LLRT_IMAGE_ALIGN};

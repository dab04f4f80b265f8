/* The engine's part of the start-up image, for the binding; see engine_image.c. */
#ifndef LLRT_ENGINE_IMAGE_H
#define LLRT_ENGINE_IMAGE_H

#include "quickjs.h"

/* Takes the heap out of the collector's sight, for good. -1: jobs wait. */
int llrt_image_keep(JSRuntime *rt);
/* In a process that goes on from the image: random state of its own. */
void llrt_image_start(JSRuntime *rt);
/* Math.random's state of every context, drawn anew. */
void llrt_reseed_all(JSRuntime *rt);

#endif

/* No prefix for names: those of the native interface (zng_) are nobody else's. */

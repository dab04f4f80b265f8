/* There is no loading of shared objects into a static executable: dlopen() says so. Takes the place of glibc's, which would try. */
#include <dlfcn.h>
#include <stddef.h>

static const char *pending;

void *dlopen(const char *path, int flags)
{
    pending = "this executable is static and cannot load shared objects";
    return NULL;
}

void *dlsym(void *restrict handle, const char *restrict name)
{
    pending = "this executable is static and has no symbols to look up";
    return NULL;
}

int dlclose(void *handle)
{
    return -1;
}

/* Where this executable lies: asked by glibc at every start, for libraries beside it. Not known. */
char *_dl_get_origin(void)
{
    return (char *)-1;
}

char *dlerror(void)
{
    const char *text = pending;
    pending = NULL;
    return (char *)text;
}

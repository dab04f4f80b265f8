/* The list of this room's ops, as _fs.pyx hands them out. */
#include "fs.h"

#define FS_WAITING(name) \
    static void waiting_##name(const llrt_arg *args, int argc, llrt_result *result) \
    { \
        void *released = fs_release_gil(); \
        fs_op_##name(args, argc, result); \
        fs_take_gil(released); \
    }
FS_WAITING_OPS(FS_WAITING)

#define FS_ENTRY(name, length) { #name, fs_op_##name, length },

llrt_fastop_def fs_fastops[] = {
    FS_OPS(FS_ENTRY)
    { NULL, NULL, 0 },
};

#define FS_REPLACE(op) \
    for (llrt_fastop_def *entry = fs_fastops; entry->name; entry++) { \
        if (entry->function == fs_op_##op) \
            entry->function = waiting_##op; \
    }

void fs_prepare(void)
{
    FS_WAITING_OPS(FS_REPLACE)
}

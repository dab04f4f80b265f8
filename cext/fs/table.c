/* The list of this room's ops, as _fs.pyx hands them out. */
#include "fs.h"

#define FS_ENTRY(name, length) { #name, fs_op_##name, length },

const llrt_fastop_def fs_fastops[] = {
    FS_OPS(FS_ENTRY)
    { NULL, NULL, 0 },
};

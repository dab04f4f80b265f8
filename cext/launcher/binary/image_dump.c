/* Makes the image: boots into the region, checks that nothing is open, and writes region, .data and .bss behind a copy of this
 * executable, as the segment whose program header the linker kept free. */
#define Py_BUILD_CORE 1
#include <Python.h>
#include "internal/pycore_pystate.h"
#include "internal/pycore_runtime.h"
#include <elf.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "build_info.h"
#include "engine.h"
#include "image.h"

static uint64_t seed;
static char *target;
static PyThreadState *thread_state;

static void die(const char *what)
{
    fprintf(stderr, "llrt: image: %s\n", what);
    _exit(70);
}

void llrt_image_begin_dump(void)
{
    const char *order = getenv("LLRT_DUMP_IMAGE");
    char *end;
    uint64_t base;

    if (!order || llrt_image.magic == LLRT_IMAGE_MAGIC)
        return;
    base = strtoull(order, &end, 16);
    seed = *end == ':' ? strtoull(end + 1, &end, 16) : 0;
    if (*end != ':' || !base || !seed)
        die("LLRT_DUMP_IMAGE is base:seed:path");
    llrt_image_count_threads();
    llrt_places_path(end + 1);
    llrt_region_open(base);
    llrt_image.dumping = 1;
    target = end + 1;       /* on the stack, which is not saved: the region would tell where it was built */
    clearenv();     /* nothing of the build's may be in the image, not even in freed memory */
    setenv("TZ", "UTC0", 1);    /* nor its time zone: CPython's time module looks when it is made */
    llrt_set_hash_seed(seed);
    llrt_set_block_each(1);
}

/* CPython's string hashes are those of the image: drawn when it is made, for all processes from it. */
void llrt_image_configure(PyConfig *config)
{
    if (!llrt_image.dumping)
        return;
    config->use_hash_seed = 1;
    config->hash_seed = (unsigned long)(seed & 0xffffffff);
}

PyThreadState *llrt_image_thread_state(void)
{
    return thread_state;
}

/* ---- Writing ------------------------------------------------------------------------------------------------------------ */

typedef struct file {
    char *bytes;
    size_t size;
} file;

static file read_self(void)
{
    file self = {NULL, 0};
    struct stat st;
    int fd = open("/proc/self/exe", O_RDONLY | O_CLOEXEC);
    if (fd < 0 || fstat(fd, &st))
        die("cannot read this executable");
    self.size = (size_t)st.st_size;
    self.bytes = mmap(NULL, self.size, PROT_READ | PROT_WRITE, MAP_PRIVATE, fd, 0);
    if (self.bytes == MAP_FAILED)
        die("cannot read this executable");
    close(fd);
    return self;
}

/* The kept program header (and section header) become the image's. `size`: in the file. */
static void claim_segment(file self, uint64_t offset, uint64_t address, uint64_t size, uint64_t in_memory)
{
    Elf64_Ehdr *elf = (Elf64_Ehdr *)self.bytes;
    Elf64_Phdr *segments = (Elf64_Phdr *)(self.bytes + elf->e_phoff);
    Elf64_Shdr *sections = (Elf64_Shdr *)(self.bytes + elf->e_shoff);
    int found = 0;

    for (int i = 0; i < elf->e_phnum; i++)
        if (segments[i].p_type == PT_LOAD && segments[i].p_vaddr == (uintptr_t)llrt_image_place) {
            segments[i].p_offset = offset;
            segments[i].p_vaddr = segments[i].p_paddr = address;
            segments[i].p_filesz = size;
            segments[i].p_memsz = in_memory;
            found = 1;
        }
    for (int i = 0; elf->e_shoff && i < elf->e_shnum; i++)
        if (sections[i].sh_addr == (uintptr_t)llrt_image_place) {
            sections[i].sh_addr = address;
            sections[i].sh_offset = offset;
            sections[i].sh_size = size;
        }
    if (!found)
        die("the linker gave .llrt_image no segment of its own");
}

/* Where the bytes of this address lie in the copy of the executable. */
static char *in_file(file self, const void *address, size_t size)
{
    Elf64_Ehdr *elf = (Elf64_Ehdr *)self.bytes;
    Elf64_Phdr *segments = (Elf64_Phdr *)(self.bytes + elf->e_phoff);
    uintptr_t place = (uintptr_t)address;

    for (int i = 0; i < elf->e_phnum; i++)
        if (segments[i].p_type == PT_LOAD && place - segments[i].p_vaddr < segments[i].p_filesz &&
            place - segments[i].p_vaddr + size <= segments[i].p_filesz)
            return self.bytes + segments[i].p_offset + (place - segments[i].p_vaddr);
    die("this executable's data is not where it should be");
    return NULL;
}

/* .data of the copy becomes the image's; returns how it is made again what was linked. */
static unsigned char *put_data(file self, llrt_image_info *info)
{
    char *linked = in_file(self, llrt_data_start, info->data_size);
    unsigned char *delta = mmap(NULL, 2 * info->data_size, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

    if (delta == MAP_FAILED)
        die("out of memory");
    info->delta_size = llrt_image_delta_make(llrt_data_start, linked, info->data_size, delta);
    memcpy(linked, llrt_data_start, info->data_size);
    return delta;
}

static int is_zero(const char *page)
{
    return page[0] == 0 && memcmp(page, page + 1, LLRT_IMAGE_ALIGN - 1) == 0;
}

/* Pages of zeros become holes. */
static void write_range(int fd, const char *from, size_t size, off_t offset)
{
    for (size_t at = 0; at < size; at += LLRT_IMAGE_ALIGN) {
        if (is_zero(from + at))
            continue;
        if (pwrite(fd, from + at, LLRT_IMAGE_ALIGN, offset + (off_t)at) != LLRT_IMAGE_ALIGN)
            die("cannot write the image");
    }
}

/* What of .bss is not zero, as runs of pages; small gaps are part of one, and so is all that is left at the last. */
static void find_bss_runs(llrt_image_info *info)
{
    const size_t gap = 4 * LLRT_IMAGE_ALIGN;
    struct llrt_run *run = NULL;

    info->bss_stored = 0;
    info->bss_count = 0;
    for (uint64_t at = 0; at < info->bss_size; at += LLRT_IMAGE_ALIGN) {
        if (is_zero(llrt_bss_start + at))
            continue;
        if (!run || (at - run->offset - run->size >= gap && info->bss_count < LLRT_BSS_RUNS)) {
            run = &info->bss[info->bss_count++];
            run->offset = at;
        }
        run->size = at + LLRT_IMAGE_ALIGN - run->offset;
    }
    for (int i = 0; i < info->bss_count; i++)
        info->bss_stored += info->bss[i].size;
}

static void write_all(int fd, file self)
{
    for (size_t done = 0; done < self.size;) {
        ssize_t n = pwrite(fd, self.bytes + done, self.size - done, (off_t)done);
        if (n <= 0)
            die("cannot write the executable");
        done += (size_t)n;
    }
}

/* Of the region: its end is the unused part of the last arena. */
static size_t without_zeros_at_end(uint64_t region, size_t size)
{
    while (size && is_zero((char *)region + size - LLRT_IMAGE_ALIGN))
        size -= LLRT_IMAGE_ALIGN;
    return size;
}

/* The first address from `cold` on, which lies at `offset` of the file, that is in the middle of every folio of that size and more. */
static uint64_t cut_at(uint64_t cold, uint64_t offset)
{
    return cold ? cold + (LLRT_COLD_MAPPING + LLRT_COLD_MAPPING / 2 - offset % LLRT_COLD_MAPPING) % LLRT_COLD_MAPPING : 0;
}

static void write_image(void)
{
    llrt_image_info info = llrt_image;
    file self = read_self();
    off_t at, offset = (off_t)llrt_image_round(self.size);
    size_t stored;
    unsigned char *delta;
    int fd = open(target, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0755);

    if (fd < 0)
        die("cannot write the executable");
    info.magic = LLRT_IMAGE_MAGIC;
    info.region_size = llrt_image_round(llrt_region_used());
    info.data_size = (uint64_t)(llrt_data_end - llrt_data_start);
    info.bss_size = (uint64_t)(llrt_bss_end - llrt_bss_start);
    find_bss_runs(&info);
    info.restored = info.dumping = info.debug = 0;
    info.phase_us = 0;
    info.heap_grown = 0;
    delta = put_data(self, &info);
    info.delta = info.region - llrt_image_round(info.delta_size);
    info.bss_shadow = info.delta - info.bss_stored;
    info.stored = stored = without_zeros_at_end(info.region, info.region_size);
    at = offset + (off_t)(info.region - info.bss_shadow);
    info.cold = cut_at(info.cold, (uint64_t)offset + info.cold - info.bss_shadow);
    claim_segment(self, (uint64_t)offset, info.bss_shadow, info.region - info.bss_shadow + stored, llrt_image_size(&info));
    memcpy(in_file(self, &llrt_image, sizeof info), &info, sizeof info);
    write_all(fd, self);
    target = NULL;
    write_range(fd, (char *)info.region, stored, at);
    if (ftruncate(fd, at + (off_t)stored))
        die("cannot write the image");
    for (int i = 0; i < info.bss_count; offset += (off_t)info.bss[i++].size)
        write_range(fd, llrt_bss_start + info.bss[i].offset, info.bss[i].size, offset);
    write_range(fd, (char *)delta, llrt_image_round(info.delta_size), offset);
    if (close(fd))
        die("cannot write the image");
    fprintf(stderr, "llrt: image: heap %zu KiB in %zu, delta %zu KiB, bss %zu KiB at 0x%llx\n", stored >> 10,
            (size_t)info.region_size >> 10, (size_t)info.delta_size >> 10, (size_t)info.bss_stored >> 10,
            (unsigned long long)info.region);
}

void llrt_image_dump(void)
{
    PyObject *module, *result;

    if (!llrt_image.dumping)
        return;
    module = PyImport_ImportModule("_llrt_start");
    result = module ? PyObject_CallMethod(module, "prepare_image", NULL) : NULL;
    Py_XDECREF(module);
    if (!result) {
        PyErr_Print();
        die("cannot boot what it should hold");
    }
    llrt_places_write("modules", PyUnicode_AsUTF8(result), (size_t)PyUnicode_GET_LENGTH(result));
    Py_DECREF(result);
    thread_state = PyThreadState_Get();
    if (thread_state->cframe != &thread_state->root_cframe)
        die("Python code is running");
    /* set anew at every start (llrt.c); an id of this thread anywhere else is found by the check */
    _PyRuntime.main_thread = thread_state->thread_id = thread_state->native_thread_id = 0;
    llrt_image_leave_objects();
    llrt_places_close();
    if (!llrt_image_is_clean())
        die("refused: the state is not clean");
    write_image();
    fflush(NULL);
    _exit(0);
}

/* ---- --build-info ------------------------------------------------------------------------------------------------------ */

PyObject *llrt_build_info(PyObject *self, PyObject *unused)
{
    static const char format[] = "%.*s, \"image\": {\"present\": %s, \"size\": %llu, \"region\": \"0x%llx\"}}";
    int present = llrt_image.magic == LLRT_IMAGE_MAGIC;
    uint64_t size = present ? llrt_image_size(&llrt_image) : 0;
    char text[sizeof LLRT_BUILD_INFO + sizeof format + 64];

    snprintf(text, sizeof text, format, (int)sizeof LLRT_BUILD_INFO - 2, LLRT_BUILD_INFO, present ? "true" : "false",
             (unsigned long long)size, (unsigned long long)llrt_image.region);
    return PyUnicode_FromString(text);
}

/* pack < RECORDS > RECORDS: the build's host program that compresses what the native binary unpacks when it is first used
 * (binary/packed.c). A record is four bytes of size, the least first, and as many of data. The first is the dictionary; each of
 * the others becomes a Zstandard frame of its own, without magic number, checksum and size. */
#define ZSTD_STATIC_LINKING_ONLY
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <zstd.h>

static void die(const char *what)
{
    fprintf(stderr, "pack: %s\n", what);
    exit(1);
}

/* NULL at the end of the input. */
static uint8_t *read_record(size_t *size)
{
    uint8_t head[4], *data;
    size_t got = fread(head, 1, sizeof head, stdin);

    if (!got)
        return NULL;
    *size = head[0] | (size_t)head[1] << 8 | (size_t)head[2] << 16 | (size_t)head[3] << 24;
    data = malloc(*size + 1);
    if (got < sizeof head || !data || fread(data, 1, *size, stdin) != *size)
        die("the input ends in the middle of a record");
    return data;
}

static void write_record(const uint8_t *data, size_t size)
{
    uint8_t head[4] = {(uint8_t)size, (uint8_t)(size >> 8), (uint8_t)(size >> 16), (uint8_t)(size >> 24)};

    if (fwrite(head, 1, sizeof head, stdout) != sizeof head || fwrite(data, 1, size, stdout) != size)
        die("cannot write");
}

static void set(ZSTD_CCtx *context, ZSTD_cParameter parameter, int value)
{
    if (ZSTD_isError(ZSTD_CCtx_setParameter(context, parameter, value)))
        die("a parameter is refused");
}

int main(void)
{
    ZSTD_CCtx *context = ZSTD_createCCtx();
    size_t dictionary_size = 0, size;
    uint8_t *dictionary = read_record(&dictionary_size), *data;

    if (!context || !dictionary)
        die("there is no dictionary");
    set(context, ZSTD_c_compressionLevel, ZSTD_maxCLevel());
    set(context, ZSTD_c_windowLog, 20);
    set(context, ZSTD_c_chainLog, 20);
    set(context, ZSTD_c_hashLog, 20);
    set(context, ZSTD_c_minMatch, 3);
    set(context, ZSTD_c_targetLength, 999);
    set(context, ZSTD_c_format, ZSTD_f_zstd1_magicless);
    set(context, ZSTD_c_contentSizeFlag, 0);
    set(context, ZSTD_c_dictIDFlag, 0);
    if (ZSTD_isError(ZSTD_CCtx_loadDictionary_advanced(context, dictionary, dictionary_size, ZSTD_dlm_byRef, ZSTD_dct_rawContent)))
        die("the dictionary is refused");
    while ((data = read_record(&size))) {
        size_t room = ZSTD_compressBound(size);
        uint8_t *packed = malloc(room);

        room = packed ? ZSTD_compress2(context, packed, room, data, size) : 0;
        if (!room || ZSTD_isError(room))
            die("cannot compress");
        write_record(packed, room);
        free(packed);
        free(data);
    }
    return fflush(stdout) ? 1 : 0;
}

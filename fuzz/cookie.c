#include "wire/cookie.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A value that is found lies within the header and holds no separator. */
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str header = {(const char *)data, size};
    struct str found = cookie_get(header, STR("a"));
    size_t at;
    if (!found.p) return 0;
    MUST(found.p >= header.p && found.p + found.n <= header.p + header.n);
    MUST(!str_find(found, ';', &at));
    return 0;
}

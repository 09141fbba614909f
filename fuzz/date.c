/* Dates as people type them: no input crashes, and what is read is written back the same. */
#include "base/arena.h"
#include "base/date.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct arena a;
    struct date read, again;
    arena_init(&a, 1 << 20);
    if (date_from_typed((struct str){(const char *)data, size}, &read)) {
        MUST(date_from_iso(date_iso(&a, read), &again) && date_eq(read, again));
        bool four_digits = date_parts(read).year >= 1000; /* years are read with four, and written without zeros */
        MUST(!four_digits || (date_from_typed(date_long(&a, read), &again) && date_eq(read, again)));
    }
    arena_release(&a);
    return 0;
}

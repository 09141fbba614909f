/* Dates as people type them and as FHIR writes them: no input crashes, and what is read is written back the same.
 */
#include "base/arena.h"
#include "base/limits.h"
#include "wire/fhir.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* The day by counting years and months one by one. */
static int slow_days(struct date_parts p)
{
    static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
    int days = p.day - 1;
    for (int y = 1; y < p.year; y++) days += y % 4 == 0 && (y % 100 != 0 || y % 400 == 0) ? 366 : 365;
    bool leap = p.year % 4 == 0 && (p.year % 100 != 0 || p.year % 400 == 0);
    for (int m = 1; m < p.month; m++) days += lengths[m - 1] + (m == 2 && leap);
    return days - 719162; /* 1 January 1970 */
}

static void check_fhir(struct arena *a, struct str text)
{
    int precision, precise;
    struct instant at, again;
    struct date day, same;
    if (!fhir_date_time(text, &precision, &at, &day)) return;
    MUST(precision >= 1 && precision <= 4 && date_is_set(day) && text.n >= 4);
    if (precision < 4 || date_parts(day).year < 2 || date_parts(day).year > 9998) return;
    MUST(date_days_between(instant_date(at), day) <= 1 && date_days_between(day, instant_date(at)) <= 1);
    struct str written = instant_iso(a, at);
    MUST(fhir_date_time(written, &precise, &again, &same) && precise == 4 && again.v == at.v);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str text = {(const char *)data, size};
    struct arena a;
    struct date read, again;
    arena_init(&a, 1 << 20);
    check_fhir(&a, text);
    if (date_from_iso(text, &read)) MUST(str_eq(date_iso(&a, read), text));
    if (date_from_typed(text, &read)) {
        MUST(slow_days(date_parts(read)) == read.v);
        MUST(date_from_iso(date_iso(&a, read), &again) && date_eq(read, again));
        bool four_digits = date_parts(read).year >= 1000; /* years are read with four, and written without zeros */
        MUST(!four_digits || (date_from_typed(date_long(&a, read), &again) && date_eq(read, again)));
    }
    arena_release(&a);
    return 0;
}

/*
 * What Cairn knows before anybody loads anything: rows that are compiled in. Private to the slice.
 *
 * Three lists: concepts of SNOMED CT for care co-ordination, the reasonable adjustments, England's bank holidays.
 * They are facts, kept in files of their own (seed_*.c) and put into the tables when a server starts, like any
 * list that is loaded: with version, date and source, and replaced by whatever is loaded under the same name
 * afterwards.
 */
#ifndef CAIRN_CARE_REFERENCE_SEED_H
#define CAIRN_CARE_REFERENCE_SEED_H

#include "base/date.h"
#include "base/str.h"

struct seed_code {
    const char *category;
    int64_t code;
    const char *term;
};
struct seed_list {
    const struct seed_code *rows;
    size_t n;
};
extern const struct seed_list SEED_CODES, SEED_ADJUSTMENTS;

struct seed_holiday {
    struct date_parts day;
    const char *name;
};
struct seed_holidays {
    const struct seed_holiday *rows;
    size_t n;
};
extern const struct seed_holidays SEED_HOLIDAYS;

#define REFERENCE_SEED_SOURCE "Compiled into Cairn" /* who publishes such a list */
bool reference_is_seed(struct str source);

#endif

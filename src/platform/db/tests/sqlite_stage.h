/*
 * A small database of people for the tests of one connection: two practices; people 1 and 2 belong to the first,
 * 3 to the second. Each test gets its own file and a writer that sees everybody and traces whom it was shown.
 */
#ifndef CAIRN_PLATFORM_DB_SQLITE_STAGE_H
#define CAIRN_PLATFORM_DB_SQLITE_STAGE_H

#include "base/base.h"

#include <setjmp.h>
#include <cmocka.h>

#include "platform/db/sqlite_internal.h"
#include "platform/db/tests/people.sql.h"

struct stage {
    struct arena arena;
    struct db *db;
    struct trace trace;
    char path[64];
};

extern const struct scope everybody;

int set_up(void **state);
int tear_down(void **state);
#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

struct uuid key_of(int number);
void add_person(struct stage *s, int number, int64_t practice, struct str family); /* must become that row */
size_t count_seen(struct stage *s); /* by the writer, as it is bound now */

#endif

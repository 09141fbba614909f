/* Every named statement of the program can be prepared on the schema that the migrations make, on both engines. */
#include "app/modules.h"
#include "platform/db/tests/store_support.h"

static void every_statement_is_prepared_at_start(void **state)
{
    struct fixture f;
    (void)state;
    fixture_new(&f);
    enum err err = store_open(&(struct store_options){.directory = f.directory,
                                  .database = f.database,
                                  .database_owner = f.owner,
                                  .keys = &f.keys,
                                  .clock = &test_clock,
                                  .statements = MODULE_STATEMENTS,
                                  .statement_files = MODULE_STATEMENT_COUNT,
                                  .readers = 1},
        &f.store);
    if (err) f.store = NULL;
    size_t n = 0;
    for (size_t i = 0; i < MODULE_STATEMENT_COUNT; i++) n += MODULE_STATEMENTS[i]->n;
    fixture_free(&f);
    assert_int_equal(err, ERR_NONE);
    assert_true(n > 100);
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_statement_is_prepared_at_start)};
    return cmocka_run_group_tests_name("prepare", tests, NULL, NULL);
}

/* Every named statement of the program can be prepared on the schema that the migrations make, on both engines. */
#include "app/modules.h"
#include "care/duplicates/duplicates.h"
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

static const struct db_statement *statement_of(struct str name)
{
    for (size_t i = 0; i < MODULE_STATEMENT_COUNT; i++)
        for (size_t k = 0; k < MODULE_STATEMENTS[i]->n; k++) {
            const struct db_statement *s = MODULE_STATEMENTS[i]->statements[k];
            if (str_eq(str_from_cstr(s->name), name)) return s;
        }
    return NULL;
}

/* What is there of anybody whom nobody ever worked with: made from their row, brought by imports, or of the audit.
 */
static bool is_of_everybody(struct str table)
{
    static const struct str TABLES[] = {STR_INIT("person"), STR_INIT("person_term"), STR_INIT("person_listed"),
        STR_INIT("gap"), STR_INIT("person_merged"), STR_INIT("person_withdrawn"), STR_INIT("duplicate_pair"),
        STR_INIT("coded_record"), STR_INIT("coded_source"), STR_INIT("import_person"), STR_INIT("import_change"),
        STR_INIT("import_row"), STR_INIT("import_undo_left"), STR_INIT("audit_person"), STR_INIT("access_seen"),
        STR_INIT("access_look_up")};
    for (size_t i = 0; i < COUNT_OF(TABLES); i++)
        if (str_eq(TABLES[i], table)) return true;
    return false;
}

/* Whoever an import added is taken out with it only if nothing of any table with people's data is theirs. */
static void taking_an_import_back_asks_every_table_of_people(void **state)
{
    (void)state;
    const struct db_statement *asked = statement_of(STR("import_worked_with"));
    assert_non_null(asked);
    for (size_t i = 0; i < duplicates_tables_count; i++) {
        struct str table = str_from_cstr(duplicates_tables[i].table);
        char view[80];
        snprintf(view, sizeof view, "scoped_%.*s WHERE", STR_ARG(table));
        if (!is_of_everybody(table) && !str_has(str_from_cstr(asked->sql), str_from_cstr(view)))
            fail_msg("import_worked_with doesn't ask %s", view);
    }
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(every_statement_is_prepared_at_start),
        cmocka_unit_test(taking_an_import_back_asks_every_table_of_people)};
    return cmocka_run_group_tests_name("prepare", tests, NULL, NULL);
}

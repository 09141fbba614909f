/* Entries for the GP record: what may happen in which state, and on a database what a contact, a strike, an import
 * and its being taken back make of them. And that no column with a code is forgotten. */
#include "base/tests/check.h"
#include "care/coding/coding.sql.h"
#include "care/coding/coding_entry.h"
#include "platform/auth/permission.h"
#include "platform/db/tests/store_support.h"

#include <sqlite3.h>

static struct fixture f;
static struct work w;
static const int64_t elm[] = {1}, mill[] = {2};
#define COLLEAGUE(number, practices) \
    { \
        .account = {number}, .pcn = {1}, .role = STAFF_ROLE_CARE_COORDINATOR, .name = STR_INIT("Somebody"), \
        .scope = { \
            .practice_ids = practices, \
            .n = 1 \
        } \
    }
static const struct actor leah = COLLEAGUE(1, elm), dev = COLLEAGUE(2, mill);
static const struct actor importer = {.name = STR_INIT("import"), .pcn = {1}, .scope = {.everybody = true}};
#define SCRIPT(KEY) \
    "INSERT INTO pcn (pcn_id, key, name) VALUES (1, " KEY ", 'Riverside');" \
    "INSERT INTO practice (practice_id, key, pcn_id, ods_code, name) VALUES (1, " KEY ", 1, 'A99001', 'Elm')," \
    " (2, " KEY ", 1, 'A99002', 'Mill');" \
    "INSERT INTO account (account_id, key, email, name, state, created_at, pcn_id)" \
    " VALUES (1, " KEY ", 'leah@example.org', 'Leah Morgan', 'active', 0, 1)," \
    " (2, " KEY ", 'dev@example.org', 'Dev Anand', 'active', 0, 1);" \
    "INSERT INTO person (person_id, key, practice_id, pcn_id, given_names, family_name, source, changed_at)" \
    " VALUES (1, " KEY ", 1, 1, 'Amina', 'Rahman', 'typed', 0);" \
    "INSERT INTO contact (contact_id, key, person_id, account_id, role, happened_at, recorded_at, outcome, mode," \
    " with_whom, nonce) VALUES (1, " KEY ", 1, 1, 1, 0, 0, 'visit', 'home_visit', 'person', " KEY ");" \
    "INSERT INTO import (import_id, key, pcn_id, started_at, source, files, named)" \
    " VALUES (1, " KEY ", 1, 0, '', 1, 'first'), (2, " KEY ", 1, 0, '', 1, 'second');"

/* ---- rules ---- */

/* A row for each state, a column for each act, in the order of the lists; - : it can't happen. */
static void what_may_happen_in_which_state(void **state)
{
    (void)state;
    static const struct {
        enum coding_state from;
        const char *next; /* done fail not-needed again file struck found gone, by the first letters below */
    } rows[] = {
        {CODING_IS_WAITING, "pxn-fwG-"},
        {CODING_IS_PASTED, "-xnW-rG-"},
        {CODING_IS_FILE, "pxnW-rG-"},
        {CODING_IS_FOUND, "-----r-x"},
        {CODING_IS_FAILED, "p-nW-wG-"},
        {CODING_IS_NOT_NEEDED, "---W-wG-"},
        {CODING_IS_WITHDRAWN, "------r-"},
        {CODING_IS_REMOVE, "o------o"},
        {CODING_IS_REMOVED, "---r----"},
    };
    static const char LETTERS[CODING_STATE_END + 1] = "-WpfGxnwro";
    for (size_t i = 0; i < COUNT_OF(rows); i++)
        for (int act = 1; act < CODING_ACT_END; act++)
            assert_int_equal(LETTERS[coding_next(rows[i].from, (enum coding_act)act)], rows[i].next[act - 1]);
    assert_int_equal(COUNT_OF(rows), coding_states.n);
}

static void a_record_of_another_system_counts_only_if_it_stands_on_a_day(void **state)
{
    (void)state;
    for (int s = 1; s < CODED_STATUS_END; s++)
        for (int precision = CODED_NOT_DATED; precision <= CODED_TIME; precision++) {
            const struct coded r = {.status = (enum coded_status)s, .precision = (enum coded_precision)precision};
            bool so = (s == CODED_STATUS_CURRENT || s == CODED_STATUS_ENDED || s == CODED_STATUS_DONE ||
                          s == CODED_STATUS_NOT_SAID) &&
                (precision == CODED_DAY || precision == CODED_TIME);
            assert_int_equal(coding_stands(&r), so);
        }
}

/* ---- on a database ---- */

static void as(const struct actor *actor)
{
    work_init(&w);
    w.c.actor = actor;
}

static void end(void)
{
    arena_release(&w.arena);
}

static void read_as(const struct actor *actor)
{
    as(actor);
    assert_int_equal(store_read_begin(f.store, &w.arena, &actor->scope, &w.trace, &w.c.db), ERR_NONE);
}

static void read_end(void)
{
    store_read_end(f.store, w.c.db);
    end();
}

static enum err record(struct ctx *c, void *arg)
{
    return coding_record(c, arg);
}

static enum err strike(struct ctx *c, void *arg)
{
    return coding_contact_struck(c, *(const struct contact_id *)arg);
}

static enum err bring(struct ctx *c, void *arg)
{
    return coding_import_brought(c, arg);
}

static enum err undo(struct ctx *c, void *arg)
{
    return coding_import_taken_back(c, (struct person_id){1}, *(const struct import_id *)arg);
}

struct saying {
    struct uuid key;
    struct coding_happened h;
};
static enum err say(struct ctx *c, void *arg)
{
    const struct saying *s = arg;
    struct coding_entry e;
    enum err err = coding_entry_read(c, s->key, &e);
    return err ? err : coding_happen(c, &e, &s->h);
}

static enum err run_as(const struct actor *actor, enum err (*action)(struct ctx *c, void *arg), void *arg)
{
    as(actor);
    enum err err = store_run(f.store, action, arg, &w.c);
    end();
    return err;
}

static const struct date DAY = {20780};

static void recorded(struct snomed_id code)
{
    struct coding_recorded r = {
        .person = {1}, .contact = {1}, .on = DAY, .by = {1}, .role = STAFF_ROLE_CARE_COORDINATOR, .codes = {code}};
    assert_int_equal(run_as(&leah, record, &r), ERR_NONE);
}

/* The last entry of the contact, as somebody sees it; ERR_NOT_FOUND: they don't. */
static enum err last_as(const struct actor *actor, struct coding_entry *ret)
{
    struct gp_entries_from_list all;
    read_as(actor);
    assert_int_equal(gp_entries_from(w.c.db, (struct contact_id){1}, &all), ERR_NONE);
    enum err err = all.n ? coding_entry_read(&w.c, all.items[all.n - 1].key, ret) : ERR_NOT_FOUND;
    read_end();
    return err;
}

static void is_last(enum coding_state expected)
{
    struct coding_entry e;
    assert_int_equal(last_as(&leah, &e), ERR_NONE);
    assert_int_equal(e.state, expected);
}

static enum err said(enum coding_act act)
{
    struct coding_entry e;
    assert_int_equal(last_as(&leah, &e), ERR_NONE);
    struct saying s = {e.key, {.act = act}};
    return run_as(&leah, say, &s);
}

static struct coded_new brought(const char *code, int64_t import, unsigned char source)
{
    struct coded_new row = {.person = {1},
        .import = {import},
        .record = {.system = STR("http://snomed.info/sct"),
            .code = str_from_cstr(code),
            .status = CODED_STATUS_DONE,
            .precision = CODED_DAY,
            .happened_at = instant_from_local(DAY, 0, 0)}};
    row.source_key.bytes[0] = source;
    return row;
}

static void came(struct coded_new row)
{
    assert_int_equal(run_as(&importer, bring, &row), ERR_NONE);
}

#define HOME "439708006"

static void an_import_finds_what_was_given_and_what_was_not(void **state)
{
    (void)state;
    struct coding_entry e;
    recorded(SNOMED_HOME_VISIT);
    is_last(CODING_IS_WAITING);
    assert_int_equal(said(CODING_ACT_DONE), ERR_NONE);
    is_last(CODING_IS_PASTED);
    struct coded_new other = brought(HOME, 1, 7); /* another day, another code, not done: not it */
    other.record.happened_at = instant_from_local((struct date){DAY.v + 1}, 0, 0);
    came(other);
    came(brought("185317003", 1, 8));
    other = brought(HOME, 1, 9);
    other.record.status = CODED_STATUS_NOT_DONE;
    came(other);
    is_last(CODING_IS_PASTED);
    came(brought(HOME, 1, 1));
    is_last(CODING_IS_FOUND);
    assert_int_equal(said(CODING_ACT_AGAIN), ERR_REFUSED);
    recorded(SNOMED_HOME_VISIT); /* a second one of that day isn't the same */
    came(brought(HOME, 2, 1));
    is_last(CODING_IS_WAITING);
    came(brought(HOME, 2, 2));
    is_last(CODING_IS_FOUND);
    assert_int_equal(last_as(&leah, &e), ERR_NONE);
    assert_int_equal(e.found_import.v, 2);
}

static void what_an_import_found_stands_again_as_it_stood_when_that_is_taken_back(void **state)
{
    (void)state;
    struct import_id second = {2}, first = {1};
    assert_int_equal(run_as(&importer, undo, &second), ERR_NONE);
    is_last(CODING_IS_WAITING);
    assert_int_equal(said(CODING_ACT_DONE), ERR_NONE);
    came(brought(HOME, 1, 3));
    is_last(CODING_IS_FOUND);
    assert_int_equal(run_as(&importer, undo, &first), ERR_NONE);
    is_last(CODING_IS_PASTED);
}

static void what_the_gp_record_has_no_more_has_failed(void **state)
{
    (void)state;
    struct coded_new row = brought(HOME, 2, 4);
    came(row);
    recorded(SNOMED_TELEPHONE_ENCOUNTER);
    came(brought("185317003", 2, 5));
    is_last(CODING_IS_FOUND);
    row = brought("185317003", 2, 5);
    row.record.status = CODED_STATUS_IN_ERROR;
    came(row);
    is_last(CODING_IS_FAILED);
    assert_int_equal(said(CODING_ACT_AGAIN), ERR_NONE);
    is_last(CODING_IS_WAITING);
}

static void what_is_struck_through_is_taken_back_or_has_to_be_taken_out(void **state)
{
    (void)state;
    struct contact_id contact = {1};
    assert_int_equal(run_as(&leah, strike, &contact), ERR_NONE);
    is_last(CODING_IS_WITHDRAWN);
    came(brought("185317003", 2, 6)); /* somebody had pasted it all the same */
    is_last(CODING_IS_REMOVE);
    assert_int_equal(said(CODING_ACT_DONE), ERR_NONE);
    is_last(CODING_IS_REMOVED);
}

/* Given at the test's one instant: by then, or before what the last import should have had? */
static void what_was_given_before_a_day_is_told_from_what_was_given_since(void **state)
{
    (void)state;
    struct gp_unseen_row unseen;
    struct gp_people_list given, late;
    struct instant now = clock_now(&test_clock), later = {now.v + 1};
    recorded(SNOMED_VIDEO_ENCOUNTER);
    assert_int_equal(said(CODING_ACT_DONE), ERR_NONE);
    read_as(&leah);
    for (int before = 0; before < 2; before++) {
        struct instant cutoff = before ? later : now;
        assert_int_equal(gp_unseen(w.c.db, (struct practice_id){1}, cutoff, &unseen), ERR_NONE);
        assert_int_equal(gp_people(w.c.db, (struct practice_id){1}, 3, cutoff, 9, 0, &given), ERR_NONE);
        assert_int_equal(gp_people(w.c.db, (struct practice_id){1}, 4, cutoff, 9, 0, &late), ERR_NONE);
        assert_int_equal(unseen.amount > 0, before);
        assert_int_equal(given.n, before ? 0 : 1);
        assert_int_equal(late.n, before ? 1 : 0);
    }
    read_end();
}

static void who_works_elsewhere_sees_and_changes_nothing(void **state)
{
    (void)state;
    struct coding_entry e;
    assert_int_equal(last_as(&dev, &e), ERR_NOT_FOUND);
    assert_int_equal(last_as(&leah, &e), ERR_NONE);
    struct saying s = {e.key, {.act = CODING_ACT_AGAIN}};
    assert_int_equal(run_as(&dev, say, &s), ERR_NOT_FOUND);
}

/* ---- nothing is forgotten ---- */

static bool is_named(const char *table, const char *column)
{
    for (size_t i = 0; i < coding_columns_count; i++)
        if (strcmp(coding_columns[i].table, table) == 0 && strcmp(coding_columns[i].column, column) == 0)
            return true;
    return false;
}

/* Of codes that are no SNOMED CT: organisations, listed things, sign-in. */
static bool is_another_kind(const char *table, const char *column)
{
    static const char *const OTHERS[] = {"ods_code", "recovery_code"};
    for (size_t i = 0; i < COUNT_OF(OTHERS); i++)
        if (strcmp(column, OTHERS[i]) == 0) return true;
    return strncmp(table, "reference_", 10) == 0 || strcmp(table, "message") == 0; /* a mail server's answer */
}

static void every_column_with_a_code_says_how_it_gets_into_the_gp_record(void **state)
{
    (void)state;
    sqlite3 *db = NULL;
    sqlite3_stmt *s = NULL;
    int named = 0;
    if (postgres_folder()) return; /* the schema is one */
    assert_int_equal(sqlite3_open_v2(fixture_file(&f, "cairn.db"), &db, SQLITE_OPEN_READONLY, NULL), SQLITE_OK);
    assert_int_equal(sqlite3_prepare_v2(db,
                         "SELECT m.name, c.name FROM sqlite_master m, pragma_table_info(m.name) c WHERE m.type = "
                         "'table' AND (c.name = 'code' OR c.name LIKE '%\\_code' ESCAPE '\\')",
                         -1, &s, NULL),
        SQLITE_OK);
    while (sqlite3_step(s) == SQLITE_ROW) {
        const char *table = (const char *)sqlite3_column_text(s, 0);
        const char *column = (const char *)sqlite3_column_text(s, 1);
        if (is_another_kind(table, column)) continue;
        if (!is_named(table, column)) fail_msg("%s.%s: coding_columns doesn't say", table, column);
        named++;
    }
    sqlite3_finalize(s);
    sqlite3_close(db);
    assert_int_equal(named, coding_columns_count);
}

static int start(void **state)
{
    (void)state;
    fixture_with(&f, STR(SCRIPT("randomblob(16)")), STR(SCRIPT("uuid_send(gen_random_uuid())")));
    return 0;
}

static int stop(void **state)
{
    (void)state;
    fixture_free(&f);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_may_happen_in_which_state),
        cmocka_unit_test(a_record_of_another_system_counts_only_if_it_stands_on_a_day),
        cmocka_unit_test(an_import_finds_what_was_given_and_what_was_not),
        cmocka_unit_test(what_an_import_found_stands_again_as_it_stood_when_that_is_taken_back),
        cmocka_unit_test(what_the_gp_record_has_no_more_has_failed),
        cmocka_unit_test(what_is_struck_through_is_taken_back_or_has_to_be_taken_out),
        cmocka_unit_test(what_was_given_before_a_day_is_told_from_what_was_given_since),
        cmocka_unit_test(who_works_elsewhere_sees_and_changes_nothing),
        cmocka_unit_test(every_column_with_a_code_says_how_it_gets_into_the_gp_record),
    };
    return cmocka_run_group_tests_name("entries for the GP record", tests, start, stop);
}

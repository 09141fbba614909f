/* Each kind of gap on a database, as a row of a table: there, dismissed, back when the facts change, put off only
 * for a while, taken back, closed by doing what was missing, and not looked for about somebody who died. Person n
 * has what kind n looks for, and nothing else. */
#include "base/tests/check.h"
#include "care/gaps/gap_store.h"
#include "care/gaps/gap_kinds.sql.h"
#include "care/gaps/gaps.sql.h"
#include "care/plan/plan.h"
#include "platform/db/tests/store_support.h"

static struct fixture f;
static struct work w;
static const int64_t elm[] = {1};
static const struct actor leah = {.account = {1},
    .pcn = {1},
    .role_held = {1},
    .role = STAFF_ROLE_CARE_COORDINATOR,
    .name = STR_INIT("Leah Morgan"),
    .scope = {.practice_ids = elm, .n = 1}};

/* Today is 20780, a Monday: who came home on Wednesday should have been reached by now. */
#define SCRIPT(KEY) \
    "INSERT INTO pcn (pcn_id, key, name) VALUES (1, " KEY ", 'Riverside');" \
    "INSERT INTO practice (practice_id, key, pcn_id, ods_code, name) VALUES (1, " KEY ", 1, 'A99001', 'Elm');" \
    "INSERT INTO account (account_id, key, email, name, state, created_at, pcn_id)" \
    " VALUES (1, " KEY ", 'leah@example.org', 'Leah Morgan', 'active', 0, 1)," \
    " (2, " KEY ", 'dev@example.org', 'Dev Anand', 'active', 0, 1);" \
    "INSERT INTO role_held (role_held_id, account_id, role, pcn_id, practice_id, ended_at) VALUES" \
    " (1, 1, 1, 1, 1, NULL), (2, 2, 1, 1, 1, 1790000000000);" \
    "INSERT INTO import (import_id, key, pcn_id, started_at, source, files, named)" \
    " VALUES (1, " KEY ", 1, 1, '', 1, 'x');" \
    "INSERT INTO coded_concept (concept_id, system, code, display) VALUES (1, '', '1', 'Admission');" \
    "INSERT INTO person (person_id, key, practice_id, pcn_id, family_name, source, changed_at) VALUES" \
    " (1, " KEY ", 1, 1, 'One', 'typed', 0), (2, " KEY ", 1, 1, 'Two', 'typed', 0)," \
    " (3, " KEY ", 1, 1, 'Three', 'typed', 0), (4, " KEY ", 1, 1, 'Four', 'typed', 0)," \
    " (5, " KEY ", 1, 1, 'Five', 'typed', 0), (6, " KEY ", 1, 1, 'Six', 'typed', 0)," \
    " (7, " KEY ", 1, 1, 'Seven', 'typed', 0), (8, " KEY ", 1, 1, 'Eight', 'typed', 0)," \
    " (9, " KEY ", 1, 1, 'Nine', 'typed', 0), (10, " KEY ", 1, 1, 'Ten', 'typed', 0)," \
    " (11, " KEY ", 1, 1, 'Eleven', 'typed', 0), (12, " KEY ", 1, 1, 'Twelve', 'typed', 0)," \
    " (13, " KEY ", 1, 1, 'Thirteen', 'typed', 0);" \
    "INSERT INTO care_case (key, person_id, pcn_id, role, coordinator_id, setting, weight, state, open," \
    " next_contact, review_on, opened_on) SELECT " KEY \
    ", person_id, 1, 1, CASE person_id WHEN 3 THEN 2 ELSE 1 END," \
    " 'general', 'light', 'active', 1, 20800, CASE person_id WHEN 6 THEN 20770 ELSE 20900 END, 20700" \
    " FROM person WHERE person_id <> 2 AND person_id < 10;" \
    "INSERT INTO coded_record (source_key, person_id, concept_id, kind, status, precision, happened_at, ended," \
    " content, import_id) VALUES (" KEY \
    ", 1, 1, 6, 3, 3, 1794614400000, 20775, 1, 1)," /* a visit of one day, a stay that goes on, one of long ago \
                                                     */ \
    " (" KEY ", 4, 1, 6, 3, 4, 1795000000000, 20775, 1, 1), (" KEY \
    ", 4, 1, 6, 1, 3, 1794614400000, 20775, 1, 1)," \
    " (" KEY ", 4, 1, 6, 3, 3, 1744614400000, 20200, 1, 1);" \
    "INSERT INTO referral (key, person_id, nonce, pcn_id, source, referrer, reasons, urgency, wished, agreed, " \
    "state," \
    " stage, received_at, due_on, changed_at) VALUES (" KEY ", 2, " KEY \
    ", 1, 'gp', 'Dr Patel', 1, 'soon', 0, 'yes'," \
    " 'received', 1, 1, 20779, 1), (" KEY ", 2, " KEY \
    ", 1, 'gp', 'Dr Patel', 1, 'soon', 0, 'yes', 'received', 1, 1," \
    " 20780, 1);" \
    "INSERT INTO consent (key, person_id, entry, purpose, answer, decided_by, how, happened_on, review_on, " \
    "account_id," \
    " role, recorded_at, nonce) VALUES (" KEY \
    ", 4, 'decision', 'story', 'given', 'person', 'said', 20000, 20790, 1," \
    " 1, 1, " KEY "), (" KEY ", 4, 'decision', 'survey', 'given', 'person', 'said', 20000, 20990, 1, 1, 1, " KEY \
    ");" \
    "INSERT INTO plan_event (key, person_id, kind, happened_on, recorded_at, account_id, role, number, mark," \
    " review_on, words, snapshot) VALUES (" KEY ", 5, 'agreed', 20000, 1, 1, 1, 1, 1, 20779, '{}', '{}');" \
    "INSERT INTO plan_part (key, person_id, kind, version, words, changed_at) VALUES" \
    " (" KEY ", 7, 'goal', 1, '{\"words\":\"See the sea\"}', 1790000000000);" \
    "INSERT INTO plan_part (key, person_id, kind, version, words, state, changed_at) VALUES" \
    " (" KEY ", 7, 'goal', 1, '{\"words\":\"Walk\"}', 'achieved', 1790000000000);"

/* Carers; and plans to which something has happened since, and one to which nothing has. */
#define PLANS(KEY) \
    "INSERT INTO circle_entry (key, person_id, side, version, words, cares, asked, changed_at) VALUES" \
    " (" KEY ", 8, 'family', 1, '{\"name\":\"Sara\",\"relation\":\"Daughter\"}', 1, 0, 1790000000000)," \
    " (" KEY ", 8, 'family', 1, '{\"name\":\"Tom\"}', 1, 1, 1), (" KEY \
    ", 8, 'family', 1, '{\"name\":\"Una\"}', 0, 0, 1);" \
    "INSERT INTO plan_event (key, person_id, kind, happened_on, recorded_at, account_id, role, number, mark," \
    " review_on, words, snapshot) SELECT " KEY \
    ", person_id, 'agreed', 20000, 1728000000000, 1, 1, 1, 1, 20990, '{}'," \
    " '{}' FROM person WHERE person_id >= 9;" \
    "INSERT INTO plan_part (key, person_id, kind, version, words, state, added_at, changed_at) VALUES" \
    " (" KEY ", 9, 'need', 1, '{}', 'unmet', 1795300000000, 1), (" KEY ", 13, 'need', 1, '{}', 'unmet', 1, 1)," \
    " (" KEY ", 13, 'need', 1, '{}', 'met', 1795300000000, 1);" \
    "INSERT INTO coded_record (source_key, person_id, concept_id, kind, status, precision, happened_at, ended," \
    " content, import_id) VALUES (" KEY ", 10, 1, 6, 3, 3, 1794614400000, 20775, 1, 1)," \
    " (" KEY ", 11, 1, 6, 1, 3, 1794614400000, NULL, 1, 1);" \
    "INSERT INTO circle_entry (key, person_id, side, version, words, care_changed_at, changed_at) VALUES" \
    " (" KEY ", 12, 'family', 1, '{}', 1795300000000, 1), (" KEY ", 13, 'family', 1, '{}', 1, 1);"

/* What each rests on becomes another, and it is still missing. */
#define CHANGES(KEY) \
    "UPDATE coded_record SET coded_id = coded_id + 100 WHERE person_id = 1;" \
    "UPDATE referral SET version = version + 1 WHERE person_id = 2;" \
    "UPDATE care_case SET version = version + 1 WHERE person_id = 3;" \
    "UPDATE consent SET review_on = 20791 WHERE person_id = 4 AND purpose = 'story';" \
    "INSERT INTO plan_event (key, person_id, kind, happened_on, recorded_at, account_id, role, review_on, words)" \
    " VALUES (" KEY ", 5, 'reviewed', 20001, 1, 1, 1, 20778, '{}');" \
    "UPDATE care_case SET review_on = 20771 WHERE person_id = 6;" \
    "UPDATE plan_part SET version = version + 1 WHERE person_id = 7;" \
    "UPDATE circle_entry SET version = version + 1 WHERE person_id = 8;" \
    "INSERT INTO plan_part (key, person_id, kind, version, words, state, added_at, changed_at) VALUES" \
    " (" KEY ", 9, 'need', 1, '{}', 'unmet', 1795310000000, 1);"

/* Somebody does what was missing. */
#define CLOSES(KEY) \
    "INSERT INTO contact (key, person_id, account_id, role, happened_at, recorded_at, outcome, mode, with_whom," \
    " nonce) VALUES (" KEY ", 1, 1, 1, 1795300000000, 1, 'spoke', 'telephone', 'person', " KEY ");" \
    "UPDATE referral SET state = 'declined', stage = 5 WHERE person_id = 2;" \
    "UPDATE care_case SET coordinator_id = 1 WHERE person_id = 3;" \
    "INSERT INTO consent (key, person_id, entry, purpose, answer, decided_by, how, happened_on, account_id, " \
    "role," \
    " recorded_at, nonce) VALUES (" KEY \
    ", 4, 'decision', 'story', 'refused', 'person', 'said', 20779, 1, 1, 1, " KEY ");" \
    "INSERT INTO plan_event (key, person_id, kind, happened_on, recorded_at, account_id, role, review_on, words)" \
    " VALUES (" KEY ", 5, 'reviewed', 20780, 1, 1, 1, 20880, '{}');" \
    "UPDATE care_case SET review_on = 20880 WHERE person_id = 6;" \
    "INSERT INTO plan_part (key, person_id, kind, goal_key, version, words, done_by, changed_at)" \
    " SELECT " KEY ", 7, 'step', key, 1, '{}', 'person', 1 FROM plan_part WHERE person_id = 7 AND kind = 'goal';" \
    "UPDATE circle_entry SET asked = 1 WHERE person_id = 8;" \
    "INSERT INTO plan_event (key, person_id, kind, happened_on, recorded_at, account_id, role, review_on, words)" \
    " VALUES (" KEY ", 9, 'reviewed', 20780, 1795390000000, 1, 1, 20880, '{}');"

static const struct {
    struct str kind, said;
    int64_t person, owner, since;
} KINDS[] = {
    {STR_INIT("discharge"), {NULL, 0}, 1, 1, 20775},
    {STR_INIT("referral"), STR_INIT("From Dr Patel"), 2, 0, 20779},
    {STR_INIT("coordinator"), STR_INIT("Dev Anand has left"), 3, 0, 20717},
    {STR_INIT("consent"), STR_INIT("Use of their story"), 4, 1, 20790},
    {STR_INIT("plan-asked"), STR_INIT("Because the person has a need that the plan did not know of"), 9, 1, 20778},
    {STR_INIT("plan-review"), {NULL, 0}, 5, 1, 20779},
    {STR_INIT("case-review"), {NULL, 0}, 6, 1, 20770},
    {STR_INIT("goal"), STR_INIT("“See the sea”"), 7, 1, 20717},
    {STR_INIT("carer"), STR_INIT("Sara, daughter"), 8, 1, 20717},
};

/* Past every rule of the program. */
static void run(const char *sqlite, const char *postgres)
{
    struct db *db;
    struct str why;
    int line;
    if (f.database.n) {
        struct str address = postgres_address(&f.arena, "cairn_admin", f.name);
        assert_int_equal(postgres_script(&f.arena, address, str_from_cstr(postgres)), ERR_NONE);
        return;
    }
    fixture_close(&f);
    assert_int_equal(db_open(fixture_file(&f, "cairn.db"), DB_WRITER, &db), ERR_NONE);
    enum err err = db_run_script(db, &f.arena, str_from_cstr(sqlite), &line, &why);
    if (err) print_error("line %d: %.*s\n", line, STR_ARG(why));
    db_close(db);
    assert_int_equal(err, ERR_NONE);
    fixture_open(&f);
}
#define RUN(script) run(script("randomblob(16)"), script("uuid_send(gen_random_uuid())"))

static enum err look(struct ctx *c, void *arg)
{
    struct gap_look all;
    (void)arg;
    enum err err = gap_look_begin(c, &all);
    return err ? err : gaps_settle(c, &all);
}

static void settle(void)
{
    work_init(&w);
    assert_int_equal(store_run(f.store, look, NULL, &w.c), ERR_NONE);
    arena_release(&w.arena);
}

static void begin(void)
{
    work_init(&w);
    w.c.actor = &leah;
}

/* What a page would show of a kind, for everybody: put off ones aren't among them. */
static size_t shown(struct str kind, struct gap *ret)
{
    struct gap_list list;
    const struct gap_asked asked = {.kind = kind, .most = 50};
    begin();
    assert_int_equal(store_read_begin(f.store, &w.arena, &leah.scope, &w.trace, &w.c.db), ERR_NONE);
    assert_int_equal(gap_list_read(&w.c, &asked, &list), ERR_NONE);
    size_t kept = list.n;
    assert_int_equal(gap_list_look(&w.c, &list), ERR_NONE);
    assert_int_equal(list.n, kept);
    if (list.n) *ret = list.items[0];
    if (list.n) ret->said = str_dup(&f.arena, ret->said);
    store_read_end(f.store, w.c.db);
    arena_release(&w.arena);
    return kept;
}

struct dismissal {
    struct gap gap;
    struct date until;
    bool undo;
};
static enum err dismiss(struct ctx *c, void *arg)
{
    const struct dismissal *d = arg;
    struct gap_said_list all;
    if (!d->undo) return gap_dismiss(c, &d->gap, STR("Her daughter rings her"), d->until);
    enum err err = gap_said_read(c, d->gap.person.id, &all);
    return err ? err : gap_dismissal_undo(c, d->gap.person.id, &all.items[0]);
}

static void say(struct dismissal d)
{
    begin();
    assert_int_equal(store_run(f.store, dismiss, &d, &w.c), ERR_NONE);
    arena_release(&w.arena);
}

static void each_is_found_with_whose_it_is_and_since_when(void **state)
{
    (void)state;
    RUN(PLANS);
    settle();
    assert_int_equal(gap_kind_count, COUNT_OF(KINDS));
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
        struct gap g;
        assert_int_equal(shown(KINDS[i].kind, &g), 1);
        assert_int_equal(g.person.id.v, KINDS[i].person);
        assert_int_equal(g.owner.v, KINDS[i].owner);
        assert_int_equal(g.since.v, KINDS[i].since);
        check_str(g.said, KINDS[i].said);
    }
}

static void a_plan_asks_for_its_review_when_something_happens(void **state)
{
    static const struct str WHYS[] = {
        STR_INIT("need"), STR_INIT("home"), STR_INIT("hospital"), STR_INIT("carer"), {NULL, 0}};
    (void)state;
    begin();
    assert_int_equal(store_read_begin(f.store, &w.arena, &leah.scope, &w.trace, &w.c.db), ERR_NONE);
    for (size_t i = 0; i < COUNT_OF(WHYS); i++) {
        struct plan_asked_reviews all;
        const struct person_id who = {(int64_t)i + 9};
        assert_int_equal(plan_reviews_asked(&w.c, who, who, false, &all), ERR_NONE);
        assert_int_equal(all.n, WHYS[i].n ? 1 : 0);
        if (all.n) check_str(all.items[0].why, WHYS[i]);
        if (all.n) assert_true(plan_asked_words(all.items[0].why).n != 0);
    }
    store_read_end(f.store, w.c.db);
    arena_release(&w.arena);
}

static void each_is_dismissed_until_its_facts_change(void **state)
{
    struct gap g[COUNT_OF(KINDS)];
    (void)state;
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) {
        assert_int_equal(shown(KINDS[i].kind, &g[i]), 1);
        say((struct dismissal){.gap = g[i], .until = DATE_NONE});
        assert_int_equal(shown(KINDS[i].kind, &g[i]), 0);
    }
    settle();
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) assert_int_equal(shown(KINDS[i].kind, &g[i]), 0);
    RUN(CHANGES);
    settle();
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) assert_int_equal(shown(KINDS[i].kind, &g[i]), 1);
}

static void a_dismissal_ends_on_its_day_and_can_be_taken_back(void **state)
{
    struct gap g;
    struct date today = {20780};
    (void)state;
    assert_int_equal(shown(KINDS[7].kind, &g), 1);
    say((struct dismissal){.gap = g, .until = today});
    assert_int_equal(shown(KINDS[7].kind, &g), 0);
    say((struct dismissal){.gap = g, .undo = true});
    assert_int_equal(shown(KINDS[7].kind, &g), 1);
    say((struct dismissal){.gap = g, .until = date_add_days(today, -1)});
    assert_int_equal(shown(KINDS[7].kind, &g), 1);
    settle();
    assert_int_equal(shown(KINDS[7].kind, &g), 1);
}

#define DIES(KEY) "UPDATE person SET died_known = 1;"
#define LIVES(KEY) "UPDATE person SET died_known = 0;"
#define LEAVES(KEY) \
    "INSERT INTO notice (key, person_id, kind, raised_at) SELECT " KEY ", person_id, 'left', 1 FROM person;"
#define RETURNS(KEY) "UPDATE notice SET closed_at = 1, closed_how = 'resolved';"

static void nothing_is_missing_for_who_died_or_left(void **state)
{
    struct gap g;
    (void)state;
    RUN(DIES);
    settle();
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) assert_int_equal(shown(KINDS[i].kind, &g), 0);
    RUN(LIVES);
    RUN(LEAVES);
    settle();
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) assert_int_equal(shown(KINDS[i].kind, &g), 0);
    RUN(RETURNS);
    settle();
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) assert_int_equal(shown(KINDS[i].kind, &g), 1);
}

static void each_is_closed_by_doing_what_is_missing(void **state)
{
    struct gap g;
    (void)state;
    RUN(CLOSES);
    settle();
    for (size_t i = 0; i < COUNT_OF(KINDS); i++) assert_int_equal(shown(KINDS[i].kind, &g), 0);
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
        cmocka_unit_test(each_is_found_with_whose_it_is_and_since_when),
        cmocka_unit_test(a_plan_asks_for_its_review_when_something_happens),
        cmocka_unit_test(each_is_dismissed_until_its_facts_change),
        cmocka_unit_test(a_dismissal_ends_on_its_day_and_can_be_taken_back),
        cmocka_unit_test(nothing_is_missing_for_who_died_or_left),
        cmocka_unit_test(each_is_closed_by_doing_what_is_missing),
    };
    return cmocka_run_group_tests_name("gaps on a database", tests, start, stop);
}

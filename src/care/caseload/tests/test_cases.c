/* Cases on a database: random steps of three colleagues, from versions new and old, beside a model of what should
 * be so. After every step each open case has one named co-ordinator, of each kind of support there is one for a
 * person, every version has its step, and whoever has a case, and nobody else, has a relation by it. */
#include "base/random.h"
#include "base/tests/check.h"
#include "care/caseload/case_cover.h"
#include "care/caseload/case_keep.h"
#include "care/caseload/caseload.sql.h"
#include "care/caseload/cover.sql.h"
#include "platform/auth/permission.h"
#include "platform/db/tests/store_support.h"

enum { STEPS = 260, PEOPLE = 3, CASES_MOST = 60 };

static struct fixture f;
static struct work w;
static const int64_t elm[] = {1};
#define COLLEAGUE(number, is, called) \
    { \
        .account = {number}, .pcn = {1}, .role_held = {number}, .role = (is), .name = STR_INIT(called), \
        .scope = { \
            .practice_ids = elm, \
            .n = 1 \
        } \
    }
static struct actor colleagues[] = {COLLEAGUE(1, STAFF_ROLE_CARE_COORDINATOR, "Leah Morgan"),
    COLLEAGUE(2, STAFF_ROLE_CARE_COORDINATOR, "Dev Anand"), COLLEAGUE(3, STAFF_ROLE_LINK_WORKER, "Sam Osei")};
#define OVERRIDE(KEY, staff, role) \
    "(" KEY ", " staff ", " role ", 'general', 'Tried', 20770, 20790, 2, 0, " KEY ")"
#define SCRIPT(KEY) \
    "INSERT INTO pcn (pcn_id, key, name) VALUES (1, " KEY ", 'Riverside');" \
    "INSERT INTO practice (practice_id, key, pcn_id, ods_code, name) VALUES (1, " KEY ", 1, 'A99001', 'Elm');" \
    "INSERT INTO account (account_id, key, email, name, state, created_at, pcn_id)" \
    " VALUES (1, " KEY ", 'leah@example.org', 'Leah Morgan', 'active', 0, 1)," \
    " (2, " KEY ", 'dev@example.org', 'Dev Anand', 'active', 0, 1)," \
    " (3, " KEY ", 'sam@example.org', 'Sam Osei', 'active', 0, 1);" \
    "INSERT INTO role_held (role_held_id, account_id, role, pcn_id, practice_id) VALUES (1, 1, 1, 1, 1)," \
    " (2, 2, 1, 1, 1), (3, 3, 2, 1, 1);" \
    "INSERT INTO staff (staff_id, account_id, pcn_id) VALUES (1, 1, 1), (2, 2, 1), (3, 3, 1);" \
    "INSERT INTO readiness_override (key, staff_id, role, setting, reason, from_on, until_on, made_by, made_at," \
    " nonce) VALUES " OVERRIDE(KEY, "1", "1") "," OVERRIDE(KEY, "2", "1") "," OVERRIDE( \
        KEY, "3", "2") ";" \
                       "INSERT INTO person (person_id, key, practice_id, pcn_id, given_names, family_name, " \
                       "source, changed_at)" \
                       " VALUES (1, " KEY ", 1, 1, 'Amina', 'Rahman', 'typed', 0)," \
                       " (2, " KEY ", 1, 1, 'Harold', 'Bennett', 'typed', 0), (3, " KEY \
                       ", 1, 1, 'Doris', 'Dunn', 'typed', 0), (4, " KEY \
                       ", 1, 1, 'Ida', 'Moss', 'typed', 0), (5, " KEY ", 1, 1, 'Joan', 'Kerr', 'typed', 0);" \
                       "UPDATE person SET restricted = 1 WHERE person_id = 5;" \
                       "INSERT INTO care_case (key, person_id, pcn_id, role, coordinator_id, setting, weight, " \
                       "state, open, next_contact, review_on, opened_on) SELECT key, person_id, 1, 1, 1, " \
                       "'general', 'light', 'active', 1, 20800, 20900, 20700 FROM person WHERE person_id > 3;"

/* ---- the model ---- */

struct model {
    struct uuid key;
    int64_t person, coordinator, version;
    enum staff_role role;
    enum case_state state;
    bool died; /* it ended so */
};
static struct model models[CASES_MOST];
static size_t made;

static const struct model *open_of(int64_t person, enum staff_role role)
{
    for (size_t i = 0; i < made; i++)
        if (models[i].person == person && models[i].role == role && models[i].state != CASE_IS_CLOSED)
            return &models[i];
    return NULL;
}

static void as(struct actor *actor)
{
    work_init(&w);
    actor->permissions = permissions_of((enum staff_role)actor->role);
    w.c.actor = actor;
}

static void read_as(struct actor *actor)
{
    as(actor);
    assert_int_equal(store_read_begin(f.store, &w.arena, &actor->scope, &w.trace, &w.c.db), ERR_NONE);
}

static void read_end(void)
{
    store_read_end(f.store, w.c.db);
    arena_release(&w.arena);
}

static struct case_taker taker(size_t i)
{
    return (struct case_taker){.account = colleagues[i].account,
        .role_held = colleagues[i].role_held,
        .name = colleagues[i].name,
        .role = (enum staff_role)colleagues[i].role};
}

/* ---- what is always so ---- */

static void each_agrees(void)
{
    for (size_t i = 0; i < made; i++) {
        struct care_case now;
        struct case_events steps;
        assert_int_equal(case_by_key(&w.c, models[i].key, &now), ERR_NONE);
        assert_int_equal(now.state, models[i].state);
        assert_int_equal(now.coordinator.v, models[i].coordinator);
        assert_int_equal(now.version, models[i].version);
        assert_int_equal(case_history(&w.c, now.id, &steps), ERR_NONE);
        assert_int_equal(steps.n, models[i].version < 100 ? models[i].version : 100);
    }
}

/* Whoever was named at the end keeps seeing the record, for what is still to be done: after a death, and until the
 * check-in. */
static void who_is_named_has_a_relation(void)
{
    for (int64_t person = 1; person <= PEOPLE; person++)
        for (size_t who = 0; who < COUNT_OF(colleagues); who++) {
            struct case_relations_list live;
            bool has = false, had_to_the_end = false;
            for (size_t i = 0; i < made; i++) {
                if (models[i].person != person || models[i].coordinator != colleagues[who].account.v) continue;
                has |= models[i].state != CASE_IS_CLOSED;
                had_to_the_end |= models[i].state == CASE_IS_CLOSED;
            }
            assert_int_equal(
                case_relations(w.c.db, (struct person_id){person}, colleagues[who].account, &live), ERR_NONE);
            assert_true(has ? live.n == 1 : had_to_the_end || live.n == 0);
        }
}

static void all_holds(void)
{
    read_as(&colleagues[0]);
    each_agrees();
    who_is_named_has_a_relation();
    for (int64_t person = 1; person <= PEOPLE; person++) {
        struct case_list all;
        unsigned seen = 0;
        assert_int_equal(cases_about(&w.c, (struct person_id){person}, &all), ERR_NONE);
        for (size_t i = 0; i < all.n; i++) {
            assert_true(all.items[i].coordinator.v != 0);
            if (all.items[i].state == CASE_IS_CLOSED) continue;
            assert_false(seen & 1u << all.items[i].role);
            seen |= 1u << all.items[i].role;
        }
    }
    read_end();
}

/* ---- what they do ---- */

static enum err open_it(struct ctx *c, void *arg)
{
    return case_open(c, arg);
}

static void try_to_open(struct random_seeded *r)
{
    size_t who = random_below(r, COUNT_OF(colleagues));
    struct case_opening o = {.to = taker(who),
        .k = {.key = uuid_new(&test_clock),
            .person = {1 + random_below(r, PEOPLE)},
            .setting = WORK_SETTING_GENERAL,
            .weight = CASE_WEIGHT_STEADY}};
    if (made == CASES_MOST) return;
    as(&colleagues[random_below(r, COUNT_OF(colleagues))]);
    enum err want = open_of(o.k.person.v, o.to.role) ? ERR_EXISTS : ERR_NONE;
    assert_int_equal(store_run(f.store, open_it, &o, &w.c), want);
    arena_release(&w.arena);
    if (!want)
        models[made++] =
            (struct model){o.k.key, o.k.person.v, o.to.account.v, 1, o.to.role, CASE_IS_ACTIVE, false};
}

static enum err die(struct ctx *c, void *arg)
{
    struct person before = {.id = *(struct person_id *)arg}, after = before;
    after.died_known = true;
    return caseload_listener.changed(c, &before, &after);
}

static enum err live(struct ctx *c, void *arg)
{
    struct person after = {.id = *(struct person_id *)arg}, before = after;
    before.died_known = true;
    return caseload_listener.changed(c, &before, &after);
}

/* The newest first, as they are read: where two of one kind ended by a death, one is open again. */
static void follow_life(int64_t person, bool dies)
{
    for (size_t i = made; i > 0; i--) {
        struct model *m = &models[i - 1];
        bool open = m->state != CASE_IS_CLOSED;
        if (m->person != person || open != dies || (!dies && (!m->died || open_of(person, m->role)))) continue;
        m->state = dies ? CASE_IS_CLOSED : CASE_IS_ACTIVE;
        m->died = dies;
        m->version++;
    }
}

static void live_or_die(struct random_seeded *r)
{
    struct person_id person = {1 + random_below(r, PEOPLE)};
    bool dies = random_below(r, 2);
    as(&colleagues[0]);
    assert_int_equal(store_run(f.store, dies ? die : live, &person, &w.c), ERR_NONE);
    arena_release(&w.arena);
    follow_life(person.v, dies);
}

static enum err take(struct ctx *c, void *arg)
{
    return case_take_step(c, arg);
}

static enum err expected(const struct model *m, const struct case_move *v, const struct care_case *now)
{
    bool given = v->step == CASE_STEP_GIVEN, reopened = v->step == CASE_STEP_REOPENED;
    if (v->from.version != m->version) return ERR_CONFLICT;
    if (!case_may(now, v->step)) return ERR_REFUSED;
    if ((given || reopened) && v->to->role != m->role) return ERR_REFUSED;
    if (given && v->to->account.v == m->coordinator) return ERR_REFUSED;
    return reopened && open_of(m->person, m->role) ? ERR_REFUSED : ERR_NONE;
}

static void follow(struct model *m, const struct case_move *v)
{
    m->version++;
    m->state = v->step == CASE_STEP_CHANGED ? v->next.state : case_after(m->state, v->step);
    if (v->step == CASE_STEP_GIVEN || v->step == CASE_STEP_REOPENED) m->coordinator = v->to->account.v;
    if (v->step == CASE_STEP_REOPENED) m->died = false;
}

static void take_a_step(struct random_seeded *r)
{
    struct model *m = &models[random_below(r, (uint32_t)made)];
    struct case_taker to = taker(random_below(r, COUNT_OF(colleagues)));
    struct case_closing closing = {.outcome = CASE_OUTCOME_PARTLY, .close_on = DATE_NONE, .check_in = {20800}};
    struct case_move v = {.step = (enum case_step)(2 + random_below(r, CASE_STEP_REOPENED - 1)),
        .to = &to,
        .closing = &closing,
        .words = STR("A word")};
    if (v.step == CASE_STEP_CLOSED && random_below(r, 2)) return;
    read_as(&colleagues[random_below(r, COUNT_OF(colleagues))]);
    assert_int_equal(case_by_key(&w.c, m->key, &v.from), ERR_NONE);
    store_read_end(f.store, w.c.db);
    w.c.db = NULL;
    struct care_case now = v.from;
    v.next = now;
    if (v.step == CASE_STEP_PAUSED) v.next.pause = CASE_PAUSE_AWAY;
    if (v.step == CASE_STEP_CHANGED) v.next.state = CASE_IS_MONITORING;
    v.from.version -= random_below(r, 5) == 0; /* what somebody saw before a colleague was faster */
    enum err want = expected(m, &v, &now);
    assert_int_equal(store_run(f.store, take, &v, &w.c), want);
    arena_release(&w.arena);
    if (!want) follow(m, &v);
}

static void each_has_one_named_co_ordinator_whatever_happens(void **state)
{
    (void)state;
    struct random_seeded r;
    random_seed(&r, 4711);
    try_to_open(&r);
    for (int i = 0; i < STEPS; i++) {
        uint32_t what = random_below(&r, 10);
        if (what == 0) live_or_die(&r);
        if (what == 1 || what == 2) try_to_open(&r);
        if (what > 2) take_a_step(&r);
        all_holds();
    }
    assert_true(made > PEOPLE);
}

/* ---- cover ---- */

static enum err cover(struct ctx *c, void *arg)
{
    int64_t id;
    return case_cover_insert(c->db, arg, &id);
}

/* As the system, some days later: who of persons 4 and 5 does Dev see by a relation? */
static unsigned settled(int days)
{
    struct actor system = {.scope = {.everybody = true}};
    struct clock later = {.fixed = {clock_now(&test_clock).v + (int64_t)days * 24 * 3600 * 1000}};
    unsigned sees = 0;
    work_init(&w);
    w.c.actor = &system;
    w.c.clock = &later;
    assert_int_equal(store_run(f.store, case_covers_settle, NULL, &w.c), ERR_NONE);
    arena_release(&w.arena);
    read_as(&system);
    for (int64_t person = 4; person <= 5; person++) {
        struct case_relations_list live;
        assert_int_equal(
            case_relations(w.c.db, (struct person_id){person}, colleagues[1].account, &live), ERR_NONE);
        if (live.n) sees |= 1u << person;
    }
    read_end();
    return sees;
}

static void a_cover_opens_what_it_may_for_its_days(void **state)
{
    (void)state;
    struct date today = clock_today(&test_clock);
    struct case_cover_insert_params row = {.key = uuid_new(&test_clock),
        .pcn_id = {1},
        .account_id = {1},
        .role = 1,
        .to_id = {2},
        .role_held_id = {2},
        .from_on = date_add_days(today, 1),
        .until_on = date_add_days(today, 3),
        .made_by = {1}};
    as(&colleagues[0]);
    assert_int_equal(store_run(f.store, cover, &row, &w.c), ERR_NONE);
    arena_release(&w.arena);
    assert_int_equal(settled(0), 0);
    assert_int_equal(settled(1), 1u << 4); /* whoever arranged it isn't on the team of the restricted record */
    assert_int_equal(settled(3), 1u << 4);
    assert_int_equal(settled(4), 0);
    row.key = uuid_new(&test_clock);
    row.restricted = true;
    row.from_on = row.until_on = date_add_days(today, 5);
    as(&colleagues[0]);
    assert_int_equal(store_run(f.store, cover, &row, &w.c), ERR_NONE);
    arena_release(&w.arena);
    assert_int_equal(settled(5), 1u << 4 | 1u << 5);
    assert_int_equal(settled(6), 0);
}

/* Past every rule of the program. */
static bool accepts(struct str sql)
{
    struct db *db;
    struct str why;
    int line;
    if (f.database.n) return !postgres_script(&f.arena, postgres_address(&f.arena, "cairn_admin", f.name), sql);
    assert_int_equal(db_open(fixture_file(&f, "cairn.db"), DB_WRITER, &db), ERR_NONE);
    enum err err = db_run_script(db, &f.arena, sql, &line, &why);
    db_close(db);
    return !err;
}

#define INSERTS(key_of, coordinator) \
    STR("INSERT INTO care_case (key, person_id, pcn_id, role, coordinator_id, setting, weight, state, open," \
        " next_contact, review_on, opened_on) SELECT key, 1, 1, 3, " coordinator \
        ", 'general', 'light', 'active'," \
        " 1, 1, 1, 1 FROM account WHERE account_id = " key_of ";")

static void the_database_holds_no_second_one(void **state)
{
    (void)state;
    fixture_close(&f);
    assert_false(accepts(INSERTS("1", "NULL")));
    assert_true(accepts(INSERTS("1", "1")));
    assert_false(accepts(INSERTS("2", "2")));
    fixture_open(&f);
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
        cmocka_unit_test(each_has_one_named_co_ordinator_whatever_happens),
        cmocka_unit_test(a_cover_opens_what_it_may_for_its_days),
        cmocka_unit_test(the_database_holds_no_second_one),
    };
    return cmocka_run_group_tests_name("cases on a database", tests, start, stop);
}

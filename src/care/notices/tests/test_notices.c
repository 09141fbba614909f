/* Notices and closing steps on a database: told once, over when things are again as they were, and only for those
 * who see the person. */
#include "base/tests/check.h"
#include "care/notices/notice.h"
#include "care/tasks/task.h"
#include "platform/auth/permission.h"
#include "platform/db/tests/store_support.h"

static struct fixture f;
static struct work w;
static const int64_t elm[] = {1}, quay[] = {2};
static struct actor leah = {.account = {1},
    .role = STAFF_ROLE_CARE_COORDINATOR,
    .name = STR_INIT("Leah Morgan"),
    .scope = {.practice_ids = elm, .n = 1}};
#define SCRIPT(KEY) \
    "INSERT INTO pcn (pcn_id, key, name) VALUES (1, " KEY ", 'Riverside');" \
    "INSERT INTO practice (practice_id, key, pcn_id, ods_code, name) VALUES (1, " KEY ", 1, 'A99001', " \
    "'Elm')," \
    " (2, " KEY ", 1, 'A99002', 'Quay');" \
    "INSERT INTO account (account_id, key, email, name, state, created_at, pcn_id)" \
    " VALUES (1, " KEY ", 'leah@example.org', 'Leah Morgan', 'active', 0, 1);" \
    "INSERT INTO person (person_id, key, practice_id, pcn_id, given_names, family_name, source, changed_at)" \
    " VALUES (1, " KEY ", 1, 1, 'Amina', 'Rahman', 'typed', 0)," \
    " (2, " KEY ", 1, 1, 'Harold', 'Bennett', 'typed', 0)," \
    " (3, " KEY ", 1, 1, 'Joan', 'Hartley', 'typed', 0);"
static const struct person_id AMINA = {1}, HAROLD = {2}, JOAN = {3};

static void begin(void)
{
    work_init(&w);
    leah.permissions = permissions_of((enum staff_role)leah.role);
    w.c.actor = &leah;
}

static enum err run(action_fn action, void *arg)
{
    begin();
    enum err err = store_run(f.store, action, arg, &w.c);
    arena_release(&w.arena);
    return err;
}

static struct notice_list notices_of(struct person_id person, const int64_t *practice)
{
    struct notice_list open = {0};
    begin();
    leah.scope.practice_ids = practice;
    assert_int_equal(store_read_begin(f.store, &w.arena, &leah.scope, &w.trace, &w.c.db), ERR_NONE);
    assert_int_equal(notices_open(&w.c, person, &open), ERR_NONE);
    store_read_end(f.store, w.c.db);
    leah.scope.practice_ids = elm;
    return open;
}

/* How many are open, and what the last one says it was before. */
static size_t open_of(struct person_id person, const int64_t *practice, const char *was)
{
    struct notice_list open = notices_of(person, practice);
    if (open.n && was) assert_true(str_eq(open.items[0].was, str_from_cstr(was)));
    arena_release(&w.arena);
    return open.n;
}

struct raising {
    struct person_id person;
    enum notice_kind kind;
    const char *was, *became;
};

static enum err raise_one(struct ctx *c, void *arg)
{
    const struct raising *r = arg;
    return notice_raise(c, r->person, r->kind, str_from_cstr(r->was), str_from_cstr(r->became));
}

static void raise_it(struct person_id person, enum notice_kind kind, const char *was, const char *became)
{
    struct raising r = {person, kind, was, became};
    assert_int_equal(run(raise_one, &r), ERR_NONE);
}

static void what_is_again_as_it_was_is_over(void **state)
{
    (void)state;
    raise_it(AMINA, NOTICE_OF_MOVED, "Elm", "Quay");
    raise_it(AMINA, NOTICE_OF_MOVED, "Elm", "Quay");
    assert_int_equal(open_of(AMINA, elm, "Elm"), 1);
    raise_it(AMINA, NOTICE_OF_MOVED, "Quay", "Mill");
    assert_int_equal(open_of(AMINA, elm, "Elm"), 1); /* one, from where they were when anybody last looked */
    raise_it(AMINA, NOTICE_OF_MOVED, "Mill", "Elm");
    assert_int_equal(open_of(AMINA, elm, NULL), 0);
}

static void kinds_do_not_close_one_another(void **state)
{
    (void)state;
    raise_it(HAROLD, NOTICE_OF_MERGED, "", "Harry Bennett");
    raise_it(HAROLD, NOTICE_OF_RESTRICTED, "", "");
    assert_int_equal(open_of(HAROLD, elm, NULL), 2);
}

static void another_practice_sees_none(void **state)
{
    (void)state;
    raise_it(HAROLD, NOTICE_OF_NUMBER_GONE, "999 123 4567", "");
    assert_true(open_of(HAROLD, elm, NULL) > 0);
    assert_int_equal(open_of(HAROLD, quay, NULL), 0);
}

static enum err plan_die_and_plan(struct ctx *c, void *arg)
{
    (void)arg;
    struct person joan;
    struct task t = {.person = JOAN,
        .owner = {1},
        .kind = TASK_CONTACT,
        .title = STR("Ring"),
        .due = {20000},
        .promised_on = {19990}};
    struct task_list open;
    enum err err = task_add(c, &t, (struct contact_id){0});
    if (!err) err = person_get_whole(c, JOAN, &joan);
    joan.died_known = true;
    if (!err) err = person_save(c, &joan);
    if (!err) err = tasks_about(c, JOAN, &open);
    assert_true(err || open.n == 0);
    t.key = (struct uuid){0};
    if (!err) assert_int_equal(task_add(c, &t, (struct contact_id){0}), ERR_REFUSED);
    return err;
}

static enum err live_again(struct ctx *c, void *arg)
{
    struct task_list *ret = arg;
    struct person joan;
    enum err err = person_get_whole(c, JOAN, &joan);
    joan.died_known = false;
    if (!err) err = person_save(c, &joan);
    return err ? err : tasks_about(c, JOAN, ret);
}

static void a_death_stops_tasks_and_taken_back_brings_them_back(void **state)
{
    (void)state;
    struct task_list open = {0};
    assert_int_equal(run(plan_die_and_plan, NULL), ERR_NONE);
    assert_int_equal(open_of(JOAN, elm, NULL), 1);
    assert_int_equal(run(live_again, &open), ERR_NONE);
    assert_int_equal(open.n, 1);
    assert_int_equal(open_of(JOAN, elm, NULL), 0);
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
        cmocka_unit_test(what_is_again_as_it_was_is_over),
        cmocka_unit_test(kinds_do_not_close_one_another),
        cmocka_unit_test(another_practice_sees_none),
        cmocka_unit_test(a_death_stops_tasks_and_taken_back_brings_them_back),
    };
    return cmocka_run_group_tests_name("notices on a database", tests, start, stop);
}

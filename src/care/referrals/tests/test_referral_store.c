/* Referrals on a database: random steps by two colleagues, from versions new and old, beside a model of what
 * should be so. Each has one owner after every step, none is lost, and each step is kept. */
#include "base/random.h"
#include "base/tests/check.h"
#include "care/referrals/referral_store.h"
#include "platform/auth/permission.h"
#include "platform/db/tests/store_support.h"

enum { SENT = 8, MOVES = 150 };

static struct fixture f;
static struct work w;
static const int64_t elm[] = {1}, quay[] = {2};
static struct actor leah = {.account = {1},
    .pcn = {1},
    .role_held = {1},
    .role = STAFF_ROLE_CARE_COORDINATOR,
    .name = STR_INIT("Leah Morgan"),
    .scope = {.practice_ids = elm, .n = 1}};
static struct actor sam = {.account = {2},
    .pcn = {1},
    .role_held = {2},
    .role = STAFF_ROLE_LINK_WORKER,
    .name = STR_INIT("Sam Osei"),
    .scope = {.practice_ids = elm, .n = 1}};
static struct actor nobody = {.name = STR_INIT("somebody outside")};
static struct actor far = {.account = {2},
    .pcn = {1},
    .role_held = {2},
    .role = STAFF_ROLE_LINK_WORKER,
    .name = STR_INIT("Far Away"),
    .scope = {.practice_ids = quay, .n = 1}};
#define SCRIPT(KEY) \
    "INSERT INTO pcn (pcn_id, key, name) VALUES (1, " KEY ", 'Riverside');" \
    "INSERT INTO practice (practice_id, key, pcn_id, ods_code, name) VALUES (1, " KEY ", 1, 'A99001', 'Elm')," \
    " (2, " KEY ", 1, 'A99002', 'Quay');" \
    "INSERT INTO account (account_id, key, email, name, state, created_at, pcn_id)" \
    " VALUES (1, " KEY ", 'leah@example.org', 'Leah Morgan', 'active', 0, 1)," \
    " (2, " KEY ", 'sam@example.org', 'Sam Osei', 'active', 0, 1);" \
    "INSERT INTO role_held (role_held_id, account_id, role, pcn_id, practice_id) VALUES (1, 1, 1, 1, 1)," \
    " (2, 2, 2, 1, 1);" \
    "INSERT INTO staff (staff_id, account_id, pcn_id) VALUES (1, 1, 1), (2, 2, 1);" \
    "INSERT INTO readiness_override (key, staff_id, role, setting, reason, from_on, until_on, made_by, made_at," \
    " nonce) VALUES (" KEY ", 1, 1, 'general', 'Tried', 20770, 20790, 2, 0, " KEY ")," \
    " (" KEY ", 2, 2, 'general', 'Tried', 20770, 20790, 1, 0, " KEY ");" \
    "INSERT INTO person (person_id, key, practice_id, pcn_id, given_names, family_name, source, changed_at)" \
    " VALUES (1, " KEY ", 1, 1, 'Amina', 'Rahman', 'typed', 0)," \
    " (2, " KEY ", 1, 1, 'Harold', 'Bennett', 'typed', 0);" \
    "INSERT INTO person (person_id, key, practice_id, pcn_id, given_names, family_name, source, changed_at," \
    " died_known) VALUES (3, " KEY ", 1, 1, 'Doris', 'Dunn', 'typed', 0, 1);"

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

static struct referral asked(int64_t person)
{
    return (struct referral){.pcn = {1},
        .person = {person},
        .source = REFERRAL_FROM_GP,
        .reasons = 1,
        .referrer = STR("Dr Patel"),
        .urgency = REFERRAL_SOON,
        .agreed = REFERRAL_AGREED_YES,
        .about_name = person ? STR_NONE : STR("Amina Rahman"),
        .about_born = DATE_NONE,
        .nonce = uuid_new(&test_clock),
        .key = uuid_new(&test_clock)};
}

struct sending {
    struct referral referral;
    struct str why_not;
};

static enum err send(struct ctx *c, void *arg)
{
    struct sending *s = arg;
    return referral_send(c, &s->referral, &s->why_not);
}

static enum err sent_by(struct actor *actor, struct referral *r)
{
    struct sending s = {.referral = *r};
    as(actor);
    enum err err = store_run(f.store, send, &s, &w.c);
    arena_release(&w.arena);
    return err;
}

static enum err move(struct ctx *c, void *arg)
{
    return referral_move(c, arg);
}

/* ---- the model ---- */

struct model {
    struct uuid key;
    enum referral_state state;
    int64_t owner, person, version;
};

static const struct referral_colleague LEAH = {
    .account = {1}, .role_held = {1}, .role = STAFF_ROLE_CARE_COORDINATOR, .name = STR_INIT("Leah Morgan")};
static const struct referral_colleague SAM = {
    .account = {2}, .role_held = {2}, .role = STAFF_ROLE_LINK_WORKER, .name = STR_INIT("Sam Osei")};

static enum err expected(const struct model *m, const struct referral_move *v, const struct referral_colleague *to)
{
    bool has = v->step == REFERRAL_STEP_ALLOCATED && m->owner == to->account.v;
    if (v->from.version != m->version) return ERR_CONFLICT;
    return !referral_may(m->state, v->step, m->person != 0) || has ? ERR_REFUSED : ERR_NONE;
}

static void follow(struct model *m, const struct referral_move *v, const struct referral_colleague *to)
{
    m->version++;
    m->state = referral_after(m->state, v->step);
    if (v->step == REFERRAL_STEP_MATCHED) m->person = v->person.v;
    if (v->step == REFERRAL_STEP_ALLOCATED || v->step == REFERRAL_STEP_ACCEPTED) m->owner = to->account.v;
    if (m->state != REFERRAL_IS_ALLOCATED && m->state != REFERRAL_IS_ACCEPTED) m->owner = 0;
}

static void agrees(const struct model *m)
{
    struct referral now;
    struct referral_events steps;
    read_as(&leah);
    assert_int_equal(referral_by_key(&w.c, m->key, &now), ERR_NONE);
    assert_int_equal(now.state, m->state);
    assert_int_equal(now.owner.v, m->owner);
    assert_int_equal(now.person.v, m->person);
    assert_int_equal(now.version, m->version);
    bool with_somebody = now.state == REFERRAL_IS_ALLOCATED || now.state == REFERRAL_IS_ACCEPTED;
    assert_true(with_somebody == (now.owner.v != 0));
    assert_int_equal(referral_history(&w.c, now.id, &steps), ERR_NONE);
    assert_int_equal(steps.n, m->version < 100 ? m->version : 100);
    read_end();
}

static void each_has_one_owner_whatever_two_people_do(void **state)
{
    (void)state;
    struct model models[SENT];
    struct random_seeded r;
    random_seed(&r, 42);
    for (size_t i = 0; i < SENT; i++) {
        struct referral one = asked(i % 4 == 3 ? 0 : 1 + (int64_t)(i % 2));
        assert_int_equal(sent_by(one.person.v ? &leah : &nobody, &one), ERR_NONE);
        models[i] = (struct model){one.key, REFERRAL_IS_RECEIVED, 0, one.person.v, 1};
    }
    for (int i = 0; i < MOVES; i++) {
        struct model *m = &models[random_below(&r, SENT)];
        struct actor *actor = random_below(&r, 2) ? &leah : &sam;
        const struct referral_colleague *to = actor == &leah ? &LEAH : &SAM;
        struct referral_move v = {
            .to = to, .words = STR("A word"), .offered = STR("A walking group"), .person = {1}};
        v.step = (enum referral_step)(2 + random_below(&r, REFERRAL_STEP_COUNT - 2));
        if (referral_is_open(m->state) && random_below(&r, 3) && v.step >= REFERRAL_STEP_REDIRECTED) continue;
        if (v.step == REFERRAL_STEP_DECLINED) v.reason = REFERRAL_DECLINE_NOT_WANTED;
        if (v.step == REFERRAL_STEP_ALLOCATED) to = v.to = random_below(&r, 2) ? &LEAH : &SAM;
        /* Somebody accepts what is given to them, or takes it from the inbox. */
        if (v.step == REFERRAL_STEP_ACCEPTED && m->owner) to = v.to = m->owner == 1 ? &LEAH : &SAM;
        read_as(actor);
        assert_int_equal(referral_by_key(&w.c, m->key, &v.from), ERR_NONE);
        v.next = v.from;
        v.from.version -= random_below(&r, 4) == 0; /* what somebody saw before a colleague was faster */
        store_read_end(f.store, w.c.db);
        w.c.db = NULL;
        enum err want = expected(m, &v, to);
        assert_int_equal(store_run(f.store, move, &v, &w.c), want);
        arena_release(&w.arena);
        if (!want) follow(m, &v, to);
        agrees(m);
    }
}

static void a_form_sent_twice_is_one_referral(void **state)
{
    (void)state;
    struct referral one = asked(1);
    assert_int_equal(sent_by(&leah, &one), ERR_NONE);
    one.key = uuid_new(&test_clock);
    assert_int_equal(sent_by(&leah, &one), ERR_EXISTS);
}

static void nobody_is_referred_who_has_died(void **state)
{
    (void)state;
    struct referral one = asked(3);
    assert_int_equal(sent_by(&leah, &one), ERR_REFUSED);
}

static void somebody_of_another_practice_sees_it_only_until_it_is_known_about_whom_it_is(void **state)
{
    (void)state;
    struct referral known = asked(1), unknown = asked(0), now;
    assert_int_equal(sent_by(&leah, &known), ERR_NONE);
    assert_int_equal(sent_by(&nobody, &unknown), ERR_NONE);
    read_as(&far);
    assert_int_equal(referral_by_key(&w.c, known.key, &now), ERR_NOT_FOUND);
    assert_int_equal(referral_by_key(&w.c, unknown.key, &now), ERR_NONE);
    read_end();
    read_as(&nobody);
    assert_int_equal(referral_by_key(&w.c, unknown.key, &now), ERR_NOT_FOUND);
    read_end();
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
        cmocka_unit_test(each_has_one_owner_whatever_two_people_do),
        cmocka_unit_test(a_form_sent_twice_is_one_referral),
        cmocka_unit_test(nobody_is_referred_who_has_died),
        cmocka_unit_test(somebody_of_another_practice_sees_it_only_until_it_is_known_about_whom_it_is),
    };
    return cmocka_run_group_tests_name("referrals on a database", tests, start, stop);
}

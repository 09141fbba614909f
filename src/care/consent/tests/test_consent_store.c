/* Recording consent and asking for it, on a database: what is decided counts from the next question on, and a
 * permit is good for what was asked and nothing else. */
#include "base/tests/check.h"
#include "care/consent/consent_entry.h"
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
    " (2, " KEY ", 1, 1, 'Harold', 'Bennett', 'typed', 0);"
static const struct person AMINA = {.id = {1},
    .given_names = STR_INIT("Amina"),
    .family_name = STR_INIT("Rahman"),
    .born = {INT32_MIN},
    .died = {INT32_MIN}};
static const struct person HAROLD = {.id = {2},
    .given_names = STR_INIT("Harold"),
    .family_name = STR_INIT("Bennett"),
    .born = {INT32_MIN},
    .died = {INT32_MIN}};

static void begin(void)
{
    work_init(&w);
    leah.permissions = permissions_of((enum staff_role)leah.role);
    w.c.actor = &leah;
}

static void end(void)
{
    arena_release(&w.arena);
}

static void read_begin(void)
{
    begin();
    assert_int_equal(store_read_begin(f.store, &w.arena, &leah.scope, &w.trace, &w.c.db), ERR_NONE);
}

static void read_end(void)
{
    store_read_end(f.store, w.c.db);
    end();
}

static struct consent_entry entry(const struct person *p, enum consent_entry_kind kind, int answer)
{
    return (struct consent_entry){.person = p->id,
        .kind = kind,
        .answer = answer,
        .decided_by = kind == CONSENT_ENTRY_DECISION ? DECIDED_BY_PERSON : 0,
        .how = kind == CONSENT_ENTRY_DECISION ? CONSENT_HOW_SAID : 0,
        .on = clock_today(&test_clock),
        .review_on = DATE_NONE,
        .until_on = DATE_NONE,
        .seen_on = DATE_NONE,
        .nonce = uuid_new(&test_clock)};
}

struct attempt {
    struct consent_saving saving;
    struct problems problems;
};

static enum err save(struct ctx *c, void *arg)
{
    struct attempt *a = arg;
    a->problems.arena = c->arena;
    a->saving.problems = &a->problems;
    return consent_save(c, &a->saving);
}

static struct uuid newest(const struct person *p)
{
    struct consent_list all;
    read_begin();
    assert_int_equal(consent_read(&w.c, p->id, &all), ERR_NONE);
    struct uuid key = all.n ? all.items[all.n - 1].key : (struct uuid){0};
    read_end();
    return key;
}

static enum err record(const struct person *p, struct consent_entry e, bool new_party)
{
    struct attempt a = {.saving = {.entry = e, .new_party = new_party, .seen = newest(p), .person = p}};
    begin();
    enum err err = store_run(f.store, save, &a, &w.c);
    end();
    return err;
}

static struct consent_entry telling_leila(int answer, struct consent_party_id party)
{
    struct consent_entry e = entry(&AMINA, CONSENT_ENTRY_DECISION, answer);
    e.subject = (struct consent_subject){CONSENT_PARTY, CONSENT_CHANNEL_NONE, party};
    e.party = (struct consent_party){party, {{0}}, PARTY_CARER, STR("Leila Rahman"), STR("daughter")};
    e.kinds = 1;
    return e;
}

static struct consent_party_id leila(void)
{
    struct consent_list all;
    read_begin();
    assert_int_equal(consent_read(&w.c, AMINA.id, &all), ERR_NONE);
    struct consent_party_id id = {0};
    for (size_t i = 0; i < all.n; i++)
        if (all.items[i].subject.party.v) id = all.items[i].subject.party;
    read_end();
    assert_true(id.v != 0);
    return id;
}

static bool may_be_told(struct consent_party_id party, unsigned kinds)
{
    struct sharing_answer answer;
    const struct sharing what = {.purpose = CONSENT_PARTY, .party = party, .kinds = kinds};
    read_begin();
    assert_int_equal(sharing_ask(&w.c, &AMINA, &what, &answer), ERR_NONE);
    bool may = answer.may;
    assert_true(may == (answer.permit != NULL));
    assert_int_equal(w.c.may_leave.v, 0); /* having asked lets nothing out */
    assert_true(answer.words.n > 10);
    check_text(w.entry.object_kind, "consent"); /* which entry the answer rests on stands in the audit */
    if (may) sharing_use(&w.c, answer.permit, AMINA.id, CONSENT_PARTY, kinds);
    assert_int_equal(w.c.may_leave.v, may ? 1 : 0);
    read_end();
    return may;
}

static void a_withdrawal_counts_from_the_next_question_on(void **state)
{
    (void)state;
    assert_int_equal(record(&AMINA, telling_leila(CONSENT_GIVEN, (struct consent_party_id){0}), true), ERR_NONE);
    struct consent_party_id party = leila();
    assert_true(may_be_told(party, 1));
    assert_false(may_be_told(party, 2));
    assert_int_equal(record(&AMINA, telling_leila(CONSENT_WITHDRAWN, party), false), ERR_NONE);
    assert_false(may_be_told(party, 1));
    assert_int_equal(record(&AMINA, telling_leila(CONSENT_GIVEN, party), false), ERR_NONE);
    assert_true(may_be_told(party, 1));
}

static void nobody_named_for_one_person_is_told_of_another(void **state)
{
    (void)state;
    struct sharing_answer answer;
    const struct sharing what = {.purpose = CONSENT_PARTY, .party = leila(), .kinds = 1};
    read_begin();
    assert_int_equal(sharing_ask(&w.c, &HAROLD, &what, &answer), ERR_NOT_FOUND);
    assert_null(answer.permit);
    assert_int_equal(w.c.may_leave.v, 0);
    read_end();
    struct consent_entry e = telling_leila(CONSENT_GIVEN, what.party);
    e.person = HAROLD.id;
    assert_int_not_equal(record(&HAROLD, e, false), ERR_NONE); /* the database itself refuses it */
}

static const struct sharing_permit *permit_for(unsigned kinds)
{
    struct sharing_answer answer;
    const struct sharing what = {.purpose = CONSENT_PARTY, .party = leila(), .kinds = kinds};
    read_begin();
    assert_int_equal(sharing_ask(&w.c, &AMINA, &what, &answer), ERR_NONE);
    assert_non_null(answer.permit);
    return answer.permit;
}

static const struct sharing_permit *used;
static void use_for_another(void)
{
    sharing_use(&w.c, used, HAROLD.id, CONSENT_PARTY, 1);
}
static void use_for_more(void)
{
    sharing_use(&w.c, used, AMINA.id, CONSENT_PARTY, 3);
}
static void use_for_something_else(void)
{
    sharing_use(&w.c, used, AMINA.id, CONSENT_STORY, 0);
}
static void use_in_another_snapshot(void)
{
    w.c.db = NULL;
    sharing_use(&w.c, used, AMINA.id, CONSENT_PARTY, 1);
}
static void use_without(void)
{
    sharing_use(&w.c, NULL, AMINA.id, CONSENT_PARTY, 1);
}

static void a_permit_is_good_for_what_was_asked_alone(void **state)
{
    (void)state;
    used = permit_for(1);
    sharing_use(&w.c, used, AMINA.id, CONSENT_PARTY, 1);
    void (*const wrong[])(void) = {
        use_for_another, use_for_more, use_for_something_else, use_in_another_snapshot, use_without};
    for (size_t i = 0; i < COUNT_OF(wrong); i++) check_dies(wrong[i], STR("expected"));
    read_end();
}

static void what_was_decided_while_one_typed_is_not_overwritten(void **state)
{
    (void)state;
    struct uuid seen = newest(&AMINA);
    struct consent_party_id party = leila();
    assert_int_equal(record(&AMINA, telling_leila(CONSENT_REFUSED, party), false), ERR_NONE);
    struct consent_entry twin = telling_leila(CONSENT_GIVEN, (struct consent_party_id){0});
    twin.party.name = STR("leila rahman");
    assert_int_equal(record(&AMINA, twin, true), ERR_CONFLICT); /* the same person under a new entry */
    struct attempt a = {.saving = {.entry = telling_leila(CONSENT_GIVEN, party), .seen = seen, .person = &AMINA}};
    begin();
    assert_int_equal(store_run(f.store, save, &a, &w.c), ERR_CONFLICT);
    a.saving.entry.subject = (struct consent_subject){CONSENT_CHANNEL, CONSENT_BY_TEXT, {0}}; /* something else */
    assert_int_equal(store_run(f.store, save, &a, &w.c), ERR_NONE);
    assert_int_equal(store_run(f.store, save, &a, &w.c), ERR_EXISTS);
    end();
}

static enum err strike_last(struct ctx *c, void *arg)
{
    struct consent_list all;
    (void)arg;
    enum err err = consent_read(c, AMINA.id, &all);
    return err ? err :
                 consent_strike(c, consent_current(&all, (struct consent_subject){CONSENT_RECORD, 0, {0}}),
                     STR("wrong person"));
}

static void a_refusal_of_a_record_stops_what_is_new_until_it_is_struck_through(void **state)
{
    (void)state;
    bool allowed;
    struct consent_known known;
    struct consent_entry e = entry(&AMINA, CONSENT_ENTRY_DECISION, CONSENT_REFUSED);
    e.subject.purpose = CONSENT_RECORD;
    assert_int_equal(record(&AMINA, e, false), ERR_NONE);
    read_begin();
    assert_int_equal(consent_allows_record(&w.c, AMINA.id, &allowed), ERR_NONE);
    assert_false(allowed);
    assert_int_equal(consent_known(&w.c, &AMINA, &known), ERR_NONE);
    assert_true(known.no_record);
    check_text(known.items.items[0].strong, "Stop: no co-ordination record.");
    read_end();
    begin();
    assert_int_equal(store_run(f.store, strike_last, NULL, &w.c), ERR_NONE);
    end();
    read_begin();
    assert_int_equal(consent_allows_record(&w.c, AMINA.id, &allowed), ERR_NONE);
    assert_true(allowed);
    struct consent_list all;
    assert_int_equal(consent_read(&w.c, AMINA.id, &all), ERR_NONE);
    check_text(all.items[all.n - 1].struck_why, "wrong person"); /* still there */
    read_end();
}

static void each_kind_is_recorded_by_those_who_may(void **state)
{
    (void)state;
    static const struct {
        int role;
        bool decision, capacity, basis;
    } ROLES[] = {{STAFF_ROLE_CARE_COORDINATOR, true, true, false}, {STAFF_ROLE_CLINICIAN, true, true, true},
        {STAFF_ROLE_SUPERVISOR, true, true, true}, {STAFF_ROLE_PRACTICE_STAFF, true, false, false},
        {STAFF_ROLE_DATA_MANAGER, false, false, false}, {STAFF_ROLE_GOVERNANCE_LEAD, false, false, true},
        {STAFF_ROLE_ADMINISTRATOR, false, false, false}, {STAFF_ROLE_PCN_MANAGER, false, false, false}};
    for (size_t i = 0; i < COUNT_OF(ROLES); i++) {
        leah.role = ROLES[i].role;
        struct consent_entry basis = entry(&AMINA, CONSENT_ENTRY_BASIS, CONSENT_LEGAL_DUTY);
        basis.subject = (struct consent_subject){CONSENT_PARTY, CONSENT_CHANNEL_NONE, leila()};
        basis.kinds = 1;
        basis.until_on = date_add_days(basis.on, 7);
        basis.words = STR("A court asked for it");
        struct consent_entry attorney = entry(&AMINA, CONSENT_ENTRY_ATTORNEY, CONSENT_PROPERTY);
        attorney.name = STR("Leila Rahman");
        attorney.decided_by = DECIDED_BY_ATTORNEY;
        struct consent_entry refusal = entry(&AMINA, CONSENT_ENTRY_DECISION, CONSENT_REFUSED);
        refusal.subject = (struct consent_subject){CONSENT_CHANNEL, CONSENT_BY_VISIT, {0}};
        assert_int_equal(record(&AMINA, refusal, false), ROLES[i].decision ? ERR_NONE : ERR_REFUSED);
        assert_int_equal(record(&AMINA, attorney, false), ROLES[i].capacity ? ERR_NONE : ERR_REFUSED);
        assert_int_equal(record(&AMINA, basis, false), ROLES[i].basis ? ERR_NONE : ERR_REFUSED);
    }
    leah.role = STAFF_ROLE_CARE_COORDINATOR;
    assert_true(may_be_told(leila(), 1)); /* refused above, and a court asked */
}

static enum err strike(struct ctx *c, void *arg)
{
    return consent_strike(c, arg, STR("curious"));
}

static void somebody_of_another_practice_neither_reads_nor_changes_it(void **state)
{
    (void)state;
    struct consent_list all;
    leah.scope.practice_ids = quay;
    read_begin();
    assert_int_equal(consent_read(&w.c, AMINA.id, &all), ERR_NONE);
    assert_int_equal(all.n, 0);
    read_end();
    leah.scope.practice_ids = elm;
    read_begin();
    assert_int_equal(consent_read(&w.c, AMINA.id, &all), ERR_NONE);
    assert_true(all.n > 5);
    struct consent_entry first = all.items[0];
    read_end();
    first.by_name = first.words = first.struck_why = STR_NONE;
    first.party.name = first.party.relation = first.name = first.help = first.why = STR_NONE;
    leah.scope.practice_ids = quay;
    begin();
    w.c.actor = &leah;
    assert_int_equal(store_run(f.store, strike, &first, &w.c), ERR_CONFLICT);
    end();
    leah.scope.practice_ids = elm;
}

static void a_refusal_is_recorded_when_nothing_else_can_be(void **state)
{
    (void)state;
    struct consent_entry given = entry(&HAROLD, CONSENT_ENTRY_DECISION, CONSENT_GIVEN);
    given.subject.purpose = CONSENT_STORY;
    enum err err = ERR_NONE;
    int n = 0;
    for (; !err && n <= CONSENT_ENTRIES_MOST; n++) {
        given.nonce = uuid_new(&test_clock);
        err = record(&HAROLD, given, false);
    }
    assert_int_equal(err, ERR_TOO_LARGE);
    assert_int_equal(n - 1, CONSENT_ENTRIES_MOST);
    struct consent_entry withdrawn = given;
    withdrawn.answer = CONSENT_WITHDRAWN;
    withdrawn.nonce = uuid_new(&test_clock);
    assert_int_equal(record(&HAROLD, withdrawn, false), ERR_NONE);
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
        cmocka_unit_test(a_withdrawal_counts_from_the_next_question_on),
        cmocka_unit_test(nobody_named_for_one_person_is_told_of_another),
        cmocka_unit_test(a_permit_is_good_for_what_was_asked_alone),
        cmocka_unit_test(what_was_decided_while_one_typed_is_not_overwritten),
        cmocka_unit_test(a_refusal_of_a_record_stops_what_is_new_until_it_is_struck_through),
        cmocka_unit_test(each_kind_is_recorded_by_those_who_may),
        cmocka_unit_test(somebody_of_another_practice_neither_reads_nor_changes_it),
        cmocka_unit_test(a_refusal_is_recorded_when_nothing_else_can_be),
    };
    return cmocka_run_group_tests_name("consent on a database", tests, start, stop);
}

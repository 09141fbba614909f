/* Saving a contact: once for a form sent twice, together with its tasks; struck once. */
#include "care/contacts/contact.h"
#include "platform/db/tests/store_support.h"

static struct fixture f;
static struct work w;
static const struct actor leah = {.account = {1},
    .role = STAFF_ROLE_CARE_COORDINATOR,
    .name = STR_INIT("Leah Morgan"),
    .scope = {.everybody = true}};
static const char SCRIPT[] =
    "INSERT INTO pcn (pcn_id, key, name) VALUES (1, randomblob(16), 'Riverside');"
    "INSERT INTO practice (practice_id, key, pcn_id, ods_code, name) VALUES (1, randomblob(16), 1, 'A99001', "
    "'Elm');"
    "INSERT INTO account (account_id, key, email, name, state, created_at, pcn_id)"
    " VALUES (1, randomblob(16), 'leah@example.org', 'Leah Morgan', 'active', 0, 1);"
    "INSERT INTO person (person_id, key, practice_id, pcn_id, given_names, family_name, source, changed_at)"
    " VALUES (1, randomblob(16), 1, 1, 'Amina', 'Rahman', 'typed', 0);"
    "INSERT INTO task (task_id, key, person_id, owner_id, kind, title, due, promised_on)"
    " VALUES (1, randomblob(16), 1, 1, 'promise', 'Confirm the taxi', 20780, 20770);";

static const char REFUSED[] =
    "INSERT INTO consent (key, person_id, entry, purpose, answer, decided_by, how, happened_on, account_id, role,"
    " recorded_at, nonce) VALUES (randomblob(16), 1, 'decision', 'record', 'refused', 'person', 'said', 20783, 1, "
    "1, 0,"
    " randomblob(16));";

static struct contact_saving spoke(struct str note)
{
    struct contact_saving s = {.next = {.person = {1},
                                   .owner = {1},
                                   .kind = TASK_CONTACT,
                                   .title = STR("Next contact"),
                                   .due = {20790},
                                   .promised_on = {20780}}};
    s.contact = (struct contact){.person = {1},
        .happened_at = clock_now(&test_clock),
        .outcome = CONTACT_SPOKE,
        .mode = CONTACT_BY_TELEPHONE,
        .with = CONTACT_WITH_PERSON,
        .note = note,
        .struck_at = INSTANT_NONE};
    s.nonce = uuid_new(&test_clock);
    return s;
}

static enum err save(struct ctx *c, void *arg)
{
    struct contact_saving s = *(struct contact_saving *)arg;
    return contact_save(c, &s);
}

static enum err strike(struct ctx *c, void *arg)
{
    return contact_strike(c, arg, STR("wrong person"));
}

static void begin(void)
{
    work_init(&w);
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

static void check_rows(size_t contacts, size_t open)
{
    struct contact_list found;
    struct task_list tasks;
    read_begin();
    assert_int_equal(
        contacts_from(&w.c, (struct person_id){1}, (struct instant){INT64_MAX}, INT64_MAX, 50, &found), ERR_NONE);
    assert_int_equal(tasks_about(&w.c, (struct person_id){1}, &tasks), ERR_NONE);
    assert_int_equal(found.n, contacts);
    assert_int_equal(tasks.n, open);
    read_end();
}

static void a_contact_finishes_its_task_and_makes_the_next(void **state)
{
    (void)state;
    struct contact_saving s = spoke(STR("Taxi booked"));
    struct task_list open;
    read_begin();
    assert_int_equal(tasks_about(&w.c, (struct person_id){1}, &open), ERR_NONE);
    struct task task = open.items[0];
    read_end();
    task.title = task.owner_name = STR("Confirm the taxi");
    s.finishes = (struct task_list){&task, 1};
    begin();
    assert_int_equal(store_run(f.store, save, &s, &w.c), ERR_NONE);
    end();
    check_rows(1, 1);
    begin();
    s.nonce = uuid_new(&test_clock);
    s.next.due = DATE_NONE;
    assert_int_equal(store_run(f.store, save, &s, &w.c), ERR_NONE); /* a colleague finished it: no fault */
    end();
    check_rows(2, 1);
}

static void check_resent(const struct contact_sent *sent, bool expected)
{
    bool same = !expected;
    assert_int_equal(contact_is_resent(&w.c, sent, &same), ERR_NONE);
    assert_int_equal(same, expected);
}

static void a_form_sent_twice_is_saved_once_and_a_changed_one_is_told_apart(void **state)
{
    (void)state;
    struct contact_saving s = spoke(STR("Taxi booked"));
    begin();
    assert_int_equal(store_run(f.store, save, &s, &w.c), ERR_NONE);
    end();
    begin();
    assert_int_equal(store_run(f.store, save, &s, &w.c), ERR_EXISTS);
    end();
    check_rows(3, 2);
    read_begin();
    const struct contact_sent sent = {&s.contact, s.nonce, .timed = true, .next_due = s.next.due};
    check_resent(&sent, true);
    const struct contact as_saved = s.contact;
    for (size_t i = 0; i < 7; i++) { /* each thing that somebody may change after going back */
        s.contact = as_saved;
        if (i == 0) s.contact.note = STR("Taxi booked for 9am");
        if (i == 1) s.contact.with_name = STR("Sana");
        if (i == 2) s.contact.minutes = 5;
        if (i == 3) s.contact.explained = true;
        if (i == 4) s.contact.incoming = true;
        if (i == 5) s.contact.mode = CONTACT_BY_VIDEO;
        if (i == 6) s.contact.happened_at.v -= 60000;
        check_resent(&sent, false);
    }
    s.contact = as_saved;
    struct contact_sent changed = sent;
    changed.next_title = STR("Ring the pharmacy");
    check_resent(&changed, false);
    changed = sent;
    changed.next_due = DATE_NONE;
    check_resent(&changed, false);
    changed = sent;
    changed.next_first = true;
    check_resent(&changed, false);
    changed = sent;
    changed.nonce = uuid_new(&test_clock);
    check_resent(&changed, false);
    read_end();
}

static void what_is_struck_through_stays_and_is_struck_once(void **state)
{
    (void)state;
    struct contact_list found;
    read_begin();
    assert_int_equal(contacts_with(&w.c, (struct person_id){1}, 50, &found), ERR_NONE);
    struct contact k = found.items[0];
    assert_int_equal(k.seen_code.v, 148481000000101);
    k.by_name = k.note = STR("Taxi booked");
    read_end();
    for (int time = 0; time < 2; time++) {
        begin();
        assert_int_equal(store_run(f.store, strike, &k, &w.c), time ? ERR_CONFLICT : ERR_NONE);
        end();
    }
    check_rows(3, 2);
    read_begin();
    assert_int_equal(contacts_with(&w.c, (struct person_id){1}, 50, &found), ERR_NONE);
    assert_int_equal(found.n, 2);
    assert_int_equal(contact_by_key(&w.c, k.key, &k), ERR_NONE);
    assert_true(instant_is_set(k.struck_at));
    assert_string_equal(str_cstr(&w.arena, k.struck_why), "wrong person");
    read_end();
}

/* What was typed before they refused is refused in the action: the form could not know. */
static void nothing_new_begins_once_they_refused_a_record(void **state)
{
    (void)state;
    fixture_close(&f);
    fixture_script(&f, str_from_cstr(REFUSED));
    fixture_open(&f);
    struct contact_saving s = spoke(STR("Goodbye"));
    begin();
    assert_int_equal(store_run(f.store, save, &s, &w.c), ERR_REFUSED);
    s.next.due = DATE_NONE;
    assert_int_equal(store_run(f.store, save, &s, &w.c), ERR_NONE);
    end();
    check_rows(4, 2);
}

static void contact_at(int64_t at, int64_t *ret_id)
{
    struct contact_saving s = spoke(STR("Counted"));
    s.next.due = DATE_NONE;
    s.contact.happened_at.v = at;
    begin();
    assert_int_equal(store_run(f.store, save, &s, &w.c), ERR_NONE);
    end();
    struct contact_list found;
    read_begin();
    assert_int_equal(
        contacts_from(&w.c, (struct person_id){1}, (struct instant){at}, INT64_MAX, 1, &found), ERR_NONE);
    *ret_id = found.items[0].id.v;
    read_end();
}

/* Months are England's: the last half hour of September in universal time is already October in summer time. */
static void contacts_count_in_the_month_in_which_people_had_them(void **state)
{
    (void)state;
    struct date today;
    struct contact_month before[CONTACT_MONTHS], months[CONTACT_MONTHS];
    assert_true(date_from_parts((struct date_parts){2026, 11, 24}, &today));
    read_begin();
    assert_int_equal(contacts_by_month(&w.c, (struct person_id){1}, today, before), ERR_NONE);
    read_end();
    struct date first_of_december, first_of_october;
    assert_true(date_from_parts((struct date_parts){2025, 12, 1}, &first_of_december));
    assert_true(date_from_parts((struct date_parts){2026, 10, 1}, &first_of_october));
    const int64_t minute = 60000, october = instant_from_local(first_of_october, 0, 0).v,
                  december = instant_from_local(first_of_december, 0, 0).v;
    assert_int_equal(october % (24 * 60 * minute), 23 * 60 * minute);
    int64_t struck, id;
    contact_at(october, &id);
    contact_at(october - minute, &id);
    contact_at(december, &id);
    contact_at(december - minute, &id); /* too long ago */
    contact_at(october + minute, &struck);
    begin();
    struct contact k = {.id = {struck},
        .person = {1},
        .by_name = STR("Leah"),
        .outcome = CONTACT_SPOKE,
        .mode = CONTACT_BY_VIDEO,
        .with = CONTACT_WITH_PERSON};
    assert_int_equal(store_run(f.store, strike, &k, &w.c), ERR_NONE);
    end();
    read_begin();
    assert_int_equal(contacts_by_month(&w.c, (struct person_id){1}, today, months), ERR_NONE);
    read_end();
    const int64_t more[CONTACT_MONTHS] = {[0] = 1, [9] = 1, [10] = 1};
    for (size_t i = 0; i < CONTACT_MONTHS; i++) assert_int_equal(months[i].contacts, before[i].contacts + more[i]);
    assert_true(date_eq(months[0].first, first_of_december) && date_eq(months[10].first, first_of_october));
}

static int start(void **state)
{
    (void)state;
    clock_use_english_time();
    fixture_new(&f);
    fixture_open(&f);
    fixture_close(&f);
    fixture_script(&f, str_from_cstr(SCRIPT));
    fixture_open(&f);
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
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_contact_finishes_its_task_and_makes_the_next),
        cmocka_unit_test(a_form_sent_twice_is_saved_once_and_a_changed_one_is_told_apart),
        cmocka_unit_test(what_is_struck_through_stays_and_is_struck_once),
        cmocka_unit_test(nothing_new_begins_once_they_refused_a_record),
        cmocka_unit_test(contacts_count_in_the_month_in_which_people_had_them)};
    return cmocka_run_group_tests_name("care-contact-store", tests, start, stop);
}

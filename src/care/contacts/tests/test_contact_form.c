/* Reading the contact form: what is usual, what is refused, what comes back. The clock stands on a day. */
#include "base/limits.h"
#include "care/contacts/contact_form.h"

#include <setjmp.h>
#include <cmocka.h>

static struct arena arena;
static struct clock clock_;
static struct actor actor = {.account = {7}, .role = STAFF_ROLE_CARE_COORDINATOR};
static struct ctx c;
static struct person amina = {.id = {1}, .given_names = STR_INIT("Amina"), .family_name = STR_INIT("Rahman")};
static struct task tasks[2];
static bool closes_only; /* they refused a co-ordination record */
static const char NONCE[] = "nonce=0193a5c4-7a10-7c3e-8f00-2b1c6d7e8f90&";
static const char LEAST[] = "outcome=spoke&with=person&next=none";
static const char TASK_1[] = "0193a5c4-7a10-7c3e-8f00-000000000001";
static const char TASK_2[] = "0193a5c4-7a10-7c3e-8f00-000000000002";

static struct contact_form read_body(const char *body)
{
    struct form form = {0};
    assert_int_equal(form_parse(&arena, str_from_cstr(body), &form, NULL), ERR_NONE);
    return contact_form_read(&c, &form, &amina, (struct task_list){tasks, COUNT_OF(tasks)}, closes_only);
}

static struct contact_form read_with(const char *more)
{
    return read_body(str_cstr(&arena, str_printf(&arena, "%s%s&%s", NONCE, LEAST, more)));
}

static void check_problem(const struct contact_form *f, const char *field, const char *message)
{
    if (!f->problems.n) fail_msg("nothing was wrong at %s", field);
    assert_string_equal(str_cstr(&arena, problems_at(&f->problems, str_from_cstr(field))), message);
}

static void check_refused(const char *more, const char *field, const char *message)
{
    struct contact_form f = read_with(more);
    check_problem(&f, field, message);
}

/* form_get takes the first of a name, so these replace an answer of the least form. */
static void check_answer_refused(const char *body, const char *field, const char *message)
{
    struct contact_form f = read_body(str_cstr(&arena, str_printf(&arena, "%s%s", NONCE, body)));
    check_problem(&f, field, message);
}

static void whoever_refused_a_record_gets_nothing_to_come_next(void **state)
{
    (void)state;
    closes_only = true;
    struct contact_form f = read_with("");
    assert_int_equal(f.problems.n, 0);
    check_answer_refused("outcome=spoke&with=person&next=tomorrow", "next",
        "They refused a co-ordination record: choose “None needed”. Only a contact that closes can be recorded");
    closes_only = false;
}

static void what_is_usual_is_offered_and_saves_as_it_is(void **state)
{
    (void)state;
    struct contact_form f =
        contact_form_new(&c, &amina, (struct task_list){tasks, COUNT_OF(tasks)}, tasks[1].key, true);
    assert_int_equal(f.outcome, CONTACT_SPOKE);
    assert_int_equal(f.with, CONTACT_WITH_PERSON);
    assert_int_equal(f.next, NEXT_NONE);
    assert_false(f.finishes[0]);
    assert_true(f.finishes[1]);
    struct contact_saving s = contact_form_saving(&c, &f, &amina);
    assert_int_equal(s.contact.mode, CONTACT_BY_TELEPHONE);
    assert_int_equal(s.contact.happened_at.v, clock_now(&clock_).v);
    assert_int_equal(s.finishes.n, 1);
    assert_false(date_is_set(s.next.due));
}

static void no_answer_and_tomorrow_makes_a_contact_due(void **state)
{
    (void)state;
    struct contact_form f =
        read_body(str_cstr(&arena, str_printf(&arena, "%soutcome=no_answer&with=person&next=tomorrow", NONCE)));
    assert_int_equal(f.problems.n, 0);
    struct contact_saving s = contact_form_saving(&c, &f, &amina);
    assert_int_equal(s.next.kind, TASK_CONTACT);
    assert_int_equal(date_days_between(clock_today(&clock_), s.next.due), 1);
    assert_int_equal(s.next.owner.v, 7);
    assert_true(s.next.title.n > 0);
}

static void what_was_promised_makes_a_promise_and_what_cannot_wait_comes_first(void **state)
{
    (void)state;
    struct contact_form f = read_body(str_cstr(
        &arena, str_printf(&arena, "%soutcome=spoke&with=person&next=week&next_title=Book+the+taxi", NONCE)));
    struct contact_saving s = contact_form_saving(&c, &f, &amina);
    assert_int_equal(s.next.kind, TASK_PROMISE);
    assert_string_equal(str_cstr(&arena, s.next.title), "Book the taxi");
    f.next_first = true;
    assert_int_equal(contact_form_saving(&c, &f, &amina).next.kind, TASK_ACT_FIRST);
}

static void what_was_only_tried_is_put_off_and_keeps_what_it_was(void **state)
{
    (void)state;
    tasks[1].kind = TASK_ACT_FIRST;
    const char *tried =
        str_cstr(&arena, str_printf(&arena, "outcome=no_answer&with=person&finishes=%s&next=", TASK_2));
    struct contact_form f = read_body(str_cstr(&arena, str_printf(&arena, "%s%stomorrow", NONCE, tried)));
    struct contact_saving s = contact_form_saving(&c, &f, &amina);
    assert_int_equal(s.finishes.n, 1);
    assert_int_equal(s.next.kind, TASK_ACT_FIRST);
    assert_string_equal(str_cstr(&arena, s.next.title), "Confirm the taxi");
    check_answer_refused(str_cstr(&arena, str_printf(&arena, "%snone", tried)), "next",
        "Choose when to try again, or untick what this did not finish");
    f = read_body(str_cstr(&arena, str_printf(&arena, "%s%snone&direction=in", NONCE, tried)));
    assert_int_equal(f.problems.n, 0); /* they rang: something was reached */
}

static void an_empty_form_says_what_to_choose(void **state)
{
    (void)state;
    struct contact_form f = read_body("");
    assert_true(f.problems.n >= 4);
    check_problem(&f, "outcome", "Choose what happened");
    check_problem(&f, "with", "Choose who it was with");
    check_problem(&f, "", "This form was not complete. Check it and save again");
    assert_true(uuid_is_set(f.nonce));
}

static void answers_that_were_never_offered_are_refused(void **state)
{
    (void)state;
    check_answer_refused("outcome=Spoke&with=person&next=none", "outcome", "Choose what happened");
    check_answer_refused("outcome='--&with=person&next=none", "outcome", "Choose what happened");
    check_answer_refused("outcome=spoke&with=%22%3E%3Cscript%3E&next=none", "with", "Choose who it was with");
    check_answer_refused(
        "outcome=spoke&with=person&next=1", "next", "Choose when the next contact is, or that none is needed");
    check_refused("mode=telepathy", "mode", "Choose how it happened");
    check_refused("direction=up", "direction", "Choose who got in touch");
    check_refused("finishes=../../etc", "finishes", "Choose from the tasks that are listed");
}

static void impossible_and_future_times_are_refused(void **state)
{
    (void)state;
    check_refused("day[day]=31&day[month]=2&day[year]=2026", "day",
        "Day of the contact must be a real date, such as 4 3 1943");
    check_refused("day[day]=25&day[month]=11&day[year]=2026&time=9am", "day",
        "Day of the contact must be today or in the past");
    check_refused("day[day]=4&day[month]=3&day[year]=1943&time=9am", "day",
        "Day of the contact must be within the last year");
    check_refused("day[day]=20&day[month]=11&day[year]=2026", "time", "Enter about what time it was, like 2:30pm");
    check_refused("time=11:43am", "time", "Time must not be in the future");
    check_refused("time=25:00", "time", "Enter a time, like 2:30pm or 14:30");
    check_refused("minutes=-5", "minutes", "Minutes must be a whole number from 0 to 600, like 20");
    check_refused("minutes=601", "minutes", "Minutes must be a whole number from 0 to 600, like 20");
    check_refused(
        "minutes=99999999999999999999", "minutes", "Minutes must be a whole number from 0 to 600, like 20");
}

static void the_next_date_must_be_a_coming_day(void **state)
{
    (void)state;
    const char *least = "outcome=spoke&with=person&next=date&";
    static const struct {
        const char *date, *message;
    } CASES[] = {{"", "Enter the date of the next contact"},
        {"next_on[day]=23&next_on[month]=11&next_on[year]=2026",
            "Date of the next contact must be today or in the future"},
        {"next_on[day]=1&next_on[month]=12&next_on[year]=2062", "Date of the next contact must be within 2 years"},
        {"next_on[day]=1&next_on[month]=12", "Date of the next contact must include a year"},
        {"next_on[day]=1&next_on[month]=13&next_on[year]=2026",
            "Date of the next contact must be a real date, such as 4 3 1943"}};
    for (size_t i = 0; i < COUNT_OF(CASES); i++)
        check_answer_refused(
            str_cstr(&arena, str_printf(&arena, "%s%s", least, CASES[i].date)), "next_on", CASES[i].message);
    check_refused("next_on[day]=1&next_on[month]=12&next_on[year]=2026", "next",
        "Choose “Choose a date”, or clear the date that is typed there");
}

static void a_promise_needs_a_day(void **state)
{
    (void)state;
    check_refused("next_title=Book+the+taxi", "next", "Choose when you will do what you promised");
    check_refused("next_first=yes", "next", "Choose when it must be done");
}

static void hidden_characters_and_long_notes_are_refused_and_kept(void **state)
{
    (void)state;
    struct contact_form f = read_with("note=Ring+%E2%80%AEback");
    check_problem(&f, "note", "Note must not contain hidden characters");
    assert_string_equal(str_cstr(&arena, f.note),
        "Ring \xE2\x80\xAE"
        "back");
    struct buf long_note = buf_new(&arena, 64, 20000);
    buf_add(&long_note, STR("note="));
    for (int i = 0; i < LIMIT_NOTE + 1; i++) buf_byte(&long_note, 'a');
    f = read_with(str_cstr(&arena, buf_str(&long_note)));
    check_problem(&f, "note", "Note must be 4000 characters or fewer");
    assert_int_equal(f.note.n, LIMIT_NOTE + 1);
    check_refused("next_title=a%0Ab", "next_title", "What for must be one line");
}

static void a_name_belongs_to_the_answer_that_was_chosen(void **state)
{
    (void)state;
    check_refused("carer_name=Sara", "with", "Choose “Carer or family”, or clear the name that is typed there");
    check_answer_refused("outcome=spoke&with=carer&next=none&carer_name=%E2%80%AEx", "carer_name",
        "Name must not contain hidden characters");
    struct contact_form f = read_body(
        str_cstr(&arena, str_printf(&arena, "%soutcome=spoke&with=carer&next=none&carer_name=Sara", NONCE)));
    assert_int_equal(f.problems.n, 0);
    assert_string_equal(str_cstr(&arena, contact_form_saving(&c, &f, &amina).contact.with_name), "Sara");
}

static void tasks_are_finished_by_their_keys_and_others_keys_do_nothing(void **state)
{
    (void)state;
    struct str body = str_printf(
        &arena, "finishes=%s&finishes=0193a5c4-7a10-7c3e-8f00-0000000000ff&finishes=%s", TASK_2, TASK_2);
    struct contact_form f = read_with(str_cstr(&arena, body));
    assert_int_equal(f.problems.n, 0);
    struct contact_saving s = contact_form_saving(&c, &f, &amina);
    assert_int_equal(s.finishes.n, 1);
    assert_int_equal(s.finishes.items[0].id.v, 102);
}

static void somebody_who_died_was_not_spoken_with_afterwards(void **state)
{
    (void)state;
    struct person before = amina;
    amina.died_known = true;
    amina.died = date_add_days(clock_today(&clock_), -3);
    assert_int_equal(
        contact_form_new(&c, &amina, (struct task_list){0}, (struct uuid){0}, false).with, CONTACT_WITH_CARER);
    struct contact_form f = read_with("");
    check_problem(&f, "with", "Amina had died by then. Choose who it was with");
    f = read_with("day[day]=20&day[month]=11&day[year]=2026&time=9am");
    assert_int_equal(f.problems.n, 0);
    amina = before;
}

static void check_time(const char *typed, int hour, int minute)
{
    int h = -1, m = -1;
    if (!contact_time(str_from_cstr(typed), &h, &m)) fail_msg("%s was refused", typed);
    assert_int_equal(h * 60 + m, hour * 60 + minute);
}

static void times_are_understood_as_people_type_them(void **state)
{
    (void)state;
    check_time("2:30pm", 14, 30);
    check_time("2.30 PM", 14, 30);
    check_time("14:30", 14, 30);
    check_time("1430", 14, 30);
    check_time("930am", 9, 30);
    check_time(" 2pm ", 14, 0);
    check_time("12am", 0, 0);
    check_time("12:15 p.m.", 12, 15);
    check_time("noon", 12, 0);
    check_time("00:00", 0, 0);
    static const char *const bad[] = {"", "2", "14", "24:00", "13pm", "0am", "9:5", "9:60", "9:005", "am", "pm",
        "-1:30", "1:2:3", "half past two", "\xE2\x80\xAE", "99999", "9:-1", ":30", "12:"};
    for (size_t i = 0; i < COUNT_OF(bad); i++) {
        int h, m;
        if (contact_time(str_from_cstr(bad[i]), &h, &m)) fail_msg("%s was accepted", bad[i]);
    }
}

static int start(void **state)
{
    (void)state;
    clock_use_english_time();
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    struct date day;
    if (!date_from_parts((struct date_parts){2026, 11, 24}, &day)) return 1;
    clock_ = clock_fixed(instant_from_local(day, 11, 42));
    c = (struct ctx){.arena = &arena, .clock = &clock_, .actor = &actor};
    for (size_t i = 0; i < COUNT_OF(tasks); i++) {
        tasks[i] = (struct task){.id = {101 + (int64_t)i}, .title = STR("Confirm the taxi"), .due = day};
        if (!uuid_from_text(str_from_cstr(i ? TASK_2 : TASK_1), &tasks[i].key)) return 1;
    }
    return 0;
}

static int stop(void **state)
{
    (void)state;
    arena_release(&arena);
    return 0;
}

int main(void)
{
    const struct CMUnitTest tests[] = {cmocka_unit_test(whoever_refused_a_record_gets_nothing_to_come_next),
        cmocka_unit_test(what_is_usual_is_offered_and_saves_as_it_is),
        cmocka_unit_test(no_answer_and_tomorrow_makes_a_contact_due),
        cmocka_unit_test(what_was_promised_makes_a_promise_and_what_cannot_wait_comes_first),
        cmocka_unit_test(what_was_only_tried_is_put_off_and_keeps_what_it_was),
        cmocka_unit_test(an_empty_form_says_what_to_choose),
        cmocka_unit_test(answers_that_were_never_offered_are_refused),
        cmocka_unit_test(impossible_and_future_times_are_refused),
        cmocka_unit_test(the_next_date_must_be_a_coming_day), cmocka_unit_test(a_promise_needs_a_day),
        cmocka_unit_test(hidden_characters_and_long_notes_are_refused_and_kept),
        cmocka_unit_test(a_name_belongs_to_the_answer_that_was_chosen),
        cmocka_unit_test(tasks_are_finished_by_their_keys_and_others_keys_do_nothing),
        cmocka_unit_test(somebody_who_died_was_not_spoken_with_afterwards),
        cmocka_unit_test(times_are_understood_as_people_type_them)};
    return cmocka_run_group_tests_name("care-contact-form", tests, start, stop);
}

/* What matters to a person: written by several, never lost, and shown before all else. */
#include "site.h"

#include "care/people/person.h"

#define RIGHT "email=leah.morgan%40example.nhs.uk&password=tangerine+gravel+bicycle"

static struct person person;

static enum err add(struct ctx *c, void *arg)
{
    struct site *s = arg;
    person = (struct person){.practice = s->practice,
        .given_names = STR("Amina"),
        .family_name = STR("Rahman"),
        .nhs_number_status = STR("03"),
        .born = DATE_NONE,
        .died = DATE_NONE,
        .source = STR("typed")};
    return person_add(c, &person);
}

static const char *at(struct site *s, const char *after)
{
    return str_cstr(&s->arena, person_url(&s->arena, &person, after).text);
}

static struct site *begin(void **state)
{
    struct site *s = *state;
    site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_CARE_COORDINATOR, s->pcn, true);
    site_run(s, add, s);
    site_post(s, "/sign-in", RIGHT);
    assert_int_equal(site_get(s, at(s, "/about/edit"))->status, 200);
    return s;
}

static struct answer *save(struct site *s, const char *fields)
{
    return site_post(s, at(s, "/about/edit"), fields);
}

static void what_is_written_comes_first_with_whose_words_it_is(void **state)
{
    struct site *s = begin(state);
    assert_true(page_has(site_get(s, at(s, "")), "Nothing is written yet in their own words"));
    assert_true(leads_to(save(s,
                             "version=0&most_important=My+garden.&support=Give+me+time.&whose=helped&helper=Sara"
                             "&written_on[day]=2&written_on[month]=9&written_on[year]=2025"),
        at(s, "/about?done=saved")));
    struct answer *summary = site_get(s, at(s, ""));
    assert_true(page_has(summary, "What matters to Amina"));
    assert_true(page_has(summary, "My garden."));
    assert_true(page_has(summary, "Give me time."));
    assert_true(page_has(summary, "own words, with help from Sara, 2 September 2025"));
    assert_true(strstr(summary->body, "My garden.") < strstr(summary->body, "Due next"));
    assert_true(page_has(site_get(s, at(s, "/contacts/new")), "My garden."));
    assert_true(page_has(site_get(s, at(s, "/about")), "Not written yet"));
}

static void two_who_begin_where_nothing_is_written_are_both_kept(void **state)
{
    struct site *s = begin(state);
    assert_true(leads_to(save(s, "version=0&most_important=My+garden."), at(s, "/about?done=saved")));
    assert_true(leads_to(save(s, "version=0&people=My+daughter+Sara."), at(s, "/about?done=merged")));
    struct answer *page = site_get(s, at(s, "/about"));
    assert_true(page_has(page, "My garden."));
    assert_true(page_has(page, "My daughter Sara."));
}

static void both_texts_are_shown_where_two_wrote_the_same_and_both_can_be_kept(void **state)
{
    struct site *s = begin(state);
    assert_true(leads_to(save(s, "version=0&most_important=My+garden."), at(s, "/about?done=saved")));
    struct answer *conflict = save(s, "version=0&most_important=My+books.");
    assert_int_equal(conflict->status, 409);
    assert_true(page_has(conflict, "My garden."));
    assert_true(page_has(conflict, "My books."));
    assert_true(
        leads_to(save(s, "version=0&most_important=My+books.&keep_most_important=both&seen_most_important=1"),
            at(s, "/about?done=")));
    struct answer *page = site_get(s, at(s, "/about"));
    assert_true(page_has(page, "My garden."));
    assert_true(page_has(page, "My books."));
}

static void an_earlier_version_is_brought_back_as_a_new_one(void **state)
{
    struct site *s = begin(state);
    assert_true(leads_to(save(s, "version=0&most_important=My+garden."), at(s, "/about?done=saved")));
    assert_true(leads_to(save(s, "version=1&most_important=My+books."), at(s, "/about?done=saved")));
    struct answer *form = site_get(s, at(s, "/about/edit?bring=1"));
    assert_true(page_has(form, "My garden."));
    assert_true(page_has(form, "name=\"version\" value=\"2\""));
    assert_true(leads_to(save(s, "version=2&most_important=My+garden."), at(s, "/about?done=saved")));
    struct answer *past = site_get(s, at(s, "/about/history"));
    assert_true(page_has(past, "What version 3 changed"));
    assert_true(page_has(past, "My books."));
    assert_true(page_has(site_get(s, at(s, "/about/history?from=1&to=3")), "From version 1 to version 3"));
    assert_int_equal(site_get(s, at(s, "/about/history?to=4"))->status, 404);
}

static void a_form_that_cannot_be_right_changes_nothing_and_keeps_what_was_typed(void **state)
{
    static const char *const ODD[] = {"version=7&most_important=Kept+words", "most_important=Kept+words",
        "version=0&most_important=Kept+words&whose=nobody",
        "version=0&most_important=Kept+words&written_on[day]=31&written_on[month]=2&written_on[year]=2026"};
    struct site *s = begin(state);
    for (size_t i = 0; i < COUNT_OF(ODD); i++) {
        struct answer *a = save(s, ODD[i]);
        assert_int_equal(a->status, 422);
        assert_true(page_has(a, "Kept words"));
        assert_true(page_has(site_get(s, at(s, "/about")), "Nothing is written yet"));
    }
}

static void a_text_of_any_length_is_answered(void **state)
{
    struct site *s = begin(state);
    enum { LONG = 140 * 1024 };
    static char fields[LONG];
    size_t n = (size_t)snprintf(fields, sizeof fields, "version=0&most_important=");
    memset(fields + n, 'x', sizeof fields - n - 1);
    struct answer *a = save(s, fields);
    assert_int_equal(a->status, 422);
    assert_true(page_has(site_get(s, at(s, "/about")), "Nothing is written yet"));
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(what_is_written_comes_first_with_whose_words_it_is),
        SITE_TEST(two_who_begin_where_nothing_is_written_are_both_kept),
        SITE_TEST(both_texts_are_shown_where_two_wrote_the_same_and_both_can_be_kept),
        SITE_TEST(an_earlier_version_is_brought_back_as_a_new_one),
        SITE_TEST(a_text_of_any_length_is_answered),
        SITE_TEST(a_form_that_cannot_be_right_changes_nothing_and_keeps_what_was_typed),
    };
    return cmocka_run_group_tests_name("about", tests, NULL, NULL);
}

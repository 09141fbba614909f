/* The circle of care: who is around a person, once each, in the order in which one rings them. */
#include "site.h"

#include "care/people/person.h"

#define RIGHT "email=leah.morgan%40example.nhs.uk&password=tangerine+gravel+bicycle"
#define SARA "/circle/family/0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"
#define TARIQ "/circle/family/0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5c"
#define NURSE "/circle/services/0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"

static struct person person;
static bool protected_address;

static enum err add(struct ctx *c, void *arg)
{
    struct site *s = arg;
    person = (struct person){.practice = s->practice,
        .given_names = STR("Amina"),
        .family_name = STR("Rahman"),
        .nhs_number_status = STR("03"),
        .protected_address = protected_address,
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
    assert_int_equal(site_get(s, at(s, "/circle"))->status, 200);
    return s;
}

static void save(struct site *s, const char *entry, const char *fields)
{
    const char *path = str_cstr(&s->arena, str_printf(&s->arena, "%s/edit", entry));
    assert_true(leads_to(site_post(s, at(s, path), fields), at(s, "/circle?done=")));
}

static size_t times(const struct answer *a, const char *text)
{
    size_t n = 0;
    for (const char *p = a->body; (p = strstr(p, text)); p += strlen(text)) n++;
    return n;
}

static void a_form_that_is_sent_twice_makes_one_entry(void **state)
{
    struct site *s = begin(state);
    for (int i = 0; i < 2; i++) save(s, SARA, "version=0&name=Sara+Rahman&relation=Daughter");
    assert_int_equal(times(site_get(s, at(s, "/circle")), "<b>Sara Rahman</b>"), 1);
    save(s, NURSE, "version=0&name=Tom+Barker"); /* the same key on the other side is another */
    assert_int_equal(times(site_get(s, at(s, "/circle")), "<b>Sara Rahman</b>"), 1);
}

static void as_many_are_kept_as_are_shown(void **state)
{
    struct site *s = begin(state);
    for (int i = 0; i < 40; i++)
        save(s,
            str_cstr(&s->arena, str_printf(&s->arena, "/circle/family/0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f40%02d", i)),
            "version=0&name=Somebody");
    struct answer *a = site_post(s, at(s, SARA "/edit"), "version=0&name=Sara&does=Kept+words");
    assert_int_equal(a->status, 422);
    assert_true(page_has(a, "There is no room for another one"));
    assert_true(page_has(a, "Kept words"));
    assert_int_equal(times(site_get(s, at(s, "/circle")), "<b>Somebody</b>"), 40);
    assert_false(page_has(site_get(s, at(s, "/circle")), "Sara"));
}

static void whoever_is_rung_first_stands_first_beside_the_form_of_a_contact(void **state)
{
    struct site *s = begin(state);
    save(s, TARIQ, "version=0&name=Tariq&phone=01632+960+001");
    save(s, SARA, "version=0&name=Sara&phone=01632+960+002&first=yes");
    struct answer *form = site_get(s, at(s, "/contacts/new"));
    assert_true(page_has(form, "01632 960002") || page_has(form, "01632 960 002"));
    assert_true(strstr(form->body, "Sara") < strstr(form->body, "Tariq"));
}

static void what_nobody_knows_yet_is_said_until_somebody_does(void **state)
{
    struct site *s = begin(state);
    assert_true(page_has(site_get(s, at(s, "/circle")), "Nobody is recorded who leads their care"));
    assert_true(page_has(site_get(s, at(s, "/circle")), "No family or friends are recorded"));
    save(s, NURSE, "version=0&name=Tom+Barker&leads=yes&phone=01632+960+003");
    save(s, SARA, "version=0&name=Sara&cares=yes");
    struct answer *page = site_get(s, at(s, "/circle"));
    assert_false(page_has(page, "Nobody is recorded who leads"));
    assert_true(page_has(page, "Sara cares, and nothing says what happens if they cannot"));
    assert_true(page_has(page, "There is no telephone number of Sara"));
    save(s, SARA,
        "version=1&name=Sara&cares=yes&phone=01632+960+002&contingency=Her+brother&needs=A+break&first=yes");
    assert_false(page_has(site_get(s, at(s, "/circle")), "To find out"));
}

static void whoever_is_no_longer_involved_stays_and_is_not_rung(void **state)
{
    struct site *s = begin(state);
    save(s, SARA,
        "version=0&name=Sara&phone=01632+960+002&ended[day]=1&ended[month]=1&ended[year]=2020&ended_why=Moved");
    struct answer *page = site_get(s, at(s, "/circle"));
    assert_true(strstr(page->body, "No longer involved") < strstr(page->body, "<b>Sara</b>"));
    assert_false(page_has(site_get(s, at(s, "/contacts/new")), "960 002"));
}

static void a_name_is_needed_and_two_edits_are_merged(void **state)
{
    struct site *s = begin(state);
    struct answer *a = site_post(s, at(s, SARA "/edit"), "version=0&does=Kept+words");
    assert_int_equal(a->status, 422);
    assert_true(page_has(a, "Enter their name"));
    assert_true(page_has(a, "Kept words"));
    save(s, SARA, "version=0&name=Sara");
    save(s, SARA, "version=1&name=Sara&does=Shops+on+Fridays");
    save(s, SARA, "version=1&name=Sara&told=About+appointments");
    a = site_get(s, at(s, "/circle"));
    assert_true(page_has(a, "Shops on Fridays"));
    assert_true(page_has(a, "About appointments"));
    assert_true(page_has(site_get(s, at(s, SARA "/history")), "What version 3 changed"));
}

static void those_at_a_protected_address_give_it_away_to_nobody(void **state)
{
    struct site *s = *state;
    protected_address = true;
    begin(state);
    assert_int_equal(site_get(s, at(s, SARA "/edit"))->status, 403);
    assert_int_equal(site_post(s, at(s, SARA "/edit"), "version=0&name=Sara")->status, 403);
    assert_int_equal(site_get(s, at(s, SARA "/history"))->status, 403);
    save(s, NURSE, "version=0&name=Tom+Barker");
    protected_address = false;
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(a_form_that_is_sent_twice_makes_one_entry),
        SITE_TEST(as_many_are_kept_as_are_shown),
        SITE_TEST(whoever_is_rung_first_stands_first_beside_the_form_of_a_contact),
        SITE_TEST(what_nobody_knows_yet_is_said_until_somebody_does),
        SITE_TEST(whoever_is_no_longer_involved_stays_and_is_not_rung),
        SITE_TEST(a_name_is_needed_and_two_edits_are_merged),
        SITE_TEST(those_at_a_protected_address_give_it_away_to_nobody),
    };
    return cmocka_run_group_tests_name("circle", tests, NULL, NULL);
}

/* A protected address stays where it is kept: whoever may not see it can't take the protection off. */
#include "site.h"

#include "care/people/person.h"

#define OLD_HOME "1+Old+Street"
#define NEW_HOME "7 Hidden Lane"

static struct person person;

static enum err add(struct ctx *c, void *arg)
{
    struct site *s = arg;
    person = (struct person){.practice = s->practice,
        .family_name = STR("Rahman"),
        .nhs_number_status = STR("03"),
        .address = {STR_INIT("1 Old Street")},
        .gender = GENDER_UNKNOWN,
        .born = DATE_NONE,
        .died = DATE_NONE,
        .source = STR("typed")};
    return person_add(c, &person);
}

/* They moved, and where to is protected. */
static enum err protect(struct ctx *c, void *arg)
{
    struct person p;
    enum err err = person_get_whole(c, person.id, &p);
    p.address[0] = STR(NEW_HOME);
    p.protected_address = true;
    (void)arg;
    return err ? err : person_save(c, &p);
}

static const char *at(struct site *s, const char *after)
{
    return str_cstr(&s->arena, person_url(&s->arena, &person, after).text);
}

static void sign_in(struct site *s, const char *name)
{
    s->cookie = STR("");
    struct str form = str_printf(&s->arena, "email=%s%%40example.nhs.uk&password=tangerine+gravel+bicycle", name);
    assert_true(leads_to(site_post(s, "/sign-in", str_cstr(&s->arena, form)), "/"));
    assert_int_equal(site_get(s, at(s, "/details"))->status, 200);
}

/* A link worker, who may not see a protected address, and a supervisor, who may. */
static void begin(struct site *s)
{
    site_run(s, add, s);
    site_account(s, "leah@example.nhs.uk", STAFF_ROLE_LINK_WORKER, s->pcn, true);
    site_account(s, "sue@example.nhs.uk", STAFF_ROLE_SUPERVISOR, s->pcn, true);
}

static bool is_protected(struct site *s)
{
    return page_has(site_get(s, at(s, "/details")), "Address protected");
}

static void nobody_takes_the_protection_off_who_may_not_see_the_address(void **state)
{
    struct site *s = *state;
    begin(s);
    site_run(s, protect, NULL);
    sign_in(s, "leah");
    site_post(s, at(s, "/undo"), "version=2&seen=2");
    assert_true(is_protected(s));
    site_post(s, at(s, "/put-back"), "version=1&seen=2");
    assert_true(is_protected(s));
    site_post(s, at(s, "/edit"), "version=1&family_name=Rahman&address_1=" OLD_HOME);
    assert_true(is_protected(s));
    assert_false(page_has(site_get(s, at(s, "/history?from=1&to=2")), "Hidden"));
    sign_in(s, "sue");
    assert_true(page_has(site_get(s, at(s, "/address")), NEW_HOME));
    assert_true(leads_to(site_post(s, at(s, "/undo"), "version=2&seen=2"), "/people/"));
    assert_false(is_protected(s));
}

static int set_up(void **state)
{
    static struct site site;
    site_start(&site);
    *state = &site;
    return 0;
}

static int tear_down(void **state)
{
    site_stop(*state);
    return 0;
}

#define EACH(test) cmocka_unit_test_setup_teardown(test, set_up, tear_down)

int main(void)
{
    const struct CMUnitTest tests[] = {
        EACH(nobody_takes_the_protection_off_who_may_not_see_the_address),
    };
    return cmocka_run_group_tests_name("protected", tests, NULL, NULL);
}

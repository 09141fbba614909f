/* A route by which something goes out sends nothing that nobody asked about, whatever its handler does. */
#include "site.h"

#include "care/consent/consent.h"
#include "care/people/person.h"
#include "care/shell/shell.h"

static struct person person;

static enum err add(struct ctx *c, void *arg)
{
    struct site *s = arg;
    person = (struct person){.practice = s->practice,
        .family_name = STR("Rahman"),
        .nhs_number_status = STR("03"),
        .gender = GENDER_UNKNOWN,
        .born = DATE_NONE,
        .died = DATE_NONE,
        .source = STR("typed")};
    return person_add(c, &person);
}

/* ---- handlers that let something go out: one asks, one forgot, one asked and did not listen, one uses no permit
 * ---- */

static struct reply letter(void)
{
    return reply_html(200, STR("<!DOCTYPE html><p>Dear neighbour"));
}

static struct reply asks(struct ctx *c, const struct request *r)
{
    struct person p;
    struct sharing_answer answer;
    const struct sharing what = {.purpose = CONSENT_CHANNEL, .channel = CONSENT_BY_LETTER};
    if (person_get(c, r->person, &p) || sharing_ask(c, &p, &what, &answer)) return shell_error_page(c, 503);
    if (!answer.permit) return shell_error_page(c, 403);
    sharing_use(c, answer.permit, p.id, CONSENT_CHANNEL, 0);
    return letter();
}

static struct reply forgot(struct ctx *c, const struct request *r)
{
    (void)c, (void)r;
    return letter();
}

static struct reply only_asks(struct ctx *c, const struct request *r)
{
    struct person p;
    struct sharing_answer answer;
    const struct sharing what = {.purpose = CONSENT_RECORD};
    if (person_get(c, r->person, &p) || sharing_ask(c, &p, &what, &answer)) return shell_error_page(c, 503);
    return letter();
}

static struct reply does_not_listen(struct ctx *c, const struct request *r)
{
    struct person p;
    struct sharing_answer answer;
    const struct sharing what = {.purpose = CONSENT_STORY};
    if (person_get(c, r->person, &p) || sharing_ask(c, &p, &what, &answer)) return shell_error_page(c, 503);
    return letter();
}

static struct reply shows_it_here(struct ctx *c, const struct request *r)
{
    (void)c, (void)r;
    return letter();
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/people/:person/letter/asks", PERSON_RECORD, PERSON, VIEW, GOES_OUT, READS, NO_BODY, asks),
    ROUTE(GET, "/people/:person/letter/forgot", PERSON_RECORD, PERSON, VIEW, GOES_OUT, READS, NO_BODY, forgot),
    ROUTE(GET, "/people/:person/letter/deaf", PERSON_RECORD, PERSON, VIEW, GOES_OUT, READS, NO_BODY,
        does_not_listen),
    ROUTE(
        GET, "/people/:person/letter/only-asks", PERSON_RECORD, PERSON, VIEW, GOES_OUT, READS, NO_BODY, only_asks),
    ROUTE(GET, "/people/:person/letter/stays", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, shows_it_here),
};

static struct router *with_letters(void)
{
    const struct route_table tables[] = {account_routes, person_routes, ROUTE_TABLE(ROUTES)};
    return router_new(tables, COUNT_OF(tables));
}

static struct answer *opens(struct site *s, const char *after)
{
    return site_get(s, str_cstr(&s->arena, person_url(&s->arena, &person, after).text));
}

static void nothing_goes_out_that_nobody_asked_about(void **state)
{
    struct site *s = *state;
    site_run(s, add, s);
    site_account(s, "leah@example.nhs.uk", STAFF_ROLE_LINK_WORKER, s->pcn, true);
    assert_true(leads_to(opens(s, "/letter/forgot"), "/sign-in")); /* nobody is there, so nobody need be asked */
    site_get(s, "/sign-in");
    site_post(s, "/sign-in", "email=leah%40example.nhs.uk&password=tangerine+gravel+bicycle");
    assert_int_equal(opens(s, "/letter/stays")->status, 200);
    struct answer *asked = opens(s, "/letter/asks");
    assert_int_equal(asked->status, 200);
    assert_true(page_has(asked, "Dear neighbour"));
    const char *const HELD_BACK[] = {"/letter/forgot", "/letter/deaf", "/letter/only-asks"};
    for (size_t i = 0; i < COUNT_OF(HELD_BACK); i++) {
        struct answer *a = opens(s, HELD_BACK[i]);
        assert_int_equal(a->status, 500);
        assert_false(page_has(a, "Dear neighbour"));
    }
}

int main(void)
{
    site_router = with_letters;
    const struct CMUnitTest tests[] = {SITE_TEST(nothing_goes_out_that_nobody_asked_about)};
    return cmocka_run_group_tests_name("leaving", tests, NULL, NULL);
}

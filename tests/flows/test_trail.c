/* What the audit says of whom pages showed and of what was done, over a socket. */
#include "site.h"

#include "app/modules.h"
#include "care/people/person.h"
#include "care/trail/trail.sql.h"
#include "care/trail/trail_words.h"

#define RIGHT "email=leah.morgan%40example.nhs.uk&password=tangerine+gravel+bicycle"
enum { SMITHS = 40 };

static enum err add_smiths(struct ctx *c, void *arg)
{
    struct site *s = arg;
    enum err err = ERR_NONE;
    for (int i = 0; !err && i < SMITHS; i++) {
        struct person p = {.practice = s->practice,
            .given_names = str_printf(c->arena, "Ann%c%c", 'a' + i / 26, 'a' + i % 26),
            .family_name = STR("Smith"),
            .nhs_number_status = STR("03"),
            .born = DATE_NONE,
            .died = DATE_NONE,
            .source = STR("typed")};
        err = person_add(c, &p);
    }
    return err;
}

/* The newest row of a route. */
static struct trail_rows_row row_of(struct site *s, const char *route)
{
    struct trace trace = {.arena = &s->arena};
    struct scope nobody = {0};
    struct db *db;
    struct trail_rows_list rows;
    struct trail_rows_row found = {0};
    assert_int_equal(store_read_begin(s->app.store, &s->arena, &nobody, &trace, &db), ERR_NONE);
    assert_int_equal(trail_rows(db, 1, INT64_MAX, (struct account_id){0}, s->pcn, false, 1000, &rows), ERR_NONE);
    store_read_end(s->app.store, db);
    for (size_t i = rows.n; i-- > 0;)
        if (str_eq(rows.items[i].route, str_from_cstr(route))) found = rows.items[i];
    assert_true(found.seq > 0);
    return found;
}

static const char *found_page(struct site *s, const char *fields)
{
    struct answer *a = site_post(s, "/people/find", fields);
    assert_true(leads_to(a, "/people/results/"));
    struct str rest = str_from_cstr(strstr(a->head, "\r\nLocation: ") + 12);
    return str_cstr(&s->arena, str_cut(&rest, '\r'));
}

static void come_in(struct site *s)
{
    site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_CARE_COORDINATOR, s->pcn, true);
    site_run(s, add_smiths, s);
    site_post(s, "/sign-in", RIGHT);
    assert_int_equal(site_get(s, "/people/find")->status, 200);
}

static void everybody_on_a_long_page_of_results_is_named(void **state)
{
    struct site *s = *state;
    come_in(s);
    struct answer *a = site_get(s, found_page(s, "find=smith"));
    size_t shown = 0;
    for (const char *at = a->body; (at = strstr(at, "SMITH, ")); at++) shown++;
    assert_true(shown > 16);
    assert_int_equal(row_of(s, "GET /people/results/:search").people, shown);
    assert_int_equal(row_of(s, "GET /people/results/:search").outcome, AUDIT_DONE);
}

static int64_t rows_seen_by(struct site *s, struct pcn_id lead_of, const char *route)
{
    struct trace trace = {.arena = &s->arena};
    struct scope nobody = {0};
    struct db *db;
    struct trail_rows_list rows;
    int64_t n = 0;
    assert_int_equal(store_read_begin(s->app.store, &s->arena, &nobody, &trace, &db), ERR_NONE);
    assert_int_equal(trail_rows(db, 1, INT64_MAX, (struct account_id){0}, lead_of, false, 1000, &rows), ERR_NONE);
    struct trail_rows_list back; /* the same, when there is room for all */
    assert_int_equal(trail_rows(db, 1, INT64_MAX, (struct account_id){0}, lead_of, true, 1000, &back), ERR_NONE);
    assert_int_equal(back.n, rows.n);
    store_read_end(s->app.store, db);
    for (size_t i = 0; i < rows.n; i++) n += str_eq(rows.items[i].route, str_from_cstr(route));
    return n;
}

static void work_in_one_network_is_not_told_in_the_other_of_somebody_who_works_in_both(void **state)
{
    struct site *s = *state;
    struct account_new a =
        site_account(s, "leah.morgan@example.nhs.uk", STAFF_ROLE_CARE_COORDINATOR, s->pcn, true);
    site_post(s, "/sign-in", RIGHT);
    assert_int_equal(site_get(s, "/people/find")->status, 200);
    (void)found_page(s, "find=nobody");
    site_give_there(s, a.id, STAFF_ROLE_CARE_COORDINATOR);
    assert_int_equal(rows_seen_by(s, s->pcn, "POST /people/find"), 1);
    assert_int_equal(rows_seen_by(s, s->other_pcn, "POST /people/find"), 0);
    assert_int_equal(rows_seen_by(s, s->pcn, "POST /sign-in"), 1);
    assert_int_equal(rows_seen_by(s, s->other_pcn, "POST /sign-in"), 1);
}

static void a_form_that_is_shown_again_was_no_change(void **state)
{
    struct site *s = *state;
    come_in(s);
    assert_int_equal(site_post(s, "/people/new", "family_name=")->status, 422);
    assert_int_equal(row_of(s, "POST /people/new").outcome, AUDIT_INVALID);
}

static void who_is_sent_to_sign_in_did_not_see_the_page(void **state)
{
    struct site *s = *state;
    come_in(s);
    const char *results = found_page(s, "find=smith");
    struct str cookie = s->cookie;
    s->cookie = STR("nobody");
    assert_true(leads_to(site_get(s, results), "/sign-in"));
    assert_int_equal(row_of(s, "GET /people/results/:search").outcome, AUDIT_REFUSED);
    s->cookie = cookie;
    site_later(s, 16 * 60);
    assert_true(leads_to(site_post(s, "/people/new", "family_name=Smith"), "/sign-in/again"));
    struct trail_rows_row held = row_of(s, "POST /people/new");
    assert_int_equal(held.outcome, AUDIT_REFUSED);
    assert_true(str_eq(held.reason, STR("kept until they sign in again")));
}

/* "Opened a page" tells a governance lead nothing. */
static void each_route_that_leaves_a_trace_is_told_in_words_of_its_own(void **state)
{
    struct arena *a = &((struct site *)*state)->arena;
    struct router *all = modules_router();
    for (size_t i = 0; i < router_count(all); i++) {
        const struct route *route = router_at(all, i);
        struct str method = http_method_name(route->method);
        struct str pattern = str_printf(a, "%.*s %s", STR_ARG(method), route->path);
        struct str told = trail_done(STR("nothing"), pattern);
        if (route->trace != TRACE_NOTHING && str_eq(told, STR("nothing")))
            fail_msg("trail_words.c has no words for %.*s", STR_ARG(pattern));
    }
    router_free(all);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(everybody_on_a_long_page_of_results_is_named),
        SITE_TEST(work_in_one_network_is_not_told_in_the_other_of_somebody_who_works_in_both),
        SITE_TEST(a_form_that_is_shown_again_was_no_change),
        SITE_TEST(who_is_sent_to_sign_in_did_not_see_the_page),
        SITE_TEST(each_route_that_leaves_a_trace_is_told_in_words_of_its_own),
    };
    return cmocka_run_group_tests_name("trail", tests, NULL, NULL);
}

/* A protected address stays where it is kept: whoever may not see it learns it from no form, draft or history, and
 * can't take the protection off; each time that others see it leaves a row that says so. */
#include "site.h"

#include "care/people/person.h"
#include "care/trail/trail.sql.h"
#include "care/trail/trail_words.h"

#include <pthread.h>
#include <unistd.h>

#define DRAFT "0193a1b2-c3d4-7e5f-8a9b-0c1d2e3f4a5b"
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
    if (arg) p.contact_times = STR("Only by letter");
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

/* ---- protected while somebody writes ---- */

#define BOTH_CHANGED "version=1&family_name=Rahman&contact_times=Ring+at+9&draft=" DRAFT

static void a_form_begun_before_brings_no_protected_address_back(void **state)
{
    struct site *s = *state;
    begin(s);
    sign_in(s, "leah");
    site_run(s, protect, s);
    struct answer *a = site_post(s, at(s, "/edit"), BOTH_CHANGED "&address_1=" OLD_HOME);
    assert_int_equal(a->status, 409);
    assert_true(page_has(a, "Only by letter"));
    assert_false(page_has(a, "Hidden"));
    assert_false(page_has(a, "Old Street"));
    a = site_post(s, at(s, "/edit"),
        BOTH_CHANGED "&seen_contact_times=2&address_1=" OLD_HOME "&other_address_1=2+Old+Street");
    assert_int_equal(a->status, 409);
    assert_false(page_has(a, "Old Street"));
    a = site_get(s, at(s, "/edit?draft=" DRAFT));
    assert_true(page_has(a, "Ring at 9"));
    assert_false(page_has(a, "Old Street"));
    assert_false(page_has(a, "Hidden"));
}

/* They typed something that can't be saved: it is neither saved nor passed over in silence. */
static void what_is_left_out_of_a_form_is_said(void **state)
{
    struct site *s = *state;
    begin(s);
    sign_in(s, "leah");
    site_run(s, protect, NULL);
    struct answer *a =
        site_post(s, at(s, "/edit"), BOTH_CHANGED "&address_1=" OLD_HOME "&mobile_phone=07700+900123");
    assert_int_equal(a->status, 422);
    assert_true(page_has(a, "The address was protected while you were writing"));
    assert_true(page_has(a, "Ring at 9"));
    assert_false(page_has(a, "Hidden"));
    assert_true(leads_to(site_post(s, at(s, "/edit"), BOTH_CHANGED), "/people/"));
    assert_true(page_has(site_get(s, at(s, "/details")), "Ring at 9"));
}

static struct {
    pthread_mutex_t lock;
    pthread_cond_t told;
    bool holds;
} writer = {PTHREAD_MUTEX_INITIALIZER, PTHREAD_COND_INITIALIZER, false};

enum { FORM_ARRIVES_US = 500 * 1000 };

/* Holds the writer, so that the form that comes meanwhile is read as the record was, and saved as it is then. */
static enum err protect_slowly(struct ctx *c, void *arg)
{
    pthread_mutex_lock(&writer.lock);
    writer.holds = true;
    pthread_cond_signal(&writer.told);
    pthread_mutex_unlock(&writer.lock);
    usleep(FORM_ARRIVES_US);
    return protect(c, arg);
}

static void *hold_writer(void *arg)
{
    struct site *s = arg;
    struct site own = {.app = s->app, .clock = s->clock};
    arena_init(&own.arena, LIMIT_JOB_ARENA);
    site_run(&own, protect_slowly, s);
    arena_release(&own.arena);
    return NULL;
}

static void an_address_protected_at_the_same_moment_is_not_shown(void **state)
{
    struct site *s = *state;
    pthread_t holder;
    begin(s);
    sign_in(s, "leah");
    writer.holds = false;
    assert_int_equal(pthread_create(&holder, NULL, hold_writer, s), 0);
    pthread_mutex_lock(&writer.lock);
    while (!writer.holds) pthread_cond_wait(&writer.told, &writer.lock);
    pthread_mutex_unlock(&writer.lock);
    struct answer *a = site_post(s, at(s, "/edit"), BOTH_CHANGED "&address_1=2+Old+Street");
    assert_int_equal(a->status, 409);
    assert_true(page_has(a, "Only by letter"));
    assert_false(page_has(a, "Hidden"));
    pthread_join(holder, NULL);
}

/* ---- what the audit says ---- */

/* How many rows of a route say that the address was shown. */
static size_t rows_about_address(struct site *s, const char *route)
{
    struct trace trace = {.arena = &s->arena};
    struct scope nobody = {0};
    struct db *db;
    struct trail_rows_list rows;
    size_t n = 0;
    assert_int_equal(store_read_begin(s->app.store, &s->arena, &nobody, &trace, &db), ERR_NONE);
    assert_int_equal(trail_rows(db, 1, INT64_MAX, (struct account_id){0}, s->pcn, false, 1000, &rows), ERR_NONE);
    store_read_end(s->app.store, db);
    for (size_t i = 0; i < rows.n; i++)
        n += str_eq(rows.items[i].route, str_from_cstr(route)) && str_eq(rows.items[i].action, STR("address")) &&
            rows.items[i].people == 1 && !trail_outcome((int)rows.items[i].outcome).n;
    return n;
}

static void each_page_that_shows_the_address_leaves_a_row_that_says_so(void **state)
{
    struct site *s = *state;
    begin(s);
    sign_in(s, "sue");
    site_run(s, protect, s);
    static const char ROUTE[] = "POST /people/:person/edit";
    assert_true(page_has(site_post(s, at(s, "/edit"), BOTH_CHANGED "&address_1=" OLD_HOME), NEW_HOME));
    assert_int_equal(rows_about_address(s, ROUTE), 1); /* both texts */
    struct answer *a = site_post(s, at(s, "/edit"), "version=2&address_1=7+Hidden+Lane&postcode=nonsense");
    assert_int_equal(a->status, 422);
    assert_true(page_has(a, NEW_HOME));
    assert_int_equal(rows_about_address(s, ROUTE), 2); /* the form with what was wrong */
    assert_true(page_has(site_get(s, at(s, "/history?from=1&to=2")), NEW_HOME));
    assert_int_equal(rows_about_address(s, "GET /people/:person/history"), 1);
    assert_true(page_has(site_get(s, at(s, "/undo?version=2")), NEW_HOME));
    assert_int_equal(rows_about_address(s, "GET /people/:person/undo"), 1);
    assert_true(page_has(site_post(s, at(s, "/undo"), "version=2&seen=1"), NEW_HOME));
    assert_int_equal(rows_about_address(s, "POST /people/:person/undo"), 1);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        SITE_TEST(nobody_takes_the_protection_off_who_may_not_see_the_address),
        SITE_TEST(a_form_begun_before_brings_no_protected_address_back),
        SITE_TEST(what_is_left_out_of_a_form_is_said),
        SITE_TEST(an_address_protected_at_the_same_moment_is_not_shown),
        SITE_TEST(each_page_that_shows_the_address_leaves_a_row_that_says_so),
    };
    return cmocka_run_group_tests_name("protected", tests, NULL, NULL);
}

/* The route table: what fits which row, and what is refused at start. */
#include "base/tests/check.h"
#include "platform/http/route.h"

static struct reply answer(struct ctx *c, const struct request *r)
{
    (void)c, (void)r;
    return reply_html(200, STR("page"));
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/", SIGNED_IN, NOBODY, NOTHING, STAYS, READS, NO_BODY, answer),
    ROUTE(GET, "/people/find", PEOPLE_FIND, NOBODY, NOTHING, STAYS, READS, NO_BODY, answer),
    ROUTE(POST, "/people/find", PEOPLE_FIND, PEOPLE, VIEW, STAYS, TOKEN, 1000, answer),
    ROUTE(GET, "/people/:person", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, answer),
    ROUTE(GET, "/people/:person/contacts/:contact", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, answer),
    ROUTE(GET, "/assets/*", PUBLIC, NOBODY, NOTHING, STAYS, READS, NO_BODY, answer),
};
static const struct route_table TABLE = ROUTE_TABLE(ROUTES);

#define ID_A "0193a5c4-7a10-7c3e-8f00-2b1c6d7e8f90"
#define ID_B "0193a5c4-7a10-7c3e-8f00-2b1c6d7e8f91"

static const struct {
    enum http_method method;
    struct str path;
    const char *fits; /* NULL: nothing does */
    unsigned allowed;
} CASES[] = {
    {HTTP_GET, STR_INIT("/"), "/", 0},
    {HTTP_GET, STR_INIT("/people/find"), "/people/find", 0},
    {HTTP_POST, STR_INIT("/people/find"), "/people/find", 0},
    {HTTP_DELETE, STR_INIT("/people/find"), NULL, 1u << HTTP_GET | 1u << HTTP_POST},
    {HTTP_GET, STR_INIT("/people/" ID_A), "/people/:person", 0},
    {HTTP_POST, STR_INIT("/people/" ID_A), NULL, 1u << HTTP_GET},
    {HTTP_GET, STR_INIT("/people/" ID_A "/"), NULL, 0},
    {HTTP_GET, STR_INIT("/people/42"), NULL, 0},
    {HTTP_GET, STR_INIT("/people/" ID_A "/contacts/" ID_B), "/people/:person/contacts/:contact", 0},
    {HTTP_GET, STR_INIT("/people/" ID_A "/contacts/" ID_B "/more"), NULL, 0},
    {HTTP_GET, STR_INIT("/assets/images/icon.svg"), "/assets/*", 0},
    {HTTP_GET, STR_INIT("/assets/"), NULL, 0},
    {HTTP_GET, STR_INIT("/assets"), NULL, 0},
    {HTTP_GET, STR_INIT("//people/find"), NULL, 0},
    {HTTP_GET, STR_INIT("/a/b/c/d/e/f/g/h/i/j/k"), NULL, 0},
    {HTTP_GET, STR_INIT("/PEOPLE/find"), NULL, 0},
};

static void a_path_fits_exactly_one_row_or_none(void **state)
{
    (void)state;
    struct router *router = router_new(&TABLE, 1);
    for (size_t i = 0; i < COUNT_OF(CASES); i++) {
        struct request r = {.method = CASES[i].method, .path = CASES[i].path};
        unsigned allowed;
        const struct route *found = router_find(router, &r, &allowed);
        if (!CASES[i].fits != !found) fail_msg("%.*s", STR_ARG(CASES[i].path));
        if (found) assert_string_equal(found->path, CASES[i].fits);
        if (!found && allowed != CASES[i].allowed) fail_msg("%.*s allows %u", STR_ARG(CASES[i].path), allowed);
    }
    router_free(router);
}

static void the_ids_of_a_path_come_in_their_order(void **state)
{
    (void)state;
    struct router *router = router_new(&TABLE, 1);
    struct request r = {.method = HTTP_GET, .path = STR("/people/" ID_A "/contacts/" ID_B)};
    struct uuid a, b;
    unsigned allowed;
    assert_true(uuid_from_text(STR(ID_A), &a) && uuid_from_text(STR(ID_B), &b));
    assert_non_null(router_find(router, &r, &allowed));
    assert_int_equal(r.id_count, 2);
    assert_true(uuid_eq(request_id(&r, 0), a) && uuid_eq(request_id(&r, 1), b));
    assert_true(uuid_eq(r.person_key, a));
    router_free(router);
}

static const struct route *under_test;

static void make_router(void)
{
    const struct route_table table = {under_test, 1};
    router_free(router_new(&table, 1));
}

static void is_refused(const struct route *row)
{
    under_test = row;
    check_dies(make_router, STR("route "));
}

static void a_row_that_forgot_something_stops_the_start(void **state)
{
    (void)state;
    const struct route good = ROUTE(POST, "/x", MY_DAY, PEOPLE, CHANGE, STAYS, TOKEN, 1000, answer);
    struct route bad[15];
    for (size_t i = 0; i < COUNT_OF(bad); i++) bad[i] = good;
    bad[0].permission = 0;
    bad[1].scope = 0;
    bad[2].trace = 0;
    bad[3].csrf = 0;
    bad[4].body_limit = 0;
    bad[5].handler = NULL;
    bad[6].csrf = CSRF_READS;     /* a change without a token */
    bad[7].trace = TRACE_NOTHING; /* people without a trace */
    bad[8].permission = PERMISSION_PUBLIC;
    bad[9].scope = SCOPE_NOBODY; /* a change without a trace */
    bad[9].trace = TRACE_NOTHING;
    bad[10].csrf = CSRF_SIGN_IN; /* somebody is signed in and their token isn't asked for */
    bad[11].leaving = 0;
    bad[12].leaving = LEAVING_GOES_OUT; /* to whom about whom? */
    bad[13].leaving = LEAVING_TEAM_FILE;
    bad[13].trace = TRACE_ADMIN; /* people's data in a file, and no row says whose */
    bad[14].leaving = LEAVING_TEAM_FILE;
    bad[14].scope = SCOPE_NOBODY;
    under_test = &good;
    make_router();
    for (size_t i = 0; i < COUNT_OF(bad); i++) is_refused(&bad[i]);
}

static void a_person_in_the_path_and_in_the_scope_go_together(void **state)
{
    (void)state;
    struct route with[] = {
        ROUTE(GET, "/people/:person", PERSON_RECORD, PEOPLE, VIEW, STAYS, READS, NO_BODY, answer)};
    struct route without[] = {ROUTE(GET, "/people", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, answer)};
    is_refused(with);
    is_refused(without);
}

int main(void)
{
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_path_fits_exactly_one_row_or_none),
        cmocka_unit_test(the_ids_of_a_path_come_in_their_order),
        cmocka_unit_test(a_row_that_forgot_something_stops_the_start),
        cmocka_unit_test(a_person_in_the_path_and_in_the_scope_go_together),
    };
    return cmocka_run_group_tests_name("router", tests, NULL, NULL);
}

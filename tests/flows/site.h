/* A whole Cairn on a loopback socket, for the flows of signing in: its clock is moved by hand. */
#ifndef CAIRN_TESTS_FLOWS_SITE_H
#define CAIRN_TESTS_FLOWS_SITE_H

#include "base/limits.h"
#include "care/accounts/accounts.h"
#include "platform/app.h"
#include "platform/auth/session.h"
#include "platform/http/tests/client.h"
#include "platform/http/transport.h"

#include <setjmp.h>
#include <cmocka.h>

#define SITE_PASSWORD "tangerine gravel bicycle"

struct site {
    char directory[64];
    struct arena arena;
    struct crypto_keys keys;
    struct clock clock;
    struct app app;
    struct http_server *http;
    struct str cookie, token; /* of the browser: its session, and the form token of the last page */
    struct pcn_id pcn, other_pcn;
    struct practice_id practice;
    struct str password_hash, seed;
};

/* A test on a site of its own, which is its *state. */
#define SITE_TEST(test) cmocka_unit_test_setup_teardown(test, site_set_up, site_tear_down)
int site_set_up(void **state);
int site_tear_down(void **state);
extern struct router *(*site_router)(void); /* the program's own, unless a test has another */
/* An action by the system itself. */
void site_run(struct site *s, enum err (*action)(struct ctx *c, void *arg), void *arg);
void site_later(struct site *s, int64_t seconds);

/* An account that has set itself up, with SITE_PASSWORD and, unless plain, the site's seed. */
struct account_new site_account(
    struct site *s, const char *email, enum staff_role role, struct pcn_id pcn, bool plain);
void site_give_there(struct site *s, struct account_id account, enum staff_role role); /* in the other network */
void site_give(struct site *s, struct account_id account, enum staff_role role, struct practice_id practice);
struct str site_invite(struct site *s, struct account_id account);

/* Like a browser: sends the cookie, keeps a new one, remembers the page's form token. A form is sent with the
 * token; fields are written "email=a%40b&password=…". The answer is good until the next request. */
struct answer *site_get(struct site *s, const char *path);
struct answer *site_post(struct site *s, const char *path, const char *fields);
struct answer *site_ask(
    struct site *s, const char *method, const char *path, const char *fields, const char *headers);
bool page_has(const struct answer *a, const char *text);
bool leads_to(const struct answer *a, const char *path); /* 303, and the address begins like this */
const char *site_code(struct site *s);                   /* "code=123456", right now */

#endif

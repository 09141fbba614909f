/* The page where somebody makes, replaces or stops their calendar's address, and what is behind the address. */
#include "base/limits.h"
#include "care/calendar/calendar.h"
#include "care/calendar/calendar.sql.h"
#include "care/calendar/calendar_feed.h"
#include "care/calendar/pages/calendar.tmpl.h"
#include "care/shell/shell.h"
#include "platform/app.h"
#include "platform/audit/audit.h"
#include "platform/auth/session.h"
#include "platform/crypto.h"

enum { FEED_DAYS_AHEAD = 56 };

static struct str bytes_of(const struct crypto_hash *h)
{
    return (struct str){(const char *)h->bytes, sizeof h->bytes};
}

/* ---- behind the address ---- */

static enum err days_of(struct ctx *c, const struct feed_by_token_row *feed, struct feed_days *ret)
{
    struct feed_counts_list rows;
    struct date today = clock_today(c->clock);
    enum err err = feed_counts(c->db, feed->account_id, feed->pcn_id, today, date_add_days(today, FEED_DAYS_AHEAD),
        FEED_DAYS_AHEAD + 1, &rows);
    if (err) return err;
    *ret = (struct feed_days){ARENA_ARRAY(c->arena, struct feed_day, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++)
        ret->items[i] = (struct feed_day){.day = rows.items[i].day,
            .act_first = rows.items[i].act_first,
            .promises = rows.items[i].promises,
            .contacts = rows.items[i].contacts};
    return ERR_NONE;
}

/* What was replaced, ended or never there looks the same. */
static struct reply feed_get(struct ctx *c, const struct request *r)
{
    const struct str suffix = STR(".ics");
    struct feed_by_token_row feed;
    struct feed_days days;
    if (!str_ends(r->rest, suffix)) return shell_failure(c, ERR_NOT_FOUND);
    struct crypto_hash hash = crypto_token_hash(str_slice(r->rest, 0, r->rest.n - suffix.n));
    enum err err = feed_by_token(c->db, bytes_of(&hash), &feed);
    if (!err) err = days_of(c, &feed, &days);
    if (err) return shell_failure(c, err);
    struct str text = feed_calendar(c->arena, feed.key, feed.network, c->app->origin, &days, clock_now(c->clock));
    return reply_bytes(200, STR("text/calendar; charset=utf-8"), text);
}

/* ---- the page ---- */

static const struct shell_notice NOTICES[] = {{"ended", "Your calendar’s address has stopped working"}};

static struct reply answer_page(struct ctx *c, const struct request *r, struct str token)
{
    struct feed_of_row feed;
    struct calendar_view *v = ARENA_NEW(c->arena, struct calendar_view);
    enum err err = feed_of(c->db, c->actor->account, c->actor->pcn, &feed);
    if (err && err != ERR_NOT_FOUND) return shell_failure(c, err);
    bool there = err == ERR_NONE;
    v->make = (struct button){.text = there ? STR("Make a new address") : STR("Make an address"),
        .kind = there ? BUTTON_SECONDARY : BUTTON_PRIMARY,
        .once = true};
    if (there) {
        struct str day = date_long(c->arena, instant_date(feed.made_at));
        v->made = str_printf(c->arena, "Made on %.*s", STR_ARG(day));
    }
    if (token.n)
        v->address = str_printf(c->arena, "%.*s/calendar/%.*s.ics", STR_ARG(c->app->origin), STR_ARG(token));
    struct page page = {.title = STR("Your calendar"), .narrow = true, .main = calendar_page_slot(v)};
    page.back = URL("/my-day");
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_MY_DAY, &page);
}

static struct reply calendar_get(struct ctx *c, const struct request *r)
{
    return answer_page(c, r, STR_NONE);
}

/* ---- making and ending it ---- */

static enum err end_feed(struct ctx *c, void *arg)
{
    (void)arg;
    int64_t ended;
    c->audit->object_kind = STR("account");
    c->audit->object_id = c->actor->account.v;
    c->audit->reason = STR("calendar address ended");
    return feed_end(c->db, c->actor->account, c->actor->pcn, clock_now(c->clock), &ended);
}

static enum err make_feed(struct ctx *c, void *arg)
{
    const struct str *token = arg;
    struct crypto_hash hash = crypto_token_hash(*token);
    int64_t id;
    enum err err = end_feed(c, NULL);
    if (err) return err;
    c->audit->reason = STR("calendar address made");
    return feed_insert(
        c->db, uuid_new(c->clock), bytes_of(&hash), c->actor->account, c->actor->pcn, clock_now(c->clock), &id);
}

static struct reply feed_made(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct str *token = arg;
    return result ? shell_failure(c, result) : answer_page(c, r, *token);
}

static struct reply feed_ended(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    (void)arg;
    return result ? shell_failure(c, result) : reply_see_other(URL("/my-day/calendar?done=ended"));
}

static struct reply calendar_post(struct ctx *c, const struct request *r)
{
    (void)r;
    struct str *token = ARENA_NEW(c->arena, struct str);
    *token = crypto_token_new(c->arena);
    return reply_write(make_feed, feed_made, token);
}

static struct reply calendar_end_post(struct ctx *c, const struct request *r)
{
    (void)c;
    (void)r;
    return reply_write(end_feed, feed_ended, NULL);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/calendar/*", PUBLIC, NOBODY, SIGN_IN, STAYS, READS, NO_BODY, feed_get),
    ROUTE(GET, "/my-day/calendar", MY_DAY, NOBODY, NOTHING, STAYS, READS, NO_BODY, calendar_get),
    ROUTE(POST, "/my-day/calendar", MY_DAY, NOBODY, SIGN_IN, STAYS, TOKEN, LIMIT_BODY_FORM, calendar_post),
    ROUTE(POST, "/my-day/calendar/end", MY_DAY, NOBODY, SIGN_IN, STAYS, TOKEN, LIMIT_BODY_FORM, calendar_end_post),
};
const struct route_table calendar_routes = ROUTE_TABLE(ROUTES);

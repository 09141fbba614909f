/* Links for care homes and charities: made for one referral each, with a code that is read out to them. */
#include "base/limits.h"
#include "care/organisations/organisation.h"
#include "care/referrals/pages/links.tmpl.h"
#include "care/referrals/referral.sql.h"
#include "care/referrals/referral_pages.h"
#include "platform/app.h"
#include "platform/audit/audit.h"
#include "platform/crypto.h"

enum { LINKS_MOST = 50, CODE_BYTES = 4, CODES = 100000000 };
#define LINK_KEPT_MS (INT64_C(14) * 24 * 60 * 60 * 1000)

struct making {
    struct problems problems;
    struct str partner, token, code;
    enum referral_source source;
};

static struct str link_state(struct arena *a, const struct referral_links_of_row *row, struct instant now)
{
    if (row->used_at.v != INSTANT_NONE.v)
        return str_printf(a, "Used on %.*s", STR_ARG(date_long(a, instant_date(row->used_at))));
    if (row->ended_at.v != INSTANT_NONE.v) return STR("Stopped");
    if (row->wrong_tries >= REFERRAL_CODE_TRIES) return STR("Stopped: the code was wrong too often");
    if (row->expires_at.v <= now.v) return STR("Ran out");
    return str_printf(a, "Works until %.*s", STR_ARG(date_long(a, instant_date(row->expires_at))));
}

static enum err add_links(struct ctx *c, struct referral_links_view *v)
{
    struct referral_links_of_list rows;
    enum err err = referral_links_of(c->db, c->actor->pcn, LINKS_MOST, &rows);
    if (err) return err;
    v->links.items = ARENA_ARRAY(c->arena, struct referral_link_line, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct referral_links_of_row *row = &rows.items[i];
        struct str state = link_state(c->arena, row, clock_now(c->clock));
        v->links.items[v->links.n++] = (struct referral_link_line){.partner = row->partner,
            .state = state,
            .by = row->name,
            .works = str_starts(state, STR("Works")),
            .end = url_with_id(c->arena, "/referrals/links/", row->key, "/end")};
    }
    return ERR_NONE;
}

/* The addresses where people ask for themselves: for the websites and posters of the network's practices. */
static enum err add_themselves(struct ctx *c, struct referral_links_view *v)
{
    struct practice_list all;
    enum err err = practices_all(c, &all);
    if (err) return err;
    v->themselves.items.items = ARENA_ARRAY(c->arena, struct line, all.n);
    for (size_t i = 0; i < all.n; i++) {
        if (all.items[i].pcn.v != c->actor->pcn.v) continue;
        struct url at = referral_self_url(c->arena, all.items[i].ods_code);
        v->themselves.items.items[v->themselves.items.n++] = (struct line){.text = all.items[i].name,
            .below = str_printf(c->arena, "%.*s%.*s", STR_ARG(c->app->origin), STR_ARG(at.text))};
    }
    return ERR_NONE;
}

static void add_fields(struct ctx *c, const struct making *k, struct referral_links_view *v)
{
    v->partner = (struct input){.name = STR("partner"),
        .label = STR("Care home or charity"),
        .width = 30,
        .value = k->token.n ? STR_NONE : k->partner,
        .error = problems_at(&k->problems, STR("partner"))};
    v->source = (struct radios){.name = STR("source"),
        .legend = STR("What it is"),
        .legend_size = SIZE_S,
        .small = true,
        .error = problems_at(&k->problems, STR("source")),
        .items = {ARENA_ARRAY(c->arena, struct choice, 2), 2}};
    v->source.items.items[0] = (struct choice){
        .value = STR("care_home"), .label = STR("Care home"), .checked = k->source == REFERRAL_FROM_CARE_HOME};
    v->source.items.items[1] = (struct choice){.value = STR("vcse"),
        .label = STR("Charity or community group"),
        .checked = k->source == REFERRAL_FROM_VCSE};
}

static struct reply links_page(struct ctx *c, const struct request *r, const struct making *k, int status)
{
    static const struct shell_notice NOTICES[] = {{"ended", "The link has stopped working"}};
    struct referral_links_view *v = ARENA_NEW(c->arena, struct referral_links_view);
    enum err err = add_links(c, v);
    if (!err) err = add_themselves(c, v);
    if (err) return shell_failure(c, err);
    add_fields(c, k, v);
    v->problems = problems_summary(&k->problems);
    if (k->token.n) v->link = str_printf(c->arena, "%.*s/refer/%.*s", STR_ARG(c->app->origin), STR_ARG(k->token));
    v->code = k->code;
    struct page page = {.title = STR("Links for partners"), .narrow = true, .main = referral_links_slot(v)};
    page.back = URL("/referrals");
    page.has_problems = k->problems.n != 0;
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, status, SECTION_REFERRALS, &page);
}

struct reply referral_links_get(struct ctx *c, const struct request *r)
{
    return links_page(c, r, ARENA_NEW(c->arena, struct making), 200);
}

static enum err make(struct ctx *c, void *arg)
{
    const struct making *k = arg;
    struct crypto_hash token = crypto_token_hash(k->token), code = referral_code_hash(c->app, k->token, k->code);
    struct instant now = clock_now(c->clock);
    const struct referral_link_insert_params row = {.key = uuid_new(c->clock),
        .pcn_id = c->actor->pcn,
        .source = vocabulary_code(&referral_sources, (int)k->source),
        .partner = k->partner,
        .token_hash = {(const char *)token.bytes, sizeof token.bytes},
        .code_hash = {(const char *)code.bytes, sizeof code.bytes},
        .made_by = c->actor->account,
        .made_at = now,
        .expires_at = {now.v + LINK_KEPT_MS}};
    int64_t id;
    c->audit->reason = STR("link for a partner made");
    return referral_link_insert(c->db, &row, &id);
}

static struct reply made(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    return result ? shell_failure(c, result) : links_page(c, r, arg, 200);
}

/* Eight digits, as evenly spread as makes no difference. */
static struct str new_code(struct arena *a)
{
    struct crypto_hash h = crypto_hash_of(crypto_token_new(a));
    uint64_t number = 0;
    for (size_t i = 0; i < sizeof number; i++) number = number << 8 | h.bytes[i];
    return str_printf(a, "%08llu", (unsigned long long)(number % CODES));
}

struct reply referral_links_post(struct ctx *c, const struct request *r)
{
    struct making *k = ARENA_NEW(c->arena, struct making);
    int source = 0;
    k->problems.arena = c->arena;
    k->partner = field_text(&r->form, STR("partner"), STR("Name"), LIMIT_LINE, &k->problems);
    if (!k->partner.n) problems_add(&k->problems, STR("partner"), STR("Enter who the link is for"));
    bool known = vocabulary_find(&referral_sources, form_get(&r->form, STR("source")), &source);
    if (!known || (source != REFERRAL_FROM_CARE_HOME && source != REFERRAL_FROM_VCSE))
        problems_add(&k->problems, STR("source"), STR("Choose what it is"));
    k->source = (enum referral_source)source;
    if (k->problems.n) return links_page(c, r, k, 422);
    k->token = crypto_token_new(c->arena);
    k->code = new_code(c->arena);
    return reply_write(make, made, k);
}

static enum err end(struct ctx *c, void *arg)
{
    int64_t changed;
    c->audit->reason = STR("link for a partner stopped");
    return referral_link_end(c->db, *(const struct uuid *)arg, c->actor->pcn, clock_now(c->clock), &changed);
}

static struct reply ended(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    (void)r;
    (void)arg;
    return result ? shell_failure(c, result) : reply_see_other(URL("/referrals/links?done=ended"));
}

struct reply referral_link_end_post(struct ctx *c, const struct request *r)
{
    struct uuid *key = ARENA_NEW(c->arena, struct uuid);
    struct referral_link_there_row there;
    *key = request_id(r, 0);
    enum err err = referral_link_there(c->db, *key, c->actor->pcn, &there);
    if (err) return shell_failure(c, err);
    return reply_write(end, ended, key);
}

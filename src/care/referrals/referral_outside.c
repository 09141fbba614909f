/* Referrals from outside: with a link and its code, or by the person themselves. Nothing here says who is known,
 * and nothing is read about anybody: what is sent waits in the inbox until somebody says whom it is about. */
#include "care/organisations/organisation.h"
#include "care/referrals/pages/form.tmpl.h"
#include "care/referrals/pages/outside.tmpl.h"
#include "care/referrals/referral.sql.h"
#include "care/referrals/referral_pages.h"
#include "platform/auth/throttle.h"

enum { UNMATCHED_MOST = 200 }; /* in one network's inbox: then only the telephone helps */

struct coming {
    struct referral_form form;
    struct referral_link_live_row link;
    struct str token, why_not, page; /* page: the practice whose address it is */
    struct crypto_hash whom;
    bool too_soon, full, wrong_code;
};

struct crypto_hash referral_code_hash(const struct app *app, struct str token, struct str code)
{
    return crypto_keyed_hash(&app->keys->secrets, (const struct str[]){STR("referral code "), token, code}, 3);
}

/* ---- what is said to everybody alike ---- */

static struct reply words_page(
    struct ctx *c, const struct request *r, int status, struct str heading, struct str first, struct str second)
{
    struct referral_outside_view *v = ARENA_NEW(c->arena, struct referral_outside_view);
    *v = (struct referral_outside_view){heading, first, second};
    struct page page = {.title = heading, .narrow = true, .main = referral_outside_slot(v)};
    return shell_page(c, r, status, SECTION_NONE, &page);
}

static struct reply thanks(struct ctx *c, const struct request *r, const struct referral *f)
{
    return words_page(c, r, 200, STR("Thank you. We have it"),
        str_printf(c->arena,
            "Your reference is %.*s. Somebody reads it within a few working days, and sooner if you said it is "
            "urgent. "
            "Then we get in touch.",
            STR_ARG(referral_reference(c->arena, f->key))),
        STR("In an emergency ring 999. For urgent medical help ring 111."));
}

static struct reply no_such_link(struct ctx *c, const struct request *r)
{
    return words_page(c, r, 404, STR("This link does not work"),
        STR("It has been used, has run out, was stopped, or was never given out."),
        STR("Ask whoever sent it to you for a new one."));
}

static struct reply wait(struct ctx *c, const struct request *r)
{
    return words_page(c, r, 429, STR("Please try again later"),
        STR("Too much came from where you are in a short time. Nothing was sent. Try again in 15 minutes."),
        STR("Or ring your GP practice."));
}

/* ---- how often ---- */

static enum err may_try(struct ctx *c, const struct request *r, struct coming *k)
{
    struct instant until;
    k->whom = throttle_sender(c->app, r->address);
    enum err err = throttle_until(c, k->whom, true, &until);
    k->too_soon = instant_is_set(until);
    return err;
}

/* Each counts, right or wrong: nobody sends fifty in a quarter of an hour. A link is used up by what was taken,
 * not by what was turned away because the inbox is full. */
static enum err count(struct ctx *c, struct coming *k)
{
    struct referral_unmatched_row row;
    enum err err = referral_unmatched(c->db, k->form.referral.pcn, &row);
    if (err) return err;
    k->full = row.referrals >= UNMATCHED_MOST;
    return throttle_failed(c, k->whom);
}

static enum err keep(struct ctx *c, void *arg)
{
    struct coming *k = arg;
    enum err err = count(c, k);
    if (err || k->full) return err;
    if (k->link.referral_link_id.v)
        err = referral_link_use(c->db, k->link.referral_link_id, clock_now(c->clock), REFERRAL_CODE_TRIES);
    if (err) return err;
    err = referral_send(c, &k->form.referral, &k->why_not);
    return err == ERR_EXISTS ? ERR_NONE : err;
}

static struct reply full(struct ctx *c, const struct request *r)
{
    return words_page(c, r, 503, STR("We can’t take it here at the moment"),
        STR("Very many referrals wait to be read. Nothing was sent."), STR("Please ring the GP practice."));
}

/* ---- with a link ---- */

static enum err find_link(struct ctx *c, const struct request *r, struct coming *k)
{
    k->token = r->rest;
    struct crypto_hash hash = crypto_token_hash(k->token);
    return referral_link_live(c->db, (struct str){(const char *)hash.bytes, sizeof hash.bytes},
        clock_now(c->clock), REFERRAL_CODE_TRIES, &k->link);
}

static struct reply partner_page(struct ctx *c, const struct request *r, const struct coming *k, int status)
{
    struct referral_form_view *v = referral_form_view(c, &k->form);
    v->heading = STR("Refer somebody for support");
    v->lead = str_printf(c->arena,
        "For %.*s. What you write goes to the care co-ordination team of %.*s. This link can be used once.",
        STR_ARG(k->link.partner), STR_ARG(k->link.network));
    v->action = (struct url){r->path};
    struct page page = {.title = v->heading, .narrow = true, .main = referral_form_page_slot(v)};
    page.has_problems = k->form.problems.n != 0;
    return shell_page(c, r, status, SECTION_NONE, &page);
}

struct reply referral_partner_get(struct ctx *c, const struct request *r)
{
    struct coming *k = ARENA_NEW(c->arena, struct coming);
    enum err err = may_try(c, r, k);
    if (!err && k->too_soon) return wait(c, r);
    if (!err) err = find_link(c, r, k);
    if (err == ERR_NOT_FOUND) return no_such_link(c, r);
    if (err) return shell_failure(c, err);
    k->form = referral_form_new(c, REFERRAL_FORM_PARTNER);
    return partner_page(c, r, k, 200);
}

static enum err guessed(struct ctx *c, void *arg)
{
    struct coming *k = arg;
    enum err err = k->link.referral_link_id.v ? referral_link_wrong(c->db, k->link.referral_link_id) : ERR_NONE;
    return err ? err : throttle_failed(c, k->whom);
}

static struct reply told_wrong(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct coming *k = arg;
    if (result) return shell_failure(c, result);
    return k->link.referral_link_id.v ? partner_page(c, r, k, 422) : no_such_link(c, r);
}

static struct reply taken(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct coming *k = arg;
    if (result == ERR_CONFLICT) return no_such_link(c, r); /* used meanwhile */
    if (result) return shell_failure(c, result);
    return k->full ? full(c, r) : thanks(c, r, &k->form.referral);
}

struct reply referral_partner_post(struct ctx *c, const struct request *r)
{
    struct coming *k = ARENA_NEW(c->arena, struct coming);
    enum err err = may_try(c, r, k);
    if (!err && k->too_soon) return wait(c, r);
    if (!err) err = find_link(c, r, k);
    if (err == ERR_NOT_FOUND) return reply_write(guessed, told_wrong, k);
    if (err) return shell_failure(c, err);
    k->form = referral_form_read(c, REFERRAL_FORM_PARTNER, &r->form);
    struct referral *f = &k->form.referral;
    f->pcn = k->link.pcn_id;
    f->source = str_eq(k->link.source, STR("vcse")) ? REFERRAL_FROM_VCSE : REFERRAL_FROM_CARE_HOME;
    if (!k->form.code.n) { /* forgotten, not guessed */
        problems_add(&k->form.problems, STR("code"), STR("Enter the code that was read out to you: 8 digits"));
        return partner_page(c, r, k, 422);
    }
    struct crypto_hash code = referral_code_hash(c->app, k->token, str_trim(k->form.code));
    if (k->link.code_hash.n != sizeof code.bytes ||
        !crypto_same(k->link.code_hash.p, code.bytes, sizeof code.bytes)) {
        problems_add(&k->form.problems, STR("code"), STR("Check the code: it has 8 digits"));
        return reply_write(guessed, told_wrong, k);
    }
    if (k->form.problems.n) return partner_page(c, r, k, 422);
    f->referrer = str_printf(c->arena, "%.*s, %.*s", STR_ARG(f->referrer), STR_ARG(k->link.partner));
    return reply_write(keep, taken, k);
}

/* ---- by the person ---- */

/* Each practice has an address of its own for this, /refer-yourself?practice=CODE, and only practices of its
 * network are offered there. Without a code it is that of the only network. */
static enum err find_network(struct ctx *c, const struct request *r, struct coming *k, bool *ret_known)
{
    struct practice named;
    struct pcn_list all;
    enum err err = practice_by_code(c, form_get(&r->query, STR("practice")), &named);
    *ret_known = !err;
    if (!err) {
        k->form.referral.pcn = named.pcn;
        k->page = named.ods_code;
    }
    if (err != ERR_NOT_FOUND) return err;
    err = pcn_all(c, &all);
    *ret_known = !err && all.n == 1;
    if (*ret_known) k->form.referral.pcn = all.items[0].id;
    return err;
}

static struct reply which_practice(struct ctx *c, const struct request *r)
{
    return words_page(c, r, 200, STR("Ask through your GP practice"),
        STR("Each practice has an address of its own for this. You find it on the practice’s website, or ring "
            "them."),
        STR("In an emergency ring 999. For urgent medical help ring 111."));
}

static enum err add_practices(struct ctx *c, const struct coming *k, struct referral_form_view *v)
{
    struct practice_list all;
    enum err err = practices_all(c, &all);
    if (err) return err;
    struct str chosen = k->form.practice.n ? k->form.practice : k->page;
    v->practice = (struct select_field){.name = STR("practice"),
        .label = STR("Your GP practice"),
        .error = problems_at(&k->form.problems, STR("practice")),
        .items = {ARENA_ARRAY(c->arena, struct option, all.n + 1), 0}};
    v->practice.items.items[v->practice.items.n++] = (struct option){.text = STR("Choose"), .value = STR("")};
    for (size_t i = 0; i < all.n; i++)
        if (all.items[i].pcn.v == k->form.referral.pcn.v)
            v->practice.items.items[v->practice.items.n++] = (struct option){.text = all.items[i].name,
                .value = all.items[i].ods_code,
                .selected = str_eq(all.items[i].ods_code, chosen)};
    return ERR_NONE;
}

static struct reply self_page(struct ctx *c, const struct request *r, const struct coming *k, int status)
{
    struct referral_form_view *v = referral_form_view(c, &k->form);
    enum err err = add_practices(c, k, v);
    if (err) return shell_failure(c, err);
    v->heading = STR("Ask for support");
    v->lead =
        STR("For you, if you would like help with your health, your days or getting things sorted. A care "
            "co-ordinator, link worker or health coach reads it and gets in touch. In an emergency ring 999; for "
            "urgent medical help ring 111.");
    v->action = referral_self_url(c->arena, k->page);
    struct page page = {.title = v->heading, .narrow = true, .main = referral_form_page_slot(v)};
    page.has_problems = k->form.problems.n != 0;
    return shell_page(c, r, status, SECTION_NONE, &page);
}

struct url referral_self_url(struct arena *a, struct str practice)
{
    return practice.n ? url_with_query(a, URL("/refer-yourself"), "practice", practice) : URL("/refer-yourself");
}

struct reply referral_self_get(struct ctx *c, const struct request *r)
{
    struct coming *k = ARENA_NEW(c->arena, struct coming);
    bool known;
    k->form = referral_form_new(c, REFERRAL_FORM_SELF);
    enum err err = find_network(c, r, k, &known);
    if (err) return shell_failure(c, err);
    return known ? self_page(c, r, k, 200) : which_practice(c, r);
}

static struct reply taken_self(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct coming *k = arg;
    if (result) return shell_failure(c, result);
    return k->full ? full(c, r) : thanks(c, r, &k->form.referral);
}

struct reply referral_self_post(struct ctx *c, const struct request *r)
{
    struct coming *k = ARENA_NEW(c->arena, struct coming);
    struct practice chosen = {0};
    bool known;
    enum err err = may_try(c, r, k);
    if (err) return shell_failure(c, err);
    if (k->too_soon) return wait(c, r);
    k->form = referral_form_read(c, REFERRAL_FORM_SELF, &r->form);
    err = find_network(c, r, k, &known);
    if (err) return shell_failure(c, err);
    if (!known) return which_practice(c, r);
    err = practice_by_code(c, k->form.practice, &chosen);
    if (err && err != ERR_NOT_FOUND) return shell_failure(c, err);
    if (chosen.pcn.v != k->form.referral.pcn.v)
        problems_add(&k->form.problems, STR("practice"), STR("Choose your GP practice"));
    if (k->form.problems.n) return self_page(c, r, k, 422);
    return reply_write(keep, taken_self, k);
}

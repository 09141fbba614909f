/* The steps that whoever works the inbox takes with one referral. */
#include "care/referrals/referral_pages.h"
#include "nhs/nhs_number.h"
#include "base/limits.h"

struct stepping {
    struct referral_move move;
    struct referral_colleagues colleagues;
    struct problems problems;
};

enum { WORDS_MOST = 2000 };

static struct reply again(struct ctx *c, const struct request *r, const struct stepping *k, int status)
{
    return referral_page(c, r, &r->form, &k->problems, status);
}

/* ---- reading ---- */

static void read_to(struct ctx *c, const struct request *r, struct stepping *k)
{
    int setting = 0;
    struct str word = form_get(&r->form, STR("setting"));
    if (word.n && !vocabulary_find(&work_settings, word, &setting))
        problems_add(&k->problems, STR("setting"), STR("Choose the setting"));
    k->move.setting = (enum work_setting)setting;
    if (k->move.step == REFERRAL_STEP_ALLOCATED) {
        k->move.to = referral_to_chosen(&k->colleagues, form_get(&r->form, STR("to")));
        if (!k->move.to) problems_add(&k->problems, STR("to"), STR("Choose a colleague from the list"));
        return;
    }
    for (size_t i = 0; i < k->colleagues.n; i++)
        if (k->colleagues.items[i].role_held.v == c->actor->role_held.v) k->move.to = &k->colleagues.items[i];
    if (!k->move.to)
        problems_add(&k->problems, STR_NONE,
            STR("Only care co-ordinators, link workers and health coaches take referrals. Give it to one"));
}

static enum err read_match(struct ctx *c, const struct request *r, struct stepping *k)
{
    struct nhs_number number;
    struct str typed = str_trim(form_get(&r->form, STR("number")));
    if (nhs_number_parse(typed, &number) != NHS_NUMBER_FAULT_NONE) {
        problems_add(&k->problems, STR("number"), STR("Enter the NHS number of their record: 10 digits"));
        return ERR_NONE;
    }
    enum err err = referral_known_number(c, number, &k->move.person);
    if (err != ERR_NOT_FOUND) return err;
    problems_add(&k->problems, STR("number"),
        STR("You see nobody with this NHS number. Check it, or add the person first"));
    return ERR_NONE;
}

static void read_decline(const struct request *r, struct stepping *k)
{
    int reason = 0;
    if (!vocabulary_find(&referral_declines, form_get(&r->form, STR("reason")), &reason))
        problems_add(&k->problems, STR("reason"), STR("Choose why it is declined"));
    k->move.reason = (enum referral_decline)reason;
}

static enum err read_step(struct ctx *c, const struct request *r, struct stepping *k)
{
    struct problems *p = &k->problems;
    int step = 0;
    k->move.from.version = 0;
    if (!vocabulary_find(&referral_steps, form_get(&r->form, STR("step")), &step) ||
        step == REFERRAL_STEP_RECEIVED || step == REFERRAL_STEP_AMENDED || step == REFERRAL_STEP_WITHDRAWN ||
        !str_int(form_get(&r->form, STR("version")), 1, INT64_MAX, &k->move.from.version)) {
        problems_add(p, STR_NONE, STR("Choose what to do with the referral"));
        return ERR_NONE;
    }
    k->move.step = (enum referral_step)step;
    k->move.words = field_note(&r->form, STR("words"), STR("The words"), WORDS_MOST, p);
    bool sent_on = step == REFERRAL_STEP_REDIRECTED || step == REFERRAL_STEP_DECLINED;
    if (sent_on) k->move.offered = field_text(&r->form, STR("offered"), STR("What is offered"), LIMIT_LINE, p);
    if (sent_on && !k->move.offered.n)
        problems_add(p, STR("offered"),
            step == REFERRAL_STEP_DECLINED ? STR("Say what was offered instead, or why nothing was") :
                                             STR("Enter the service it goes to"));
    bool must_say = step == REFERRAL_STEP_ASKED || step == REFERRAL_STEP_ANSWERED ||
        step == REFERRAL_STEP_GIVEN_BACK || step == REFERRAL_STEP_CLOSED || step == REFERRAL_STEP_TOLD;
    if (must_say && !k->move.words.n)
        problems_add(p, STR("words"), STR("Say it in a sentence: the referrer reads it"));
    if (step == REFERRAL_STEP_DECLINED) read_decline(r, k);
    if (step == REFERRAL_STEP_ALLOCATED || step == REFERRAL_STEP_ACCEPTED) read_to(c, r, k);
    if (step == REFERRAL_STEP_ALLOCATED && k->move.to)
        k->move.words = str_join(c->arena,
            (const struct str[]){str_printf(c->arena, "To %.*s.", STR_ARG(k->move.to->name)), k->move.words}, 2,
            STR(" "));
    return step == REFERRAL_STEP_MATCHED ? read_match(c, r, k) : ERR_NONE;
}

/* ---- taking it ---- */

static enum err take(struct ctx *c, void *arg)
{
    struct stepping *k = arg;
    return referral_move(c, &k->move);
}

/* Somebody was faster: who, and what they did. Nothing was saved, and what was typed stands in the form. */
static enum err say_who(struct ctx *c, struct stepping *k)
{
    struct referral_events steps;
    enum err err = referral_history(c, k->move.from.id, &steps);
    if (err || !steps.n) return err;
    const struct referral_event *last = &steps.items[0];
    struct str what = str_lower(c->arena, vocabulary_label(&referral_steps, (int)last->step));
    problems_add(&k->problems, STR_NONE,
        str_printf(c->arena, "%.*s was faster, at %.*s: %.*s. Nothing of yours was saved. Read it first",
            STR_ARG(last->by_name), STR_ARG(instant_time(c->arena, last->at)), STR_ARG(what)));
    return ERR_NONE;
}

static struct reply taken(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct stepping *k = arg;
    if (!result) {
        struct url page = url_with_id(c->arena, "/referrals/", k->move.from.key, "");
        return reply_see_other(
            url_with_query(c->arena, page, "done", vocabulary_code(&referral_steps, (int)k->move.step)));
    }
    if (result == ERR_CONFLICT) {
        enum err err = say_who(c, k);
        return err ? shell_failure(c, err) : again(c, r, k, 409);
    }
    if (result != ERR_REFUSED) return shell_failure(c, result);
    problems_add(&k->problems, STR_NONE, k->move.why_not);
    return again(c, r, k, 409);
}

struct reply referral_step_post(struct ctx *c, const struct request *r)
{
    struct stepping *k = ARENA_NEW(c->arena, struct stepping);
    k->problems.arena = c->arena;
    enum err err = referral_by_key(c, request_id(r, 0), &k->move.from);
    if (!err) err = referral_colleagues(c, k->move.from.person, referral_setting(&k->move.from), &k->colleagues);
    if (!err) err = read_step(c, r, k);
    if (err) return shell_failure(c, err);
    return k->problems.n ? again(c, r, k, 422) : reply_write(take, taken, k);
}

/* Staff send a referral, about somebody with a record or somebody who has none; and change or withdraw it. */
#include "care/referrals/pages/form.tmpl.h"
#include "care/referrals/referral.sql.h"
#include "care/referrals/referral_pages.h"

struct sending {
    struct referral_form form;
    struct person person; /* of a record */
    struct referral from; /* of a change */
    struct referral_move move;
    struct str why_not;
    struct draft_view draft; /* of the form about a record: the others have no person to keep it with */
    struct draft_keeping keeping;
};

static struct draft_of draft_about(struct person_id person)
{
    return (struct draft_of){STR("referral"), person};
}

static struct url about_url(struct ctx *c, const struct person *p)
{
    return person_url(c->arena, p, "/refer");
}

/* ---- what the sender must know first ---- */

static void know_add(struct know *k, struct str strong, struct str text)
{
    if (strong.n) k->items.items[k->items.n++] = (struct know_item){.strong = strong, .text = text};
}

static enum err add_known(struct ctx *c, const struct sending *k, struct referral_form_view *v)
{
    struct referral_supporters_list supporters;
    struct referral_list earlier;
    if (!k->person.id.v) return ERR_NONE;
    enum err err = referral_supporters(c->db, k->person.id, &supporters);
    if (!err) err = referrals_about(c, k->person.id, &earlier);
    if (err) return err;
    v->before = (struct know){.heading = STR("Before you send this"),
        .items = {ARENA_ARRAY(c->arena, struct know_item, 1 + supporters.n + earlier.n), 0}};
    struct str called = person_called(c->arena, &k->person);
    if (k->person.died_known)
        know_add(&v->before, str_printf(c->arena, "%.*s has died.", STR_ARG(called)), STR_NONE);
    for (size_t i = 0; i < supporters.n; i++)
        if (supporters.items[i].open)
            know_add(&v->before,
                str_printf(
                    c->arena, "%.*s supports %.*s already.", STR_ARG(supporters.items[i].name), STR_ARG(called)),
                STR("Speak with them first: perhaps no referral is needed."));
    for (size_t i = 0; i < earlier.n; i++)
        if (referral_is_open(earlier.items[i].state) && !uuid_eq(earlier.items[i].key, k->from.key))
            know_add(&v->before, STR("There is an open referral."),
                STR("Add to that one rather than sending another."));
    v->earlier_box = (struct box){.heading = STR("Earlier referrals")};
    v->earlier = referral_lines(c, &earlier, k->from.key);
    return ERR_NONE;
}

static const struct shell_notice NOTICES[] = {DRAFT_NOTICES};

static struct reply form_page(struct ctx *c, const struct request *r, struct sending *k, int status)
{
    struct referral_form_view *v = referral_form_view(c, &k->form);
    bool amends = k->form.kind == REFERRAL_FORM_AMEND;
    enum err err = add_known(c, k, v);
    if (err) return shell_failure(c, err);
    struct page page = {.title = STR("Refer somebody"), .narrow = true};
    if (k->person.id.v) page = person_page(c, &k->person, STR("Summary"), STR("Refer, person record"));
    v->heading = amends ? STR("Change the referral") : STR("Refer for support");
    /* Not the path that was asked for: it may be of a record that was joined to this one. */
    v->action = k->form.kind == REFERRAL_FORM_RECORD ? about_url(c, &k->person) : (struct url){r->path};
    v->cancel = amends ? url_with_id(c->arena, "/referrals/", k->from.key, "") :
        k->person.id.v ? person_url(c->arena, &k->person, "") :
                         URL("/referrals/sent");
    v->lead = amends ? STR("What you change is shown to whoever has the referral, beside what it said before.") :
        k->person.id.v ?
                       STR_NONE :
                       STR("For somebody who is not in Cairn. Somebody else? Find their record and choose “Refer” "
                           "there: then what is known of them goes with it.");
    v->keeps = k->form.kind == REFERRAL_FORM_RECORD;
    v->draft = k->draft;
    page.has_problems = k->form.problems.n != 0;
    if (r->method == HTTP_GET) shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = referral_form_page_slot(v);
    return shell_page(c, r, status, SECTION_REFERRALS, &page);
}

/* ---- shown again, and kept as a draft ---- */

static struct reply shown_again(
    struct ctx *c, const struct request *r, struct sending *k, enum err result, int status)
{
    k->draft = draft_of_sent(c, k->keeping.form, about_url(c, &k->person));
    draft_note_kept(c, &k->keeping, result, &k->draft);
    return form_page(c, r, k, status);
}

static enum err keep_unfinished(struct ctx *c, void *arg)
{
    struct sending *k = arg;
    return draft_keep_sent(c, &k->keeping, AUDIT_INVALID);
}

static struct reply unfinished(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    return shown_again(c, r, arg, result, 422);
}

static enum err keep_refused(struct ctx *c, void *arg)
{
    struct sending *k = arg;
    return draft_keep_sent(c, &k->keeping, AUDIT_CONFLICT);
}

static struct reply refused(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    return shown_again(c, r, arg, result, 409);
}

static struct reply again(struct ctx *c, const struct request *r, struct sending *k, int status)
{
    if (k->form.kind != REFERRAL_FORM_RECORD) return form_page(c, r, k, status);
    return status == 422 ? reply_write(keep_unfinished, unfinished, k) : reply_write(keep_refused, refused, k);
}

/* ---- sending ---- */

static enum err send(struct ctx *c, void *arg)
{
    struct sending *k = arg;
    enum err err = referral_send(c, &k->form.referral, &k->why_not);
    if (err || k->form.kind != REFERRAL_FORM_RECORD) return err;
    return draft_end(c, k->keeping.of, k->keeping.key);
}

/* Sent before. The same form twice is one referral; one that was changed after it had been sent, by going back, is
 * shown again, so that no word is lost. */
static struct reply sent_before(struct ctx *c, const struct request *r, struct sending *k)
{
    struct referral was;
    enum err err = referral_by_key(c, k->form.referral.key, &was);
    if (err && err != ERR_NOT_FOUND) return shell_failure(c, err);
    if (err || !referral_changes(c->arena, &was, &k->form.referral).n)
        return reply_see_other(URL("/referrals/sent?done=sent"));
    k->form.nonce = uuid_text(c->arena, uuid_new(c->clock));
    problems_add(&k->form.problems, STR_NONE,
        STR("You sent this form already, and changed it since. To change that referral, open it under “Referrals "
            "I "
            "sent”. If this is another one, send it again"));
    return again(c, r, k, 409);
}

static struct reply sent(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct sending *k = arg;
    if (result == ERR_EXISTS) return sent_before(c, r, k);
    if (!result) return reply_see_other(URL("/referrals/sent?done=sent"));
    if (result != ERR_REFUSED) return shell_failure(c, result);
    problems_add(&k->form.problems, STR_NONE, k->why_not);
    return again(c, r, k, 409);
}

static struct reply take(struct ctx *c, const struct request *r, struct sending *k, enum referral_form_kind kind)
{
    k->form = referral_form_read(c, kind, &r->form);
    if (k->form.problems.n) return again(c, r, k, 422);
    struct referral *f = &k->form.referral;
    f->pcn = c->actor->pcn;
    f->person = k->person.id;
    f->referrer_account = c->actor->account;
    f->referrer = c->actor->name;
    return reply_write(send, sent, k);
}

struct reply referral_new_get(struct ctx *c, const struct request *r)
{
    struct sending *k = ARENA_NEW(c->arena, struct sending);
    k->form =
        r->held ? referral_form_read(c, REFERRAL_FORM_STAFF, &r->form) : referral_form_new(c, REFERRAL_FORM_STAFF);
    return form_page(c, r, k, 200);
}

struct reply referral_new_post(struct ctx *c, const struct request *r)
{
    return take(c, r, ARENA_NEW(c->arena, struct sending), REFERRAL_FORM_STAFF);
}

struct reply referral_about_get(struct ctx *c, const struct request *r)
{
    struct sending *k = ARENA_NEW(c->arena, struct sending);
    struct draft_opened opened;
    enum err err = person_get(c, r->person, &k->person);
    if (!err) err = draft_open(c, r, draft_about(r->person), about_url(c, &k->person), &opened);
    if (err) return shell_failure(c, err);
    k->form = opened.fields ? referral_form_read(c, REFERRAL_FORM_RECORD, opened.fields) :
                              referral_form_new(c, REFERRAL_FORM_RECORD);
    if (!opened.view.held) k->form.problems.n = 0; /* a draft isn't finished: nobody asked whether it is right */
    k->draft = opened.view;
    return form_page(c, r, k, 200);
}

struct reply referral_about_post(struct ctx *c, const struct request *r)
{
    struct sending *k = ARENA_NEW(c->arena, struct sending);
    enum err err = person_get(c, r->person, &k->person);
    if (err) return shell_failure(c, err);
    k->keeping = draft_keeping(c, draft_about(r->person), &r->form);
    return take(c, r, k, REFERRAL_FORM_RECORD);
}

struct reply referral_draft_post(struct ctx *c, const struct request *r)
{
    const struct person p = {.key = r->person_key};
    return draft_post(c, r, draft_about(r->person), about_url(c, &p));
}

/* ---- changing it afterwards ---- */

/* Its referrer may, and whoever works the inbox. */
static struct reply load_to_change(struct ctx *c, const struct request *r, struct sending *k, bool *ret_may)
{
    struct referral_sender_row sender;
    enum err err = referral_sender(c->db, request_id(r, 0), &sender);
    *ret_may = false;
    if (err) return shell_failure(c, err);
    if (sender.referrer_id.v != c->actor->account.v && !actor_may(c->actor, PERMISSION_TRIAGE))
        return shell_error(c, 403, STR("Only whoever sent a referral, or works the inbox, may change it."));
    err = referral_by_key(c, request_id(r, 0), &k->from);
    if (!err && k->from.person.v) err = person_get(c, k->from.person, &k->person);
    if (err) return shell_failure(c, err);
    if (!referral_is_open(k->from.state))
        return shell_error(c, 409, STR("This referral has been dealt with. Send a new one."));
    *ret_may = true;
    return (struct reply){0};
}

struct reply referral_amend_get(struct ctx *c, const struct request *r)
{
    struct sending *k = ARENA_NEW(c->arena, struct sending);
    bool may;
    struct reply refused = load_to_change(c, r, k, &may);
    if (!may) return refused;
    k->form =
        r->held ? referral_form_read(c, REFERRAL_FORM_AMEND, &r->form) : referral_form_new(c, REFERRAL_FORM_AMEND);
    if (!r->held) k->form.referral = k->from;
    k->form.referral.version = k->from.version;
    return form_page(c, r, k, 200);
}

static struct reply back_to(struct ctx *c, const struct referral *f, const char *done)
{
    struct url page = url_with_id(c->arena, "/referrals/", f->key, "");
    return reply_see_other(url_with_query(c->arena, page, "done", str_from_cstr(done)));
}

static enum err move(struct ctx *c, void *arg)
{
    struct sending *k = arg;
    return referral_move(c, &k->move);
}

static struct reply amended(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct sending *k = arg;
    if (!result) return back_to(c, &k->from, "amended");
    if (result != ERR_REFUSED && result != ERR_CONFLICT) return shell_failure(c, result);
    enum err err = referral_by_key(c, k->from.key, &k->from);
    if (err) return shell_failure(c, err);
    k->form.referral.version = k->from.version;
    problems_add(&k->form.problems, STR_NONE,
        result == ERR_REFUSED ?
            STR("This referral has been dealt with meanwhile. Copy what you wrote and send a new one") :
            str_printf(c->arena, "Meanwhile something happened: it is now “%.*s”. Read it, then save this again",
                STR_ARG(vocabulary_label(&referral_states, (int)k->from.state))));
    return form_page(c, r, k, 409);
}

struct reply referral_amend_post(struct ctx *c, const struct request *r)
{
    struct sending *k = ARENA_NEW(c->arena, struct sending);
    bool may;
    struct reply refused = load_to_change(c, r, k, &may);
    if (!may) return refused;
    k->form = referral_form_read(c, REFERRAL_FORM_AMEND, &r->form);
    const struct referral *f = &k->form.referral;
    int64_t version = 0;
    if (str_int(form_get(&r->form, STR("version")), 1, INT64_MAX, &version)) k->form.referral.version = version;
    if (k->form.problems.n) return form_page(c, r, k, 422);
    k->move = (struct referral_move){.step = REFERRAL_STEP_AMENDED, .from = k->from, .next = k->from};
    struct referral *next = &k->move.next;
    next->reasons = f->reasons, next->words = f->words, next->wants = f->wants, next->risks = f->risks;
    next->urgency = f->urgency, next->wished = f->wished;
    k->move.words = referral_changes(c->arena, &k->from, next);
    if (!k->move.words.n && version == k->from.version) return back_to(c, &k->from, "unchanged");
    k->move.from.version = version;
    return reply_write(move, amended, k);
}

static struct reply withdrawn(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct sending *k = arg;
    if (!result) return back_to(c, &k->from, "withdrawn");
    if (result != ERR_REFUSED && result != ERR_CONFLICT) return shell_failure(c, result);
    struct problems problems = {.arena = c->arena};
    problems_add(
        &problems, STR_NONE, STR("Something happened meanwhile. Read it, then withdraw it if you still want to"));
    return referral_page(c, r, NULL, &problems, 409);
}

struct reply referral_withdraw_post(struct ctx *c, const struct request *r)
{
    struct sending *k = ARENA_NEW(c->arena, struct sending);
    bool may;
    struct reply refused = load_to_change(c, r, k, &may);
    if (!may) return refused;
    k->move = (struct referral_move){.step = REFERRAL_STEP_WITHDRAWN, .from = k->from};
    k->move.from.version = 0;
    if (!str_int(form_get(&r->form, STR("version")), 1, INT64_MAX, &k->move.from.version))
        return withdrawn(c, r, k, ERR_CONFLICT);
    return reply_write(move, withdrawn, k);
}

/* Recording an entry: one handler for all five forms, told apart by their table. */
#include "care/consent/consent_pages.h"
#include "care/consent/entry_form.h"
#include "care/consent/pages/entry.tmpl.h"

struct recording {
    struct consent_about about;
    struct entry_form form;
    struct consent_saving saving;
    struct problems found; /* by the action */
    struct draft_view draft;
    struct draft_keeping keeping;
    struct str meanwhile;
};

static const struct entry_kind *kind_of(enum consent_entry_kind kind)
{
    return &entry_kinds[kind - 1];
}

static struct draft_of draft_about(const struct entry_kind *kind, struct person_id person)
{
    return (struct draft_of){kind->form, person};
}

static struct url form_url(struct ctx *c, const struct entry_kind *kind, const struct person *p)
{
    return person_url(c->arena, p, kind->path);
}

/* ---- the page ---- */

static const struct shell_notice NOTICES[] = {DRAFT_NOTICES};

static struct reply form_page(struct ctx *c, const struct request *r, struct recording *k, int status)
{
    const struct person *p = &k->about.person;
    struct entry_form_view *v = entry_form_view(c, &k->form, p, &k->about.all, &k->about.whom);
    v->draft = k->draft;
    v->meanwhile = k->meanwhile;
    struct page page = person_page(
        c, p, STR("Consent"), str_printf(c->arena, "%.*s, person record", STR_ARG(k->form.kind->title)));
    page.has_problems = k->form.problems.n != 0;
    if (r->method == HTTP_GET) shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = consent_entry_page_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

static struct reply offer(struct ctx *c, const struct request *r, enum consent_entry_kind which)
{
    struct recording *k = ARENA_NEW(c->arena, struct recording);
    const struct entry_kind *kind = kind_of(which);
    struct draft_opened opened;
    enum err err = consent_load(c, r, &k->about);
    if (!err) err = draft_open(c, r, draft_about(kind, r->person), form_url(c, kind, &k->about.person), &opened);
    if (err) return shell_failure(c, err);
    k->form = opened.fields ?
        entry_form_read(c, kind, opened.fields, &k->about.all, &k->about.whom) :
        entry_form_new(c, kind, &k->about.all, &k->about.whom, form_get(&r->query, STR("about")));
    if (!opened.view.held) k->form.problems.n = 0; /* a draft isn't finished: nobody asked whether it is right */
    k->draft = opened.view;
    return form_page(c, r, k, 200);
}

/* ---- shown again, and kept as a draft ---- */

static struct reply shown_again(
    struct ctx *c, const struct request *r, struct recording *k, enum err result, int status)
{
    k->draft = draft_of_sent(c, k->keeping.form, form_url(c, k->form.kind, &k->about.person));
    draft_note_kept(c, &k->keeping, result, &k->draft);
    return form_page(c, r, k, status);
}

static enum err keep_unfinished(struct ctx *c, void *arg)
{
    struct recording *k = arg;
    return draft_keep_sent(c, &k->keeping, AUDIT_INVALID);
}

static struct reply unfinished(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    return shown_again(c, r, arg, result, 422);
}

static enum err keep_changed(struct ctx *c, void *arg)
{
    struct recording *k = arg;
    return draft_keep_sent(c, &k->keeping, AUDIT_CONFLICT);
}

static struct reply changed(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    return shown_again(c, r, arg, result, 409);
}

/* ---- saving ---- */

static enum err save(struct ctx *c, void *arg)
{
    struct recording *k = arg;
    enum err err = consent_save(c, &k->saving);
    return err ? err : draft_end(c, k->keeping.of, k->keeping.key);
}

static struct reply after_saving(struct ctx *c, const struct recording *k)
{
    struct url page = person_url(c->arena, &k->about.person, "/consent");
    return reply_see_other(url_with_query(c->arena, page, "done", k->form.kind->done));
}

/* The nonce was used: the same form sent twice is fine, one that was changed since is shown again. */
static bool says_the_same(const struct consent_list *all, const struct consent_entry *sent)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct consent_entry *e = &all->items[i];
        if (!uuid_eq(e->nonce, sent->nonce)) continue;
        return e->kind == sent->kind && e->subject.purpose == sent->subject.purpose &&
            e->subject.channel == sent->subject.channel && str_eq(e->party.name, sent->party.name) &&
            e->answer == sent->answer && e->kinds == sent->kinds && date_eq(e->on, sent->on) &&
            str_eq(e->words, sent->words);
    }
    return false;
}

/* What stands now, which whoever typed this hasn't seen. */
static enum err look_again(struct ctx *c, const struct request *r, struct recording *k)
{
    enum err err = consent_load(c, r, &k->about);
    const struct consent_list *all = &k->about.all;
    if (err) return err;
    const struct consent_entry *current = consent_current(all, k->form.entry.subject);
    if (current)
        k->meanwhile = str_printf(c->arena, "%.*s Recorded by %.*s.",
            STR_ARG(consent_entry_words(c->arena, current, &k->about.whom)), STR_ARG(current->by_name));
    if (all->n) k->form.seen = all->items[all->n - 1].key;
    return ERR_NONE;
}

static struct reply not_saved(struct ctx *c, const struct request *r, struct recording *k, enum err result)
{
    struct problems *p = &k->form.problems;
    enum err err = look_again(c, r, k);
    if (err) return shell_failure(c, err);
    if (result == ERR_EXISTS && says_the_same(&k->about.all, &k->saving.entry)) return after_saving(c, k);
    if (result == ERR_EXISTS) {
        k->form.nonce = uuid_new(c->clock);
        k->meanwhile = STR_NONE;
        problems_add(p, STR_NONE,
            STR("This form was saved before and has changed since. If this is another decision, save it again"));
    } else if (result == ERR_CONFLICT) {
        problems_add(p, STR_NONE,
            STR("A colleague recorded something about this while you were typing. Read it. If yours still counts, "
                "save it again"));
    } else if (result == ERR_TOO_LARGE) {
        problems_add(p, STR_NONE, STR("So much is recorded about this person that only a refusal can be added"));
    } else {
        k->meanwhile = STR_NONE;
        for (size_t i = 0; i < k->found.n; i++) problems_add(p, k->found.items[i].field, k->found.items[i].text);
    }
    return reply_write(keep_changed, changed, k);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct recording *k = arg;
    if (!result) return after_saving(c, k);
    if (result == ERR_REFUSED) return shell_error_page(c, 403);
    if (result == ERR_EXISTS || result == ERR_CONFLICT || result == ERR_TOO_LARGE || result == ERR_INVALID)
        return not_saved(c, r, k, result);
    return shell_failure(c, result);
}

static struct reply take(struct ctx *c, const struct request *r, enum consent_entry_kind which)
{
    struct recording *k = ARENA_NEW(c->arena, struct recording);
    enum err err = consent_load(c, r, &k->about);
    if (err) return shell_failure(c, err);
    k->form = entry_form_read(c, kind_of(which), &r->form, &k->about.all, &k->about.whom);
    k->keeping = draft_keeping(c, draft_about(k->form.kind, r->person), &r->form);
    if (k->form.problems.n) return reply_write(keep_unfinished, unfinished, k);
    k->found.arena = c->arena;
    k->saving = (struct consent_saving){.entry = k->form.entry,
        .new_party = entry_form_names_somebody(&k->form),
        .seen = k->form.seen,
        .person = &k->about.person,
        .problems = &k->found};
    k->saving.entry.person = r->person;
    return reply_write(save, saved, k);
}

static struct reply keep(struct ctx *c, const struct request *r, enum consent_entry_kind which)
{
    const struct person p = {.key = r->person_key};
    const struct entry_kind *kind = kind_of(which);
    return draft_post(c, r, draft_about(kind, r->person), form_url(c, kind, &p));
}

#define HANDLERS(noun, NAME) \
    struct reply noun##_get(struct ctx *c, const struct request *r) \
    { \
        return offer(c, r, CONSENT_ENTRY_##NAME); \
    } \
    struct reply noun##_post(struct ctx *c, const struct request *r) \
    { \
        return take(c, r, CONSENT_ENTRY_##NAME); \
    } \
    struct reply noun##_draft_post(struct ctx *c, const struct request *r) \
    { \
        return keep(c, r, CONSENT_ENTRY_##NAME); \
    }
HANDLERS(entry_decision, DECISION)
HANDLERS(entry_capacity, CAPACITY)
HANDLERS(entry_best_interests, BEST_INTERESTS)
HANDLERS(entry_attorney, ATTORNEY)
HANDLERS(entry_basis, BASIS)

/* Changing a person's details: the form, and what happens when somebody else saved first. */
#include "base/limits.h"
#include "care/people/pages/edit.tmpl.h"
#include "care/people/person_form.h"
#include "care/people/person_pages.h"
#include "care/people/person_record.h"

enum edit_result { EDIT_SAVED = 1, EDIT_CONFLICT, EDIT_DOES_NOT_FIT, EDIT_NUMBER_TAKEN };

/* One form on its way: the handler fills the first part, the action the second. */
struct edit {
    struct conflict_record record;
    struct form settled;
    struct person_form form;
    struct str base; /* the state it began from */
    struct draft_keeping draft;

    enum edit_result result;
    struct person now; /* as it stood when the action ran */
    struct merge merge;
    bool theirs_unseen;       /* they changed what is withheld from this actor */
    struct problems problems; /* of what the two make together */
    struct person merged;
};

static struct url edit_url(struct ctx *c, const struct person *p)
{
    return person_url(c->arena, p, "/edit");
}

static struct draft_of draft_about(const struct person *p)
{
    return (struct draft_of){STR("details"), p->id};
}

/* ---- pages ---- */

static const struct shell_notice NOTICES[] = {DRAFT_NOTICES};

static struct reply edit_page(
    struct ctx *c, const struct request *r, const struct person *p, struct person_edit_view *v, int status)
{
    v->heading = STR("Change details");
    v->button = STR("Save");
    v->action = edit_url(c, p);
    v->cancel = person_url(c->arena, p, "/details");
    struct page page = person_page(c, p, STR("Details"), STR("Change details, person record"));
    if (p->protected_address && !v->no_reach) person_address_shown(c, p);
    page.has_problems = v->problems.problems.n != 0;
    if (r->method == HTTP_GET) shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = person_edit_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

/* Both texts of what both changed. */
static struct reply conflict_shown(
    struct ctx *c, const struct request *r, const struct edit *e, struct draft_view draft, int status)
{
    struct conflict_view *v = ARENA_NEW(c->arena, struct conflict_view);
    const struct version_range since = {.after = e->form.version, .up_to = e->now.version, .most = 50};
    struct form settled = e->form.keep_reach ? person_form_without_reach(c->arena, &e->settled) : e->settled;
    enum err err = conflict_view(c, &e->record, &e->merge, since, &settled, v);
    if (err) return shell_failure(c, err);
    v->merged.withheld = person_reach_note(c, &e->now, e->base, person_state_json(c->arena, &e->now));
    v->action = edit_url(c, &e->now);
    v->cancel = person_url(c->arena, &e->now, "/details");
    v->draft = draft;
    if (r->method == HTTP_GET) { /* brought back: nobody has sent it yet */
        v->problems.problems.n = 0;
        for (size_t i = 0; i < v->rows.n; i++) v->rows.items[i].choices.error = STR_NONE;
    }
    struct page page = person_page(c, &e->now, STR("Details"), STR("Choose what to keep, person record"));
    if (e->now.protected_address && !person_reach_is_withheld(c, &e->now)) person_address_shown(c, &e->now);
    page.has_problems = v->problems.problems.n != 0;
    page.main = conflict_main(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

/* ---- reading and merging ---- */

/* Somebody protected the address while this was written. What it says of the address is left out, and they are
 * told. */
static void say_what_is_left_out(struct ctx *c, const struct person *about, struct edit *e)
{
    struct person typed;
    if (!e->form.keep_reach || !person_form_reach(c, &e->settled, about, &typed)) return;
    if (!person_reach_differs(c->arena, e->base, person_state_json(c->arena, &typed))) return;
    problems_add(&e->form.problems, STR_NONE,
        STR("The address was protected while you were writing. What you typed as address, telephone number or "
            "email "
            "address is not saved: tell somebody of their team. Save again to save the rest"));
}

/* What a form says, and where it began. A version that there never was is no form of ours. */
static enum err read_edit(struct ctx *c, const struct form *sent, const struct person *about, struct edit *e)
{
    e->record = person_conflict_record(c, about);
    enum err err = conflict_settle(c, &e->record, sent, &e->settled);
    if (err) return err;
    e->form = person_form_read(c, &e->settled, about);
    err = conflict_base(c, &e->record, &e->settled, e->form.version, &e->base);
    if (!err) say_what_is_left_out(c, about, e);
    if (err != ERR_NOT_FOUND) return err;
    problems_add(
        &e->form.problems, STR_NONE, STR("This form is not complete. Go back to the record and open it again"));
    return ERR_NONE;
}

static enum err merge_edit(struct ctx *c, struct edit *e)
{
    struct str now = person_state_json(c->arena, &e->now), mine = person_state_json(c->arena, &e->form.person);
    enum err err = conflict_merge(c, &e->record, e->base, now, mine, &e->merge);
    if (err) return err;
    e->theirs_unseen = person_reach_changed_unseen(c, &e->now, e->base, now);
    e->merged = e->now;
    return person_from_state(c->arena, merge_state(c->arena, &e->merge), &e->merged);
}

/* ---- opening ---- */

/* A draft, or what was held: as it was typed, with the version it began from. */
static struct reply typed_page(
    struct ctx *c, const struct request *r, const struct person *p, const struct draft_opened *opened)
{
    struct edit *e = ARENA_NEW(c->arena, struct edit);
    e->now = *p;
    enum err err = read_edit(c, opened->fields, p, e);
    if (!err && !e->form.problems.n && conflict_was_shown(opened->fields)) err = merge_edit(c, e);
    if (err) return shell_failure(c, err);
    if (e->merge.n && merge_conflicts(&e->merge)) return conflict_shown(c, r, e, opened->view, 200);
    if (!opened->view.held) e->form.problems.n = 0; /* a draft isn't finished: nobody asked whether it is right */
    struct person_edit_view *v = person_form_view(c, &e->form);
    v->draft = opened->view;
    v->carried = conflict_carried(c->arena, &e->settled);
    return edit_page(c, r, p, v, 200);
}

struct reply person_edit_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct draft_opened opened;
    enum err err = person_get_whole(c, r->person, &p);
    if (!err) err = draft_open(c, r, draft_about(&p), edit_url(c, &p), &opened);
    if (err) return shell_failure(c, err);
    if (opened.fields) return typed_page(c, r, &p, &opened);
    struct person_form f = person_form_of(c, &p);
    struct person_edit_view *v = person_form_view(c, &f);
    v->draft = opened.view;
    return edit_page(c, r, &p, v, 200);
}

/* ---- saving ---- */

/* Not saved, and kept: the form comes back with this. */
static enum err not_saved(struct ctx *c, struct edit *e, enum edit_result result)
{
    e->result = result;
    return draft_keep_sent(c, &e->draft, AUDIT_CONFLICT);
}

/* The record as it stands now. A colleague may have protected the address since the form was read. */
static enum err read_now(struct ctx *c, struct edit *e)
{
    enum err err = person_get_whole(c, e->form.person.id, &e->now);
    if (err) return err;
    e->form.keep_reach = e->form.keep_reach || person_reach_is_withheld(c, &e->now);
    e->record.fields = person_record_fields(c->arena, e->form.keep_reach);
    return ERR_NONE;
}

static enum err save(struct ctx *c, void *arg)
{
    struct edit *e = arg;
    e->problems = (struct problems){.arena = c->arena};
    enum err err = read_now(c, e);
    if (!err) err = merge_edit(c, e);
    if (err) return err;
    if (merge_conflicts(&e->merge)) return not_saved(c, e, EDIT_CONFLICT);
    person_check(&e->problems, &e->merged, clock_today(c->clock));
    if (e->problems.n) return not_saved(c, e, EDIT_DOES_NOT_FIT);
    struct person p = e->merged;
    if (merge_changes(&e->merge)) err = person_save(c, &p); /* sent twice: saved once */
    if (err == ERR_EXISTS) return not_saved(c, e, EDIT_NUMBER_TAKEN);
    e->result = EDIT_SAVED;
    return err ? err : draft_end(c, e->draft.of, e->draft.key);
}

/* To the details, which say what a colleague changed meanwhile if one did. */
static struct reply go_to_details(struct ctx *c, const struct edit *e)
{
    struct url to = person_url(c->arena, &e->now, "/details");
    bool theirs = e->theirs_unseen;
    for (size_t i = 0; i < e->merge.n; i++)
        theirs =
            theirs || e->merge.fields[i].outcome == MERGE_THEIRS || e->merge.fields[i].outcome == MERGE_TOGETHER;
    if (!theirs) return reply_see_other(url_with_query(c->arena, to, "done", STR("saved")));
    to = url_with_query(c->arena, to, "done", STR("merged"));
    to = url_with_query(c->arena, to, "from", str_printf(c->arena, "%lld", (long long)e->form.version));
    return reply_see_other(
        url_with_query(c->arena, to, "to", str_printf(c->arena, "%lld", (long long)e->now.version)));
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct edit *e = arg;
    if (result) return shell_failure(c, result);
    if (e->result == EDIT_SAVED) return go_to_details(c, e);
    struct draft_view draft = draft_of_sent(c, e->draft.form, edit_url(c, &e->now));
    draft_note_kept(c, &e->draft, ERR_NONE, &draft);
    if (e->result == EDIT_CONFLICT) return conflict_shown(c, r, e, draft, 409);
    if (e->result == EDIT_NUMBER_TAKEN)
        problems_add(&e->form.problems, STR("nhs_number"), STR("This NHS number belongs to another person"));
    if (e->result == EDIT_DOES_NOT_FIT) {
        e->form = person_form_of(c, &e->merged);
        e->form.problems = e->problems;
    }
    struct person_edit_view *v = person_form_view(c, &e->form);
    v->draft = draft;
    if (e->result == EDIT_NUMBER_TAKEN) v->carried = conflict_carried(c->arena, &e->settled);
    return edit_page(c, r, &e->now, v, 409);
}

static enum err keep_unfinished(struct ctx *c, void *arg)
{
    struct edit *e = arg;
    return draft_keep_sent(c, &e->draft, AUDIT_INVALID);
}

static struct reply shown_again(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct edit *e = arg;
    struct person_edit_view *v = person_form_view(c, &e->form);
    v->draft = draft_of_sent(c, e->draft.form, edit_url(c, &e->now));
    draft_note_kept(c, &e->draft, result, &v->draft);
    v->carried = conflict_carried(c->arena, &e->settled);
    return edit_page(c, r, &e->now, v, 422);
}

struct reply person_edit_post(struct ctx *c, const struct request *r)
{
    struct edit *e = ARENA_NEW(c->arena, struct edit);
    enum err err = person_get_whole(c, r->person, &e->now);
    if (!err) err = read_edit(c, &r->form, &e->now, e);
    if (err) return shell_failure(c, err);
    e->draft = draft_keeping(c, draft_about(&e->now), &r->form);
    return e->form.problems.n ? reply_write(keep_unfinished, shown_again, e) : reply_write(save, saved, e);
}

struct reply person_edit_draft_post(struct ctx *c, const struct request *r)
{
    const struct person p = {.id = r->person, .key = r->person_key};
    return draft_post(c, r, draft_about(&p), edit_url(c, &p));
}

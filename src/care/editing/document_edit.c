/* Changing a document: the form, its draft, and what happens when somebody else saved first. */
#include "base/limits.h"
#include "care/editing/pages/document.tmpl.h"
#include "care/editing/document.h"

enum edit_result { EDIT_SAVED = 1, EDIT_CONFLICT };

/* One form on its way: the handler fills the first part, the action the second. */
struct edit {
    const struct document *document;
    struct document_place place;
    struct conflict_record record;
    struct form settled;
    struct problems problems;
    int64_t version;       /* it began from */
    struct str base, mine; /* states */
    struct draft_keeping draft;

    enum edit_result result;
    struct document_state now;
    struct merge merge;
};

static struct url after(struct ctx *c, const struct document_place *place, const char *more)
{
    return (struct url){str_printf(c->arena, "%.*s%s", STR_ARG(place->base.text), more)};
}

/* Each document has drafts of its own; those of documents that aren't there yet are found wherever the next one is
 * begun, within the same document if it is part of one. Of a single one they go by the kind, whether a colleague
 * has written it meanwhile or not. */
static struct draft_of draft_about(
    struct ctx *c, const struct document *s, const struct document_place *place, const struct document_state *now)
{
    struct uuid of = now->version ? place->entry : place->within;
    struct str own = str_printf(c->arena, "%.*s:%.*s", STR_ARG(s->kind), STR_ARG(uuid_text(c->arena, of)));
    return (struct draft_of){uuid_is_set(of) && !s->single ? own : s->kind, place->person};
}

static struct str title(struct ctx *c, const char *what, const struct document *s)
{
    return str_printf(c->arena, "%s%.*s, person record", what, STR_ARG(s->section));
}

/* ---- pages ---- */

static const struct shell_notice NOTICES[] = {DRAFT_NOTICES};

static struct reply edit_page(
    struct ctx *c, const struct request *r, const struct edit *e, struct document_edit_view *v, int status)
{
    v->action = after(c, &e->place, "/edit");
    v->cancel = e->place.page;
    struct page page = e->place.frame;
    page.title = title(c, "Change ", e->document);
    page.has_problems = v->problems.problems.n != 0;
    if (r->method == HTTP_GET) shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = document_edit_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

/* Both texts of what both changed. */
static struct reply conflict_shown(
    struct ctx *c, const struct request *r, const struct edit *e, struct draft_view draft, int status)
{
    struct conflict_view *v = ARENA_NEW(c->arena, struct conflict_view);
    const struct version_range since = {.after = e->version, .up_to = e->now.version, .most = 50};
    enum err err = conflict_view(c, &e->record, &e->merge, since, &e->settled, v);
    if (err) return shell_failure(c, err);
    v->action = after(c, &e->place, "/edit");
    v->cancel = e->place.page;
    v->draft = draft;
    if (r->method == HTTP_GET) { /* brought back: nobody has sent it yet */
        v->problems.problems.n = 0;
        for (size_t i = 0; i < v->rows.n; i++) v->rows.items[i].choices.error = STR_NONE;
    }
    struct page page = e->place.frame;
    page.title = title(c, "Choose what to keep, ", e->document);
    page.has_problems = v->problems.problems.n != 0;
    page.main = conflict_main(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

/* ---- reading and merging ---- */

/* As it stands: what the versions are of, too. In an action somebody may have written the first one since. */
static enum err read_now(struct ctx *c, struct edit *e)
{
    enum err err = e->document->load(c, &e->place, &e->now);
    e->record.id = e->now.record;
    return err;
}

static enum err edit_new(
    struct ctx *c, const struct document *s, const struct document_place *place, struct edit **ret)
{
    struct edit *e = *ret = ARENA_NEW(c->arena, struct edit);
    *e = (struct edit){.document = s, .place = *place, .problems = {.arena = c->arena}};
    e->record = (struct conflict_record){
        .kind = s->kind, .fields = document_record_fields(c->arena, s), .from_nothing = true};
    return read_now(c, e);
}

/* What a form says, and where it began. A version that there never was is no form of ours. */
static enum err read_edit(struct ctx *c, const struct form *sent, struct edit *e)
{
    enum err err = conflict_settle(c, &e->record, sent, &e->settled);
    if (err) return err;
    e->mine = document_form_read(c->arena, e->document, &e->settled, &e->problems);
    err = ERR_NOT_FOUND;
    if (str_int(form_get(&e->settled, STR("version")), 0, INT32_MAX, &e->version))
        err = conflict_base(c, &e->record, &e->settled, e->version, &e->base);
    if (err != ERR_NOT_FOUND) return err;
    problems_add(
        &e->problems, STR_NONE, STR("This form is not complete. Go back to the record and open it again"));
    return ERR_NONE;
}

static enum err merge_edit(struct ctx *c, struct edit *e)
{
    enum err err = read_now(c, e);
    return err ? err : conflict_merge(c, &e->record, e->base, e->now.state, e->mine, &e->merge);
}

/* ---- opening ---- */

/* A draft, or what was held: as it was typed, with the version it began from. */
static struct reply typed_page(
    struct ctx *c, const struct request *r, struct edit *e, const struct draft_opened *opened)
{
    enum err err = read_edit(c, opened->fields, e);
    if (!err && !e->problems.n && conflict_was_shown(opened->fields)) err = merge_edit(c, e);
    if (err) return shell_failure(c, err);
    if (e->merge.n && merge_conflicts(&e->merge)) return conflict_shown(c, r, e, opened->view, 200);
    if (!opened->view.held) e->problems.n = 0; /* a draft isn't finished: nobody asked whether it is right */
    struct document_edit_view *v = document_form_view(c->arena, e->document, &e->settled, &e->problems);
    v->draft = opened->view;
    return edit_page(c, r, e, v, 200);
}

/* As it stands, or as an older version had it, to be saved as a new one: ?bring=3. */
static enum err stands(struct ctx *c, const struct request *r, const struct edit *e, struct document_state *ret)
{
    int64_t number;
    struct version old;
    *ret = e->now;
    if (!e->now.version && e->place.first.n) ret->state = e->place.first;
    if (!str_int(form_get(&r->query, STR("bring")), 1, ret->version, &number)) return ERR_NONE;
    enum err err = version_of(c, e->document->kind, ret->record, number, &old);
    if (!err) ret->state = old.state;
    return err;
}

struct reply document_edit_get(
    struct ctx *c, const struct request *r, const struct document *s, const struct document_place *place)
{
    struct edit *e;
    struct draft_opened opened;
    struct document_state state;
    enum err err = edit_new(c, s, place, &e);
    if (!err) err = draft_open(c, r, draft_about(c, s, place, &e->now), after(c, place, "/edit"), &opened);
    if (err) return shell_failure(c, err);
    if (opened.fields) return typed_page(c, r, e, &opened);
    if ((err = stands(c, r, e, &state))) return shell_failure(c, err);
    struct form form = document_form_of(c->arena, s, &state);
    struct document_edit_view *v = document_form_view(c->arena, s, &form, &e->problems);
    v->draft = opened.view;
    return edit_page(c, r, e, v, 200);
}

/* ---- saving ---- */

static enum err save(struct ctx *c, void *arg)
{
    struct edit *e = arg;
    enum err err = merge_edit(c, e);
    if (err) return err;
    if (merge_conflicts(&e->merge)) {
        e->result = EDIT_CONFLICT;
        return draft_keep_sent(c, &e->draft, AUDIT_CONFLICT);
    }
    const struct document_state next = {e->now.record, e->now.version, merge_state(c->arena, &e->merge)};
    if (merge_changes(&e->merge)) err = e->document->save(c, &e->place, &next); /* sent twice: saved once */
    e->result = EDIT_SAVED;
    return err ? err : draft_end(c, e->draft.of, e->draft.key);
}

/* Nothing was saved, and what was typed is still there. */
static struct reply no_room(struct ctx *c, const struct request *r, struct edit *e)
{
    problems_add(&e->problems, STR_NONE,
        STR("There is no room for another one about this person. Change one that is not needed any more"));
    struct document_edit_view *v = document_form_view(c->arena, e->document, &e->settled, &e->problems);
    v->draft = draft_of_sent(c, e->draft.form, after(c, &e->place, "/edit"));
    return edit_page(c, r, e, v, 422);
}

static struct reply saved(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct edit *e = arg;
    bool theirs = false;
    if (result == ERR_FULL) return no_room(c, r, e);
    if (result) return shell_failure(c, result);
    for (size_t i = 0; i < e->merge.n; i++)
        theirs =
            theirs || e->merge.fields[i].outcome == MERGE_THEIRS || e->merge.fields[i].outcome == MERGE_TOGETHER;
    if (e->result == EDIT_SAVED)
        return reply_see_other(
            url_with_query(c->arena, e->place.page, "done", theirs ? STR("merged") : STR("saved")));
    struct draft_view draft = draft_of_sent(c, e->draft.form, after(c, &e->place, "/edit"));
    draft_note_kept(c, &e->draft, ERR_NONE, &draft);
    return conflict_shown(c, r, e, draft, 409);
}

static enum err keep_unfinished(struct ctx *c, void *arg)
{
    struct edit *e = arg;
    return draft_keep_sent(c, &e->draft, AUDIT_INVALID);
}

static struct reply shown_again(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct edit *e = arg;
    struct document_edit_view *v = document_form_view(c->arena, e->document, &e->settled, &e->problems);
    v->draft = draft_of_sent(c, e->draft.form, after(c, &e->place, "/edit"));
    draft_note_kept(c, &e->draft, result, &v->draft);
    return edit_page(c, r, e, v, 422);
}

struct reply document_edit_post(
    struct ctx *c, const struct request *r, const struct document *s, const struct document_place *place)
{
    struct edit *e;
    enum err err = edit_new(c, s, place, &e);
    if (!err) err = read_edit(c, &r->form, e);
    if (err) return shell_failure(c, err);
    e->draft = draft_keeping(c, draft_about(c, s, place, &e->now), &r->form);
    return e->problems.n ? reply_write(keep_unfinished, shown_again, e) : reply_write(save, saved, e);
}

struct reply document_draft_post(
    struct ctx *c, const struct request *r, const struct document *s, const struct document_place *place)
{
    struct document_state now;
    enum err err = s->load(c, place, &now);
    return err ? shell_failure(c, err) :
                 draft_post(c, r, draft_about(c, s, place, &now), after(c, place, "/edit"));
}

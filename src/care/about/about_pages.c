/* The page of what matters, and the handlers of its form and its past. */
#include "base/limits.h"
#include "care/about/about.sql.h"
#include "care/about/about_document.h"
#include "care/about/pages/about.tmpl.h"
#include "care/shell/shell.h"

static const struct shell_notice NOTICES[] = {DOCUMENT_NOTICES};

static enum err open_place(struct ctx *c, const struct request *r, struct person *p, struct document_place *ret)
{
    enum err err = person_get(c, r->person, p);
    if (!err)
        *ret = (struct document_place){.person = p->id,
            .page = person_url(c->arena, p, "/about"),
            .base = person_url(c->arena, p, "/about"),
            .frame = person_page(c, p, STR("About me"), STR("About me, person record")),
            .may_change = actor_may(c->actor, PERMISSION_ABOUT_EDIT)};
    return err;
}

/* "Not written yet: My wellness. Also worth knowing about me." Who asks next sees what there is to ask. */
static struct str missing_words(struct arena *a, const struct str *headings, size_t n)
{
    return n ? str_printf(a, "Not written yet: %.*s.", STR_ARG(str_join(a, headings, n, STR("; ")))) : STR_NONE;
}

static void add_parts(struct ctx *c, struct str state, struct about_view *v)
{
    struct str missing[ABOUT_HEADINGS];
    size_t n_missing = 0;
    v->parts.items = ARENA_ARRAY(c->arena, struct about_part, ABOUT_HEADINGS);
    for (size_t i = 0; i < ABOUT_HEADINGS; i++) {
        const struct record_field *f = &about_document.fields[i].field;
        struct str text = record_words(c->arena, f, merge_value(c->arena, state, f->state));
        if (text.n)
            v->parts.items[v->parts.n++] = (struct about_part){f->label, text};
        else
            missing[n_missing++] = f->label;
    }
    if (v->parts.n) v->missing = missing_words(c->arena, missing, n_missing);
}

static enum err add_joined(struct ctx *c, struct person_id person, struct about_view *v)
{
    struct about_of_joined_list all;
    enum err err = about_of_joined(c->db, person, &all);
    if (err) return err;
    v->joined.items = ARENA_ARRAY(c->arena, struct about_part, all.n * about_document.n + 1);
    for (size_t i = 0; i < all.n; i++)
        for (size_t k = 0; k < about_document.n; k++) {
            const struct record_field *f = &about_document.fields[k].field;
            struct str text = record_words(c->arena, f, merge_value(c->arena, all.items[i].words, f->state));
            if (text.n) v->joined.items[v->joined.n++] = (struct about_part){f->label, text};
        }
    return ERR_NONE;
}

static struct reply about_get_page(struct ctx *c, const struct request *r)
{
    struct person p;
    struct document_place place;
    struct document_state now;
    struct about_view *v = ARENA_NEW(c->arena, struct about_view);
    enum err err = open_place(c, r, &p, &place);
    if (!err) err = about_document.load(c, &place, &now);
    if (!err) err = add_joined(c, p.id, v);
    if (err) return shell_failure(c, err);
    struct str called = person_called(c->arena, &p);
    v->top.heading = str_printf(c->arena, "What matters to %.*s", STR_ARG(called));
    add_parts(c, now.state, v);
    v->whose = about_whose(c->arena, called, now.state);
    struct url edit = person_url(c->arena, &p, "/about/edit");
    if (place.may_change)
        v->change = (struct button){.text = v->parts.n ? STR("Change") : STR("Write it down"),
            .small = true,
            .kind = v->parts.n ? BUTTON_SECONDARY : BUTTON_PRIMARY,
            .href = edit};
    if (!v->parts.n)
        v->nothing = (struct nothing){.heading = STR("Nothing is written yet"),
            .text = str_printf(c->arena,
                "Ask %.*s, or somebody who knows them well. A few words are a good beginning.", STR_ARG(called))};
    if (now.version && !c->actor->shown)
        v->history =
            (struct link){.text = STR("Earlier versions"), .href = person_url(c->arena, &p, "/about/history")};
    shell_notice(r, &place.frame, NOTICES, COUNT_OF(NOTICES));
    place.frame.main = about_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &place.frame);
}

/* The document's own handlers, for the person of the address. */
#define DOCUMENT_HANDLER(name, handler) \
    static struct reply name(struct ctx *c, const struct request *r) \
    { \
        struct person p; \
        struct document_place place; \
        enum err err = open_place(c, r, &p, &place); \
        return err ? shell_failure(c, err) : handler(c, r, &about_document, &place); \
    }
DOCUMENT_HANDLER(about_edit_get, document_edit_get)
DOCUMENT_HANDLER(about_edit_post, document_edit_post)
DOCUMENT_HANDLER(about_draft_post, document_draft_post)
DOCUMENT_HANDLER(about_history_get, document_history_get)

static const struct route ROUTES[] = {
    SHARED_ROUTE(GET, "/people/:person/about", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY, about_get_page),
    SHARED_ROUTE(
        GET, "/people/:person/about/edit", ABOUT_EDIT, PERSON, VIEW, STAYS, READS, NO_BODY, about_edit_get),
    SHARED_ROUTE(POST, "/people/:person/about/edit", ABOUT_EDIT, PERSON, CHANGE, STAYS, TOKEN, LIMIT_BODY_FORM,
        about_edit_post),
    ROUTE(POST, "/people/:person/about/edit/draft", ABOUT_EDIT, PERSON, CHANGE, STAYS, DRAFT, LIMIT_BODY_FORM,
        about_draft_post),
    ROUTE(GET, "/people/:person/about/history", PERSON_RECORD, PERSON, VIEW, STAYS, READS, NO_BODY,
        about_history_get),
};
const struct route_table about_routes = ROUTE_TABLE(ROUTES);

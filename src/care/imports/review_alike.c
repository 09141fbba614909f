/* Close matches: each beside who may be the same, for a person to decide. */
#include "care/imports/import_internal.h"

#include "care/imports/pages/review.tmpl.h"
#include "care/imports/review_views.h"
#include "care/imports/reviews.sql.h"

enum { SHOWN = 10 };

static struct radios question(struct arena *a, const struct import_rows_of_row *row, const struct person *here)
{
    struct choice *items = ARENA_ARRAY(a, struct choice, 3);
    struct str called = person_full_name(a, here);
    items[0] = (struct choice){.value = STR("add"),
        .label = STR("Somebody else: add them as new"),
        .checked = row->decision == IMPORT_ADD};
    items[1] = (struct choice){.value = STR("join"),
        .label = str_printf(a, "The same person: it is %.*s", STR_ARG(called)),
        .hint = STR("What is empty here is filled in. What stands here stays"),
        .checked = row->decision == IMPORT_JOIN};
    items[2] = (struct choice){
        .value = STR("leave"), .label = STR("Leave them out for now"), .checked = row->decision == IMPORT_LEAVE};
    return (struct radios){.name = str_printf(a, "row_%lld", (long long)row->number),
        .legend = STR("What do you decide?"),
        .hidden_legend = true,
        .small = true,
        .items = {items, 3}};
}

static enum err add_match(struct ctx *c, const struct import_rows_of_row *row, struct review_alike_view *v)
{
    struct fhir_row said;
    struct str body = row->body;
    struct person_pair pair = {.kept = {.born = DATE_NONE, .died = DATE_NONE}};
    size_t needed;
    if (!body.n || fhir_row_next(&body, &said, &needed)) return ERR_NONE;
    (void)patient_merge(PATIENT_IS_NEW, NULL, &said.patient, &pair.kept);
    pair.kept.practice_name = row->practice;
    enum err err = person_get(c, row->person_id, &pair.away);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    err = person_pair_compare(c, NULL, &pair);
    if (err) return err;
    v->rows.items[v->rows.n++] =
        (struct alike_row){.heading = str_printf(c->arena, "Row %lld: %.*s", (long long)row->place,
                               STR_ARG(person_list_name(c->arena, &pair.kept))),
            .why = row->what,
            .cards = person_pair_main(person_pair_cards(c, &pair, STR("In the file"), STR("Already here"))),
            .decision = question(c->arena, row, &pair.away)};
    return ERR_NONE;
}

/* Where the page begins: behind this row. */
static int64_t after_of(const struct form *form)
{
    int64_t after = 0;
    return str_int(form_get(form, STR("after")), 0, INT64_MAX, &after) ? after : 0;
}

static struct url page_url(struct arena *a, const struct import_review *review, int64_t after)
{
    struct url url = reviewed_url(a, review, "/close-matches");
    return after ? url_with_query(a, url, "after", str_printf(a, "%lld", (long long)after)) : url;
}

struct reply reviewed_alike_get(struct ctx *c, const struct request *r)
{
    struct import_review review;
    struct import_rows_of_list rows;
    struct review_alike_view *v = ARENA_NEW(c->arena, struct review_alike_view);
    int64_t after = after_of(&r->query);
    enum err err = reviewed_of(c, r, &review);
    if (!err && review.state != IMPORT_IS_WAITING) return reply_see_other(reviewed_url(c->arena, &review, ""));
    if (!err) err = import_rows_of(c->db, review.id, IMPORT_ALIKE, false, after, SHOWN + 1, &rows);
    if (err) return shell_failure(c, err);
    v->top = (struct page_top){STR("Close matches"),
        STR("Each of these may be somebody who is here already. Nobody is added or joined unless you say so")};
    v->back = (struct link){.text = STR("Back to the import"), .href = reviewed_url(c->arena, &review, "")};
    v->action = page_url(c->arena, &review, after);
    v->none = STR("There are no close matches in this file.");
    v->rows.items = ARENA_ARRAY(c->arena, struct alike_row, SHOWN);
    for (size_t i = 0; !err && i < rows.n && i < SHOWN; i++) err = add_match(c, &rows.items[i], v);
    if (err) return shell_failure(c, err);
    if (rows.n > SHOWN)
        v->more = (struct link){.text = STR("Further close matches"),
            .href = page_url(c->arena, &review, rows.items[SHOWN - 1].number)};
    struct page shown = {.title = STR("Close matches"), .main = import_alike_slot(v)};
    return shell_page(c, r, 200, SECTION_IMPORTS, &shown);
}

/* ---- deciding ---- */

struct deciding {
    struct import_review review;
    struct decided {
        int64_t number;
        enum import_decision decision;
    } items[SHOWN];
    size_t n;
};

static enum err decide(struct ctx *c, void *arg)
{
    const struct deciding *d = arg;
    struct import_review now;
    int64_t changed;
    enum err err = import_review_find(c, d->review.key, &now);
    if (!err && now.state != IMPORT_IS_WAITING) err = ERR_CONFLICT;
    for (size_t i = 0; !err && i < d->n; i++)
        err = import_row_decide(c->db, d->review.id, d->items[i].number, d->items[i].decision, &changed);
    c->audit->object_kind = STR("import_review");
    c->audit->object_id = d->review.id;
    c->audit->reason = STR("close matches decided");
    return err;
}

static struct reply decided(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct deciding *d = arg;
    struct url to = reviewed_url(c->arena, &d->review, "");
    (void)r;
    if (result && result != ERR_CONFLICT) return shell_failure(c, result);
    return reply_see_other(result ? to : url_with_query(c->arena, to, "done", STR("decided")));
}

static enum import_decision decision_of(struct str word)
{
    if (str_eq(word, STR("add"))) return IMPORT_ADD;
    if (str_eq(word, STR("join"))) return IMPORT_JOIN;
    return str_eq(word, STR("leave")) ? IMPORT_LEAVE : IMPORT_NOT_DECIDED;
}

struct reply reviewed_alike_post(struct ctx *c, const struct request *r)
{
    struct deciding *d = ARENA_NEW(c->arena, struct deciding);
    enum err err = reviewed_of(c, r, &d->review);
    if (err) return shell_failure(c, err);
    for (size_t i = 0; i < r->form.fields.n && d->n < SHOWN; i++) {
        const struct form_field *f = &r->form.fields.items[i];
        struct decided *one = &d->items[d->n];
        if (!str_starts(f->name, STR("row_")) || !str_int(str_skip(f->name, 4), 1, INT64_MAX, &one->number))
            continue;
        one->decision = decision_of(f->value);
        d->n += one->decision != IMPORT_NOT_DECIDED;
    }
    return reply_write(decide, decided, d);
}

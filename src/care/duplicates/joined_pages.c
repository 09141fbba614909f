/* What came from where: the joinings that a record had a part in, and undoing one. */
#include "base/limits.h"
#include "care/duplicates/duplicates.sql.h"
#include "care/duplicates/duplicates_pages.h"
#include "care/duplicates/pages/joined.tmpl.h"

enum { JOININGS_SHOWN = 50 };

static struct str moved(struct ctx *c, int64_t merge, enum err *err)
{
    struct person_merge_moved_list rows;
    *err = person_merge_moved(c->db, merge, &rows);
    if (*err) return STR_NONE;
    struct amount_of *amounts = ARENA_ARRAY(c->arena, struct amount_of, rows.n + 1);
    for (size_t i = 0; i < rows.n; i++) amounts[i] = (struct amount_of){rows.items[i].kind, rows.items[i].amount};
    return amounts_in_words(c->arena, amounts, rows.n);
}

static enum err add_event(
    struct ctx *c, const struct person *p, const struct person_merges_about_row *m, struct timeline *t)
{
    struct arena *a = c->arena;
    struct person other;
    bool kept = m->kept_id.v == p->id.v;
    enum err err = person_get(c, kept ? m->away_id : m->kept_id, &other);
    struct str name = err ? STR("somebody out of your sight") : person_list_name(a, &other);
    if (err && err != ERR_NOT_FOUND) return err;
    struct str rows = moved(c, m->merge_id, &err);
    struct str what = rows.n ? rows : STR("nothing but the details");
    struct timeline_event e = {.when = instant_long(a, m->at),
        .title = kept ? str_printf(a, "The record of %.*s was joined to this one", STR_ARG(name)) :
                        str_printf(a, "This record was joined to that of %.*s", STR_ARG(name)),
        .by = m->by_name,
        .note = m->taken.n ?
            str_printf(a, "Came along: %.*s. Taken from its details: %.*s.", STR_ARG(what), STR_ARG(m->taken)) :
            str_printf(a, "Came along: %.*s. No detail was taken from it.", STR_ARG(what)),
        .struck = instant_is_set(m->undone_at)};
    if (e.struck)
        e.struck_by =
            str_printf(a, "Undone by %.*s, %.*s", STR_ARG(m->undone_by), STR_ARG(instant_long(a, m->undone_at)));
    else if (kept && actor_may(c->actor, PERMISSION_DUPLICATES))
        e.action = (struct link){.text = STR("Undo"),
            .hidden_text = str_printf(a, "joining %.*s", STR_ARG(e.when)),
            .href = url_with_id(a, str_cstr(a, person_url(a, p, "/joined/").text), m->key, "/undo")};
    t->items.items[t->items.n++] = e;
    return err;
}

static const struct shell_notice NOTICES[] = {
    {"joined", "The records are joined"}, {"parted", "The joining is undone: they are two records again"}};

struct reply joined_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct person_merges_about_list merges;
    enum err err = person_get(c, r->person, &p);
    if (!err) err = person_merges_about(c->db, p.id, JOININGS_SHOWN, &merges);
    if (err) return shell_failure(c, err);
    struct joined_view *v = ARENA_NEW(c->arena, struct joined_view);
    v->top = (struct page_top){STR("Records joined"), STR("What came from where, the newest first")};
    v->timeline.none = STR("No other record was joined to this one.");
    v->timeline.items.items = ARENA_ARRAY(c->arena, struct timeline_event, merges.n + 1);
    for (size_t i = 0; !err && i < merges.n; i++) err = add_event(c, &p, &merges.items[i], &v->timeline);
    if (err) return shell_failure(c, err);
    struct page page = person_page(c, &p, STR("Details"), STR("Records joined, person record"));
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    page.main = joined_slot(v);
    return shell_page(c, r, 200, SECTION_PEOPLE, &page);
}

/* ---- undoing ---- */

struct undoing {
    struct person person;
    struct person_merge_get_row merge;
    struct parting parting;
};

/* Whether it is a joining of this person's record, or of one that is part of theirs now. */
static enum err belongs(struct ctx *c, const struct request *r, struct undoing *u)
{
    struct person_id remains;
    enum err err = person_remaining(c, u->merge.kept_id, &remains);
    if (err) return err;
    if (instant_is_set(u->merge.undone_at))
        u->parting.refused = PARTED_ALREADY;
    else if (remains.v != u->merge.kept_id.v)
        u->parting.refused = PARTED_WITHIN;
    return remains.v == r->person.v || u->merge.away_id.v == r->person.v ? ERR_NONE : ERR_NOT_FOUND;
}

static enum err begin(struct ctx *c, const struct request *r, struct undoing **ret)
{
    struct undoing *u = *ret = ARENA_NEW(c->arena, struct undoing);
    struct parting *p = &u->parting;
    *p = (struct parting){.merge = request_id(r, 1), .chosen = &r->form};
    enum err err = person_merge_get(c->db, p->merge, &u->merge);
    if (!err) err = belongs(c, r, u);
    if (!err) err = person_get(c, r->person, &u->person);
    if (err || p->refused.n) return err;
    return person_undoing_read(c, u->merge.kept_id, u->merge.kept_version, &r->form, &p->undoing);
}

static enum err say_what_stays(struct ctx *c, const struct undoing *u, struct undo_view *v)
{
    struct person_merge_since_list since;
    enum err err = person_merge_since(c->db, u->merge.kept_id, u->merge.at, &since);
    if (err) return err;
    struct amount_of *amounts = ARENA_ARRAY(c->arena, struct amount_of, since.n + 1);
    for (size_t i = 0; i < since.n; i++)
        amounts[i] = (struct amount_of){since.items[i].kind, since.items[i].amount};
    struct str words = amounts_in_words(c->arena, amounts, since.n);
    if (words.n)
        v->stays = str_printf(c->arena,
            "Written since, and stays here: %.*s. Look through them: some may belong to the other person.",
            STR_ARG(words));
    return ERR_NONE;
}

/* What would change; nothing where it can't be undone. */
static enum err say_what_changes(
    struct ctx *c, const struct request *r, struct undoing *u, struct undo_view *v, int status)
{
    v->changes = (struct person_changes){.heading = STR("What changes in the details here"),
        .nothing = STR("Nothing: no detail came from the other record.")};
    person_undoing_show(c, u->parting.undoing, r->method != HTTP_GET && status == 422, &v->changes, &v->problems);
    enum err err = ERR_NONE;
    struct str rows = moved(c, u->merge.merge_id, &err);
    v->explanation = str_printf(c->arena,
        "The other record is one of its own again, with what came from it%s%.*s, and with what was changed there "
        "since.",
        rows.n ? ": " : "", STR_ARG(rows));
    v->shown = person_changes_main(&v->changes);
    v->seen = str_printf(c->arena, "%lld", (long long)person_undoing_now(u->parting.undoing)->version);
    return err ? err : say_what_stays(c, u, v);
}

static struct reply undo_page(struct ctx *c, const struct request *r, struct undoing *u, int status)
{
    struct undo_view *v = ARENA_NEW(c->arena, struct undo_view);
    v->possible = !u->parting.refused.n;
    enum err err = v->possible ? say_what_changes(c, r, u, v, status) : ERR_NONE;
    if (err) return shell_failure(c, err);
    v->refused = u->parting.refused;
    v->action = url_with_id(c->arena, str_cstr(c->arena, person_url(c->arena, &u->person, "/joined/").text),
        u->parting.merge, "/undo");
    v->cancel = person_url(c->arena, &u->person, "/joined");
    struct page page = person_page(c, &u->person, STR("Details"), STR("Undo a joining, person record"));
    page.has_problems = v->problems.problems.n != 0;
    page.main = joined_undo_slot(v);
    return shell_page(c, r, status, SECTION_PEOPLE, &page);
}

struct reply joined_undo_get(struct ctx *c, const struct request *r)
{
    struct undoing *u;
    enum err err = begin(c, r, &u);
    return err ? shell_failure(c, err) : undo_page(c, r, u, 200);
}

static enum err part(struct ctx *c, void *arg)
{
    return duplicates_part(c, &((struct undoing *)arg)->parting);
}

static struct reply parted(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    struct undoing *u = arg, *again;
    if (!result)
        return reply_see_other(
            url_with_query(c->arena, person_url(c->arena, &u->person, "/joined"), "done", STR("parted")));
    if (result != ERR_REFUSED && result != ERR_CONFLICT && result != ERR_INVALID) return shell_failure(c, result);
    enum err err = begin(c, r, &again);
    if (err) return shell_failure(c, err);
    if (!again->parting.refused.n) again->parting.refused = u->parting.refused;
    if (result == ERR_CONFLICT && again->parting.undoing) person_undoing_moved_on(again->parting.undoing);
    return undo_page(c, r, again, result == ERR_INVALID ? 422 : 409);
}

struct reply joined_undo_post(struct ctx *c, const struct request *r)
{
    struct undoing *u;
    enum err err = begin(c, r, &u);
    if (err) return shell_failure(c, err);
    if (u->parting.refused.n) return undo_page(c, r, u, 409);
    if (!str_int(form_get(&r->form, STR("seen")), 1, INT32_MAX, &u->parting.kept_seen)) {
        person_undoing_moved_on(u->parting.undoing);
        return undo_page(c, r, u, 409);
    }
    return reply_write(part, parted, u);
}

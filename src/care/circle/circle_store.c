#include "care/circle/circle_store.h"

#include "care/circle/circle.sql.h"

static const char *const WORDS[CIRCLE_SIDES] = {"family", "services"};

const char *circle_side_word(enum circle_side side)
{
    return WORDS[side];
}

/* ---- one document ---- */

static enum err load(
    struct ctx *c, enum circle_side side, const struct document_place *place, struct document_state *ret)
{
    struct circle_entry_get_row row;
    enum err err = circle_entry_get(c->db, place->person, str_from_cstr(WORDS[side]), place->entry, &row);
    *ret = err ? (struct document_state){0, 0, STR("{}")} :
                 (struct document_state){row.entry_id.v, row.version, row.words};
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static bool is_ticked(struct arena *a, struct str state, struct str field)
{
    return str_eq(merge_value(a, state, field), STR("true"));
}

static struct date ended_in(struct arena *a, struct str state)
{
    struct date day;
    struct str value = merge_value(a, state, STR("ended"));
    return value.n && date_from_iso(merge_text(a, value), &day) ? day : DATE_NONE;
}

static bool differs(struct arena *a, struct str before, struct str after, const char *field)
{
    struct str name = str_from_cstr(field);
    return !str_eq(merge_value(a, before, name), merge_value(a, after, name));
}

/* Somebody begins or ceases to care, or what happens if they can't is another: a plan that rests on it asks for a
 * review. */
static bool care_changes(struct arena *a, struct str before, struct str after)
{
    bool cared = is_ticked(a, before, STR("cares")), cares = is_ticked(a, after, STR("cares"));
    return cared != cares ||
        (cares && (differs(a, before, after, "ended") || differs(a, before, after, "contingency")));
}

static enum err insert(
    struct ctx *c, enum circle_side side, const struct document_place *place, struct str state, int64_t *ret)
{
    const struct circle_entry_insert_params row = {.key = place->entry,
        .person_id = place->person,
        .side = str_from_cstr(WORDS[side]),
        .words = state,
        .cares = is_ticked(c->arena, state, STR("cares")),
        .asked = merge_value(c->arena, state, STR("needs")).n != 0,
        .ended = ended_in(c->arena, state),
        .care_changed_at = care_changes(c->arena, STR("{}"), state) ? clock_now(c->clock) : INSTANT_NONE,
        .changed_at = clock_now(c->clock)};
    return circle_entry_insert(c->db, &row, ret);
}

static enum err update(
    struct ctx *c, enum circle_side side, const struct document_place *place, const struct document_state *next)
{
    struct circle_entry_get_row was;
    struct circle_entry_id id = {next->record};
    enum err err = circle_entry_get(c->db, place->person, str_from_cstr(WORDS[side]), place->entry, &was);
    if (err) return err == ERR_NOT_FOUND ? ERR_CONFLICT : err;
    bool care = care_changes(c->arena, was.words, next->state);
    const struct circle_entry_update_params row = {.entry_id = id,
        .version = next->version,
        .words = next->state,
        .cares = is_ticked(c->arena, next->state, STR("cares")),
        .asked = merge_value(c->arena, next->state, STR("needs")).n != 0,
        .ended = ended_in(c->arena, next->state),
        .care_changed_at = care ? clock_now(c->clock) : INSTANT_NONE,
        .changed_at = clock_now(c->clock)};
    return circle_entry_update(c->db, &row);
}

static enum err save(
    struct ctx *c, enum circle_side side, const struct document_place *place, const struct document_state *next)
{
    struct circle_entry_id id = {next->record};
    struct circle_entry_count_row there = {0};
    enum err err = next->version ? ERR_NONE : circle_entry_count(c->db, place->person, &there);
    if (err) return err;
    if (there.entries >= CIRCLE_MOST) return ERR_FULL; /* it would be kept and never shown */
    err = next->version ? update(c, side, place, next) : insert(c, side, place, next->state, &id.v);
    return err ? err : version_save(c, circle_documents[side].kind, id.v, next->version + 1, next->state);
}

enum err circle_family_load(struct ctx *c, const struct document_place *place, struct document_state *ret)
{
    return load(c, CIRCLE_FAMILY, place, ret);
}

enum err circle_family_save(struct ctx *c, const struct document_place *place, const struct document_state *next)
{
    return save(c, CIRCLE_FAMILY, place, next);
}

enum err circle_service_load(struct ctx *c, const struct document_place *place, struct document_state *ret)
{
    return load(c, CIRCLE_SERVICES, place, ret);
}

enum err circle_service_save(struct ctx *c, const struct document_place *place, const struct document_state *next)
{
    return save(c, CIRCLE_SERVICES, place, next);
}

enum err circle_write(struct ctx *c, struct person_id person, bool service, struct uuid key,
    const struct document_word *words, size_t n)
{
    const struct document *of = &circle_documents[service ? CIRCLE_SERVICES : CIRCLE_FAMILY];
    return document_write(c, of, &(struct document_place){.person = person, .entry = key}, words, n);
}

/* ---- all of them ---- */

struct str circle_word(struct arena *a, const struct circle_entry *e, const char *field)
{
    return document_words(a, &circle_documents[e->side], field, e->state);
}

static struct circle_entry entry_of(struct arena *a, const struct circle_entries_row *row)
{
    struct circle_entry e = {.key = row->key, .state = row->words, .ended = ended_in(a, row->words)};
    e.side = str_eq(row->side, STR("family")) ? CIRCLE_FAMILY : CIRCLE_SERVICES;
    e.name = circle_word(a, &e, "name");
    e.cares = is_ticked(a, row->words, STR("cares"));
    e.lives_with = is_ticked(a, row->words, STR("lives_with"));
    e.leads = is_ticked(a, row->words, STR("leads"));
    e.first = is_ticked(a, row->words, STR("first"));
    struct str relation = circle_word(a, &e, "relation");
    const struct str parts[] = {relation, e.cares ? STR("carer") : STR_NONE,
        e.side == CIRCLE_SERVICES ? circle_word(a, &e, "organisation") : STR_NONE};
    e.what = str_join(a, parts, COUNT_OF(parts), STR(", "));
    return e;
}

enum err circle_read(struct ctx *c, struct person_id person, struct circle *ret)
{
    struct circle_entries_list rows;
    enum err err = circle_entries(c->db, person, CIRCLE_MOST, &rows);
    if (err) return err;
    struct date today = clock_today(c->clock);
    *ret = (struct circle){.items = ARENA_ARRAY(c->arena, struct circle_entry, rows.n)};
    for (int past = 0; past < 2; past++) {
        for (size_t i = 0; i < rows.n; i++) {
            struct circle_entry e = entry_of(c->arena, &rows.items[i]);
            bool over = date_is_set(e.ended) && !date_before(today, e.ended);
            if (over == (past == 1)) ret->items[ret->n++] = e;
        }
        if (!past) ret->involved = ret->n;
    }
    return ERR_NONE;
}

struct str circle_phone(struct ctx *c, const struct person *p, const struct circle_entry *e)
{
    return e->lives_with && person_reach_is_withheld(c, p) ? STR_NONE : circle_word(c->arena, e, "phone");
}

enum err circle_numbers(struct ctx *c, const struct person *p, size_t most, struct circle_numbers *ret)
{
    struct circle circle;
    enum err err = circle_read(c, p->id, &circle);
    if (err) return err;
    *ret = (struct circle_numbers){.items = ARENA_ARRAY(c->arena, struct circle_number, most)};
    for (int first = 1; first >= 0; first--)
        for (size_t i = 0; i < circle.involved && ret->n < most; i++) {
            const struct circle_entry *e = &circle.items[i];
            struct str phone = circle_phone(c, p, e);
            if (!phone.n || e->first != (first == 1)) continue;
            struct str relation = circle_word(c->arena, e, "relation");
            ret->items[ret->n++] = (struct circle_number){
                .who = str_join(c->arena, (const struct str[]){e->name, relation}, 2, STR(", ")),
                .phone = phone,
                .first = e->first};
        }
    return ERR_NONE;
}

enum err circle_involved(struct ctx *c, const struct person *p, struct circle_all *ret)
{
    struct circle circle;
    enum err err = circle_read(c, p->id, &circle);
    if (err) return err;
    *ret = (struct circle_all){.items = ARENA_ARRAY(c->arena, struct circle_one, circle.involved)};
    for (size_t i = 0; i < circle.involved; i++) {
        const struct circle_entry *e = &circle.items[i];
        ret->items[ret->n++] =
            (struct circle_one){.who = str_join(c->arena, (const struct str[]){e->name, e->what}, 2, STR(", ")),
                .does = circle_word(c->arena, e, "does"),
                .phone = circle_phone(c, p, e),
                .leads = e->leads};
    }
    return ERR_NONE;
}

/* ---- what is missing ---- */

static void gap(struct circle_gaps *g, struct str words)
{
    if (g->n < CIRCLE_GAPS_MOST) g->items[g->n++] = words;
}

struct circle_gaps circle_gaps(struct arena *a, const struct circle *circle)
{
    struct circle_gaps g = {.n = 0};
    bool family = false, leads = false, first = false, cares = false;
    for (size_t i = 0; i < circle->involved; i++) {
        const struct circle_entry *e = &circle->items[i];
        family = family || e->side == CIRCLE_FAMILY;
        leads = leads || e->leads;
        first = first || e->first;
        cares = cares || e->cares;
    }
    if (!leads) gap(&g, STR("Nobody is recorded who leads their care"));
    if (!first) gap(&g, STR("Nobody is recorded to ring first in an emergency"));
    if (!family) gap(&g, STR("No family or friends are recorded. Ask, and note if there is nobody"));
    for (size_t i = 0; i < circle->involved; i++) {
        const struct circle_entry *e = &circle->items[i];
        struct str name = e->name;
        if (e->cares && !circle_word(a, e, "contingency").n)
            gap(&g, str_printf(a, "%.*s cares, and nothing says what happens if they cannot", STR_ARG(name)));
        if (e->cares && !circle_word(a, e, "needs").n)
            gap(&g, str_printf(a, "%.*s cares, and nobody has asked what they need themselves", STR_ARG(name)));
        if ((e->cares || e->leads || e->first) && !circle_word(a, e, "phone").n)
            gap(&g, str_printf(a, "There is no telephone number of %.*s", STR_ARG(name)));
    }
    return g;
}

FOLLOW_ROWS(circle_entry)

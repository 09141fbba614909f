/* Rows of parts: the whole plan, one document, saving one. */
#include "care/plan/plan.sql.h"
#include "care/plan/plan_fields.h"
#include "care/about/about_me.h"
#include "care/circle/circle.h"
#include "care/consent/consent.h"
#include "base/utf8.h"
#include "nhs/telephone.h"
#include "platform/versions/versions.h"

/* What other slices keep, in lines. */
static enum err read_around(struct ctx *c, const struct person *p, struct plan *ret)
{
    struct circle_all all;
    struct consent_said said;
    enum err err = circle_involved(c, p, &all);
    if (!err) err = consent_said(c, p, &said);
    if (err) return err;
    struct str *lines = ARENA_ARRAY(c->arena, struct str, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        struct str phone = telephone_display(c->arena, all.items[i].phone);
        lines[i] = str_join(c->arena, (const struct str[]){all.items[i].who, all.items[i].does}, 2, STR(": "));
        if (phone.n) lines[i] = str_printf(c->arena, "%.*s (%.*s)", STR_ARG(lines[i]), STR_ARG(phone));
    }
    ret->support = str_join(c->arena, lines, all.n, STR("\n"));
    ret->permissions = str_join(c->arena, said.sentences, said.n, STR("\n"));
    return ERR_NONE;
}

enum err plan_read(struct ctx *c, const struct person *p, struct plan *ret)
{
    struct plan_parts_list rows;
    int64_t about_version;
    *ret = (struct plan){0};
    enum err err = about_state(c, p->id, &ret->about, &about_version);
    if (!err) err = read_around(c, p, ret);
    if (!err) err = plan_parts(c->db, p->id, PLAN_PARTS_READ, &rows);
    if (err) return err;
    ret->mark = about_version;
    ret->items = ARENA_ARRAY(c->arena, struct plan_part, rows.n);
    for (size_t i = 0; i < rows.n; i++) {
        const struct plan_parts_row *row = &rows.items[i];
        ret->mark += row->version;
        ret->items[ret->n++] = (struct plan_part){.kind = plan_kind_from_word(row->kind),
            .key = row->key,
            .goal = row->goal_key,
            .version = row->version,
            .state = row->words,
            .owner_name = row->owner_name,
            .task = row->task_key,
            .due = row->task_due,
            .done_at = row->task_done_at,
            .not_done = row->task_not_done.set && row->task_not_done.v,
            .task_owner = row->task_owner};
    }
    return ERR_NONE;
}

const struct plan_part *plan_find(const struct plan *plan, enum plan_kind kind, struct uuid key)
{
    for (size_t i = 0; i < plan->n; i++)
        if (plan->items[i].kind == kind && uuid_eq(plan->items[i].key, key)) return &plan->items[i];
    return NULL;
}

const struct plan_part *plan_section(const struct plan *plan, enum plan_section section)
{
    return plan_find(plan, PLAN_SECTION, plan_section_key(section));
}

struct str plan_text(struct arena *a, const struct plan_part *part, const char *field)
{
    if (!part) return STR_NONE;
    struct str value = merge_value(a, part->state, str_from_cstr(field));
    return value.n ? merge_text(a, value) : STR_NONE;
}

struct str plan_words(struct arena *a, const struct plan_part *part, const char *field)
{
    return part ? document_words(a, plan_table(part->kind, part->key), field, part->state) : STR_NONE;
}

/* ---- one document ---- */

enum err plan_part_load(
    struct ctx *c, enum plan_kind kind, const struct document_place *place, struct document_state *ret)
{
    struct plan_part_get_row row;
    enum err err = plan_part_get(c->db, place->person, plan_kind_word(kind), place->entry, &row);
    if (!err && !uuid_eq(row.goal_key, place->within)) return ERR_NOT_FOUND; /* a step of another goal */
    *ret = err ? (struct document_state){0, 0, STR("{}")} :
                 (struct document_state){row.part_id.v, row.version, row.words};
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

/* As many as fit on a page, in number and in length. */
static enum err has_room(struct ctx *c, enum plan_kind kind, struct person_id person, int64_t longer, bool another)
{
    static const int MOST[] = {0, [PLAN_SECTION] = PLAN_SECTIONS, [PLAN_NEED] = PLAN_NEEDS_MOST,
        [PLAN_GOAL] = PLAN_GOALS_MOST, [PLAN_STEP] = PLAN_STEPS_MOST};
    struct plan_part_sums_row sums;
    enum err err = plan_part_sums(c->db, person, plan_kind_word(kind), &sums);
    if (err) return err;
    bool full =
        (another && sums.parts >= MOST[kind]) || (longer > 0 && sums.characters + longer > PLAN_CHARACTERS_MOST);
    return full ? ERR_FULL : ERR_NONE;
}

/* What lists and counts ask of a part; STR_NONE: nothing is said, or not of a part of this kind. */
struct asked_of {
    struct str state, domain, done_by;
};

static struct str said(struct arena *a, struct str state, const char *field)
{
    struct str value = merge_value(a, state, str_from_cstr(field));
    return value.n ? merge_text(a, value) : STR_NONE;
}

static struct asked_of asked_of(struct arena *a, const struct plan_change *k)
{
    struct asked_of of = {STR_NONE, STR_NONE, STR_NONE};
    if (k->kind == PLAN_SECTION) return of;
    of.state = said(a, k->after, k->kind == PLAN_NEED ? PLAN_NEED_MET : "state");
    if (k->kind == PLAN_NEED) of.domain = said(a, k->after, PLAN_NEED_DOMAIN);
    if (k->kind == PLAN_STEP) of.done_by = said(a, k->after, PLAN_STEP_WHO);
    return of;
}

static enum err insert(struct ctx *c, const struct plan_change *k, int64_t *ret)
{
    struct asked_of of = asked_of(c->arena, k);
    const struct plan_part_insert_params row = {.key = k->place->entry,
        .person_id = k->place->person,
        .kind = plan_kind_word(k->kind),
        .goal_key = k->place->within,
        .words = k->after,
        .state = of.state,
        .domain = of.domain,
        .done_by = of.done_by,
        .owner_id = k->owner,
        .task_id = k->task,
        .changed_at = clock_now(c->clock)};
    return plan_part_insert(c->db, &row, ret);
}

static enum err update(struct ctx *c, const struct plan_change *k, const struct document_state *next)
{
    struct asked_of of = asked_of(c->arena, k);
    const struct plan_part_update_params row = {.part_id = {next->record},
        .version = next->version,
        .words = k->after,
        .state = of.state,
        .domain = of.domain,
        .done_by = of.done_by,
        .owner_id = k->owner,
        .task_id = k->task,
        .changed_at = clock_now(c->clock)};
    return plan_part_update(c->db, &row);
}

static enum err store(struct ctx *c, const struct plan_change *k, const struct document_state *next)
{
    struct plan_part_id id = {next->record};
    enum err err = next->version ? update(c, k, next) : insert(c, k, &id.v);
    struct str kind = plan_table(k->kind, k->place->entry)->kind;
    return err ? err : version_save(c, kind, id.v, next->version + 1, k->after);
}

enum err plan_part_save(
    struct ctx *c, enum plan_kind kind, const struct document_place *place, const struct document_state *next)
{
    struct plan_part_get_row row = {0};
    enum err err = plan_part_get(c->db, place->person, plan_kind_word(kind), place->entry, &row);
    bool there = !err;
    if (err && err != ERR_NOT_FOUND) return err;
    if (there ? row.version != next->version : next->version != 0) return ERR_CONFLICT;
    int64_t longer = (int64_t)utf8_length(next->state) - (int64_t)utf8_length(row.words);
    err = has_room(c, kind, place->person, longer, !there);
    if (err) return err;
    struct plan_change k = {.place = place,
        .kind = kind,
        .before = there ? row.words : STR("{}"),
        .after = next->state,
        .owner = row.owner_id,
        .task = row.task_id};
    err = plan_tasks_follow(c, &k);
    return err ? err : store(c, &k, next);
}

#define LOAD_AND_SAVE(name, kind) \
    enum err plan_##name##_load(struct ctx *c, const struct document_place *place, struct document_state *ret) \
    { \
        return plan_part_load(c, kind, place, ret); \
    } \
    enum err plan_##name##_save( \
        struct ctx *c, const struct document_place *place, const struct document_state *next) \
    { \
        return plan_part_save(c, kind, place, next); \
    }
LOAD_AND_SAVE(section, PLAN_SECTION)
LOAD_AND_SAVE(need, PLAN_NEED)
LOAD_AND_SAVE(goal, PLAN_GOAL)
LOAD_AND_SAVE(step, PLAN_STEP)

enum err plan_write(struct ctx *c, const struct person *p, const struct plan_written *w)
{
    struct uuid key = w->kind == PLAN_SECTION ? plan_section_key(w->section) : w->key;
    const struct document_place place = {.person = p->id, .entry = key, .within = w->goal};
    return document_write(c, plan_table(w->kind, key), &place, w->words, w->n);
}

FOLLOW_ROWS(plan_part)
FOLLOW_ROWS(plan_event)

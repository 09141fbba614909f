/* Facts of staff, read for one or for all of a network and put together. */
#include "care/workforce/staff_store.h"
#include "care/workforce/development.sql.h"
#include "care/workforce/workforce.sql.h"

/* A word that a later version added reads as 0, which no rule asks for. */
static int value_of(const struct vocabulary *list, struct str word)
{
    int value;
    return vocabulary_find(list, word, &value) ? value : 0;
}

static struct staff_facts facts_from(const struct staff_rows_row *row)
{
    return (struct staff_facts){.account = row->account_id,
        .key = row->key,
        .name = row->name,
        .active = !str_eq(row->state, STR("disabled")),
        .id = row->staff_id,
        .version = row->version.v,
        .start_on = row->start_on,
        .week = row->week.v,
        .administration = row->administration.v,
        .supervision = row->supervision.v,
        .development = row->development.v,
        .travel = row->travel.v,
        .settings = (unsigned)row->settings.v,
        .specialisms = (unsigned)row->specialisms.v,
        .new_to_care = row->new_to_care.v};
}

static struct training training_from(const struct training_rows_row *row)
{
    return (struct training){.id = row->training_id,
        .key = row->key,
        .nonce = row->nonce,
        .version = row->version,
        .staff = row->staff_id,
        .course = (enum course)value_of(&courses, row->course),
        .setting = (enum work_setting)value_of(&work_settings, row->setting),
        .done_on = row->done_on,
        .expires_on = row->expires_on,
        .evidence = row->evidence,
        .recorded_by = row->recorded_by,
        .recorded_by_name = row->recorded_by_name,
        .confirmed_by_name = row->confirmed_by_name,
        .struck_by_name = row->struck_by_name,
        .struck_why = row->struck_why,
        .recorded_at = row->recorded_at,
        .confirmed_at = row->confirmed_at,
        .struck_at = row->struck_at};
}

static struct readiness_override override_from(const struct override_rows_row *row)
{
    return (struct readiness_override){.id = row->readiness_override_id,
        .key = row->key,
        .nonce = row->nonce,
        .version = row->version,
        .staff = row->staff_id,
        .role = (enum staff_role)row->role,
        .setting = (enum work_setting)value_of(&work_settings, row->setting),
        .reason = row->reason,
        .from_on = row->from_on,
        .until_on = row->until_on,
        .made_by = row->made_by,
        .made_by_name = row->made_by_name,
        .made_at = row->made_at,
        .ended_at = row->ended_at,
        .answered = row->works};
}

static struct supervision session_from(const struct supervision_rows_row *row)
{
    return (struct supervision){.id = row->supervision_id,
        .key = row->key,
        .nonce = row->nonce,
        .version = row->version,
        .staff = row->staff_id,
        .supervisor = row->supervisor_id,
        .supervisor_name = row->supervisor_name,
        .kind = (enum talk_kind)value_of(&talk_kinds, row->kind),
        .held_on = row->held_on,
        .minutes = row->minutes,
        .recorded_at = row->recorded_at,
        .struck_at = row->struck_at,
        .struck_why = row->struck_why};
}

static struct portfolio_entry entry_from(const struct portfolio_rows_row *row)
{
    return (struct portfolio_entry){.id = row->portfolio_entry_id,
        .key = row->key,
        .nonce = row->nonce,
        .version = row->version,
        .staff = row->staff_id,
        .kind = (enum portfolio_kind)value_of(&portfolio_kinds, row->kind),
        .competency = (enum competency)value_of(&competencies, row->competency),
        .done_on = row->done_on,
        .minutes = row->minutes.v,
        .recorded_by = row->recorded_by,
        .recorded_by_name = row->recorded_by_name,
        .own = row->own,
        .recorded_at = row->recorded_at,
        .answered_by_name = row->answered_by_name,
        .answered_at = row->answered_at,
        .struck_at = row->struck_at,
        .struck_why = row->struck_why};
}

static struct competency_rating rating_from(const struct rating_rows_row *row)
{
    return (struct competency_rating){.competency = (enum competency)value_of(&competencies, row->competency),
        .level = (enum competency_level)value_of(&competency_levels, row->level),
        .own = row->own,
        .by_name = row->by_name,
        .at = row->rated_at};
}

static struct date goal_from(const struct goal_rows_row *row)
{
    return row->by_on;
}

/* ---- put together ---- */

/* Rows come by member of staff, so each looks where the one before belonged first. */
static struct staff_facts *belongs_to(struct staff_facts_list *all, struct staff_facts *before, struct staff_id id)
{
    if (before && before->id.v == id.v) return before;
    for (size_t i = 0; i < all->n; i++)
        if (all->items[i].id.v == id.v) return &all->items[i];
    BUG("a row of nobody's");
}

/* Those of one member of staff lie side by side in the array of all. */
#define GIVE_OUT(noun, member, from_row) \
    static enum err read_##member(struct ctx *c, struct account_id whom, struct staff_facts_list *all) \
    { \
        struct noun##_rows_list rows; \
        enum err err = noun##_rows(c->db, c->actor->pcn, whom, &rows); \
        if (err || !rows.n) return err; \
        void *items = arena_array(c->arena, rows.n, sizeof *all->items->member.items, _Alignof(max_align_t)); \
        struct staff_facts *s = NULL; \
        for (size_t i = 0; i < rows.n; i++) { \
            s = belongs_to(all, s, rows.items[i].staff_id); \
            if (!s->member.n) s->member.items = (void *)((char *)items + i * sizeof *s->member.items); \
            s->member.items[s->member.n++] = from_row(&rows.items[i]); \
        } \
        return ERR_NONE; \
    }
GIVE_OUT(training, training, training_from)
GIVE_OUT(override, overrides, override_from)
GIVE_OUT(supervision, sessions, session_from)
GIVE_OUT(portfolio, portfolio, entry_from)
GIVE_OUT(rating, ratings, rating_from)
GIVE_OUT(goal, goals, goal_from)

static enum err read_links(struct ctx *c, struct account_id whom, struct staff_facts_list *all)
{
    struct staff_link_rows_list rows;
    struct staff_facts *s = NULL;
    enum err err = staff_link_rows(c->db, c->actor->pcn, whom, &rows);
    for (size_t i = 0; !err && i < rows.n; i++) {
        const struct staff_link_rows_row *row = &rows.items[i];
        s = belongs_to(all, s, row->staff_id);
        s->links[value_of(&staff_links, row->kind)] =
            (struct staff_link){row->to_id, row->key, row->name, row->works};
    }
    return err;
}

static void add_role(struct arena *a, struct staff_facts *s, const struct staff_role_rows_row *row)
{
    bool held = false;
    struct str label = staff_role_label((enum staff_role)row->role);
    struct str place = str_join(a, (const struct str[]){label, row->place_name}, 2, STR(", "));
    for (size_t i = 0; i < s->role_count; i++) held = held || s->roles[i] == (enum staff_role)row->role;
    MUST(held || s->role_count < STAFF_ROLES_MOST);
    if (!held) s->roles[s->role_count++] = (enum staff_role)row->role;
    if (s->place_count < STAFF_ROLES_MOST) s->places_held[s->place_count++] = row->practice_id;
    s->places = s->places.n ? str_join(a, (const struct str[]){s->places, place}, 2, STR("; ")) : place;
}

static enum err read_roles(struct ctx *c, struct account_id whom, struct staff_facts_list *all)
{
    struct staff_role_rows_list rows;
    enum err err = staff_role_rows(c->db, c->actor->pcn, whom, &rows);
    for (size_t i = 0, s = 0; !err && i < rows.n; i++) {
        for (size_t k = 0; k < all->n && all->items[s].account.v != rows.items[i].account_id.v; k++)
            s = (s + 1) % all->n;
        add_role(c->arena, &all->items[s], &rows.items[i]);
    }
    return err;
}

/* whom 0: all. */
static enum err read_facts(
    struct ctx *c, struct account_id whom, enum staff_depth depth, struct staff_facts_list *ret)
{
    struct staff_rows_list rows;
    enum err err = staff_rows(c->db, c->actor->pcn, whom, &rows);
    if (err) return err;
    *ret = (struct staff_facts_list){ARENA_ARRAY(c->arena, struct staff_facts, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) ret->items[i] = facts_from(&rows.items[i]);
    err = read_roles(c, whom, ret);
    if (!err) err = read_links(c, whom, ret);
    if (err || depth == STAFF_POSTS) return err;
    err = read_training(c, whom, ret);
    if (!err) err = read_overrides(c, whom, ret);
    if (err || depth == STAFF_READINESS) return err;
    err = read_sessions(c, whom, ret);
    if (!err) err = read_portfolio(c, whom, ret);
    if (!err) err = read_ratings(c, whom, ret);
    return err ? err : read_goals(c, whom, ret);
}

enum err staff_facts_of(struct ctx *c, struct account_id account, struct staff_facts *ret)
{
    struct staff_facts_list one;
    if (!account.v) return ERR_NOT_FOUND;
    enum err err = read_facts(c, account, STAFF_WHOLE, &one);
    if (err) return err;
    if (!one.n) return ERR_NOT_FOUND;
    *ret = one.items[0];
    return ERR_NONE;
}

enum err staff_hours_of(struct ctx *c, struct account_id account, struct staff_facts *ret)
{
    struct staff_rows_list rows;
    if (!account.v) return ERR_NOT_FOUND;
    enum err err = staff_rows(c->db, c->actor->pcn, account, &rows);
    if (!err && !rows.n) err = ERR_NOT_FOUND;
    if (!err) *ret = facts_from(&rows.items[0]);
    return err;
}

enum err staff_facts_all(struct ctx *c, enum staff_depth depth, struct staff_facts_list *ret)
{
    struct staff_facts_list all;
    enum err err = read_facts(c, (struct account_id){0}, depth, &all);
    if (err) return err;
    *ret = (struct staff_facts_list){all.items, 0};
    for (size_t i = 0; i < all.n; i++)
        if (all.items[i].role_count) ret->items[ret->n++] = all.items[i];
    return ERR_NONE;
}

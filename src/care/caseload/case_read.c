/* Rows to structs: a case, its steps, how it ended, and who can be given one. */
#include "care/caseload/case_cover.h"
#include "care/caseload/case_keep.h"
#include "care/caseload/case_pages.h"
#include "care/caseload/caseload.sql.h"
#include "platform/auth/permission.h"

enum { ABOUT_MOST = 30, STEPS_MOST = 100 };

static int value(const struct vocabulary *list, struct str code)
{
    int found = 0;
    if (!code.n) return 0;
    MUST(vocabulary_find(list, code, &found)); /* the table's CHECK has these words and no others */
    return found;
}

/* The statements give rows of one shape under several names. */
#define CASE_FROM_ROW(row) \
    ((struct care_case){.id = (row)->care_case_id, \
        .key = (row)->key, \
        .version = (row)->version, \
        .person = (row)->person_id, \
        .pcn = (row)->pcn_id, \
        .role = (enum staff_role)(row)->role, \
        .coordinator = (row)->coordinator_id, \
        .coordinator_name = (row)->coordinator, \
        .coordinator_key = (row)->coordinator_key, \
        .has_left = (row)->has_left, \
        .setting = (enum work_setting)value(&work_settings, (row)->setting), \
        .weight = (enum case_weight)value(&case_weights, (row)->weight), \
        .state = (enum case_state)value(&case_states, (row)->state), \
        .next_contact = (row)->next_contact, \
        .review_on = (row)->review_on, \
        .opened_on = (row)->opened_on, \
        .first_contact_on = (row)->first_contact_on, \
        .closed_on = (row)->closed_on, \
        .pause = (enum case_pause)value(&case_pauses, (row)->pause_why), \
        .moving_on = (row)->moving_on})

#define CASES_FROM_ROWS(c, rows, list) \
    do { \
        *(list) = (struct case_list){ARENA_ARRAY((c)->arena, struct care_case, (rows).n), (rows).n}; \
        for (size_t i = 0; i < (rows).n; i++) (list)->items[i] = CASE_FROM_ROW(&(rows).items[i]); \
    } while (0)

enum err case_by_key(struct ctx *c, struct uuid key, struct care_case *ret)
{
    struct care_case_by_key_row row;
    enum err err = care_case_by_key(c->db, key, &row);
    if (!err) *ret = CASE_FROM_ROW(&row);
    return err;
}

enum err cases_about(struct ctx *c, struct person_id person, struct case_list *ret)
{
    struct care_case_rows_about_list rows;
    enum err err = care_case_rows_about(c->db, person, ABOUT_MOST, &rows);
    if (!err) CASES_FROM_ROWS(c, rows, ret);
    return err;
}

enum err case_history(struct ctx *c, struct care_case_id id, struct case_events *ret)
{
    struct case_steps_of_list rows;
    enum err err = case_steps_of(c->db, id, STEPS_MOST, &rows);
    if (err) return err;
    *ret = (struct case_events){ARENA_ARRAY(c->arena, struct case_event, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++)
        ret->items[i] = (struct case_event){.step = (enum case_step)value(&case_steps, rows.items[i].step),
            .words = rows.items[i].words,
            .by_name = rows.items[i].by_name,
            .at = rows.items[i].at};
    return ERR_NONE;
}

enum err case_closing_read(struct ctx *c, struct care_case_id id, bool planned, struct case_closing *ret)
{
    struct case_closing_row_row row;
    enum err err = case_closing_row(c->db, id, planned, &row);
    if (err) return err;
    *ret = (struct case_closing){.id = row.case_closing_id,
        .outcome = (enum case_outcome)value(&case_outcomes, row.outcome),
        .close_on = row.close_on,
        .check_in = row.check_in,
        .reached = row.reached,
        .themselves = row.themselves,
        .ring = row.ring,
        .links = row.links,
        .closed_at = row.closed_at,
        .closed_by_name = row.closed_by_name};
    return ERR_NONE;
}

/* "account.role": the first of the places where they hold it stands for all. */
enum err case_takers_read(struct ctx *c, struct case_takers *ret)
{
    struct case_takers_of_list rows;
    enum err err = case_takers_of(c->db, c->actor->pcn, &rows);
    if (err) return err;
    *ret = (struct case_takers){ARENA_ARRAY(c->arena, struct case_taker, rows.n),
        ARENA_ARRAY(c->arena, struct str, rows.n), ARENA_ARRAY(c->arena, struct str, rows.n), 0};
    for (size_t i = 0; i < rows.n; i++) {
        const struct case_takers_of_row *row = &rows.items[i];
        const struct case_taker *last = ret->n ? &ret->items[ret->n - 1] : NULL;
        if (last && last->account.v == row->account_id.v && (int64_t)last->role == row->role) continue;
        struct str role = staff_role_code((enum staff_role)row->role), key = uuid_text(c->arena, row->key);
        ret->values[ret->n] = str_printf(c->arena, "%.*s.%.*s", STR_ARG(key), STR_ARG(role));
        ret->places[ret->n] = row->place;
        ret->items[ret->n++] = (struct case_taker){.account = row->account_id,
            .role_held = row->role_held_id,
            .name = row->name,
            .role = (enum staff_role)row->role};
    }
    return ERR_NONE;
}

const struct case_taker *case_taker_chosen(const struct case_takers *all, struct str value)
{
    for (size_t i = 0; i < all->n; i++)
        if (str_eq(all->values[i], value)) return &all->items[i];
    return NULL;
}

/* "Leah Morgan (you)", "Sam Osei, link worker", "Leah Morgan, who has left", "Leah Morgan, covered by Dev Anand
 * until 5 December 2026". */
enum err case_coordinated(struct ctx *c, const struct person *p, struct str *ret)
{
    struct case_named_row row;
    struct str cover;
    enum err err = case_named(c->db, p->id, &row);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    const struct care_case k = {
        .coordinator = row.coordinator_id, .role = (enum staff_role)row.role, .state = CASE_IS_ACTIVE};
    err = case_covered_by(c, &k, &cover);
    if (err) return err;
    bool you = row.coordinator_id.v == c->actor->account.v, other = row.role != STAFF_ROLE_CARE_COORDINATOR;
    struct str role = str_lower(c->arena, staff_role_label((enum staff_role)row.role));
    struct str name = str_printf(c->arena, "%.*s%s", STR_ARG(row.name), you ? " (you)" : "");
    const struct str parts[] = {name, other ? role : STR_NONE, row.has_left ? STR("who has left") : STR_NONE,
        cover.n ? str_printf(c->arena, "covered by %.*s", STR_ARG(cover)) : STR_NONE};
    *ret = str_join(c->arena, parts, COUNT_OF(parts), STR(", "));
    return ERR_NONE;
}

enum err case_calls(struct ctx *c, struct case_calls *ret)
{
    struct cases_left_row row;
    *ret = (struct case_calls){0};
    if (!actor_may(c->actor, PERMISSION_CASELOAD)) return ERR_NONE;
    enum err err = case_news_count(c, &ret->came, &ret->went);
    if (!err) err = case_covering(c, &ret->covering);
    if (err || !actor_may(c->actor, PERMISSION_HAND_OVER)) return err;
    err = cases_left(c->db, c->actor->pcn, &row);
    if (!err) ret->left = row.cases;
    return err;
}

enum err cases_open_count(struct ctx *c, struct account_id coordinator, int64_t *ret)
{
    struct cases_of_row row;
    enum err err = cases_of(c->db, coordinator, c->actor->pcn, &row);
    *ret = err ? 0 : row.cases;
    return err;
}

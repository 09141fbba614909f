/* How it stands with everybody's cases, in numbers. */
#include "care/caseload/case_cover.h"
#include "care/caseload/caseload.sql.h"

/* The first who covers today; of several kinds of support each has one. */
static struct str cover_of(struct ctx *c, const struct case_cover_list *all, struct account_id of)
{
    for (size_t i = 0; i < all->n; i++) {
        const struct case_cover *v = &all->items[i];
        if (v->account.v != of.v || date_before(clock_today(c->clock), v->from_on)) continue;
        if (!v->works) return str_printf(c->arena, "Away: %.*s, who was to cover, has left", STR_ARG(v->to_name));
        return str_printf(c->arena, "Away: %.*s covers until %.*s", STR_ARG(v->to_name),
            STR_ARG(date_long(c->arena, v->until_on)));
    }
    return STR_NONE;
}

enum err cases_tallied(struct ctx *c, struct case_tally_list *ret)
{
    struct case_tallies_list rows;
    struct case_cover_list covers;
    enum err err = case_tallies(c->db, c->actor->pcn, clock_today(c->clock), &rows);
    if (!err) err = case_covers(c, &covers);
    if (err) return err;
    *ret = (struct case_tally_list){ARENA_ARRAY(c->arena, struct case_tally, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        const struct case_tallies_row *row = &rows.items[i];
        ret->items[i] = (struct case_tally){.account = row->coordinator_id,
            .open = row->open,
            .intensive = row->intensive,
            .steady = row->steady,
            .light = row->light,
            .paused = row->paused,
            .overdue = row->overdue,
            .review = row->review,
            .waiting = row->waiting,
            .waiting_since = row->waiting_since,
            .cover = cover_of(c, &covers, row->coordinator_id)};
    }
    return ERR_NONE;
}

/* Who stands in for whom, and what that opens: rules, rows, and the job. */
#include "care/caseload/case_cover.h"
#include "care/caseload/cover.sql.h"
#include "platform/audit/audit.h"
#include "platform/auth/relation.h"

enum { SETTLED_A_RUN = 100, SETTLE_SECONDS = 30 };

enum err case_covers(struct ctx *c, struct case_cover_list *ret)
{
    struct case_covers_live_list rows;
    enum err err = case_covers_live(c->db, c->actor->pcn, clock_today(c->clock), &rows);
    if (err) return err;
    *ret = (struct case_cover_list){ARENA_ARRAY(c->arena, struct case_cover, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        const struct case_covers_live_row *row = &rows.items[i];
        ret->items[i] = (struct case_cover){.id = row->case_cover_id,
            .key = row->key,
            .account = row->account_id,
            .account_key = row->account_key,
            .to = row->to_id,
            .name = row->name,
            .to_name = row->to_name,
            .made_by_name = row->made_by_name,
            .role = (enum staff_role)row->role,
            .from_on = row->from_on,
            .until_on = row->until_on,
            .works = row->works};
    }
    return ERR_NONE;
}

bool case_cover_acts(const struct case_cover *v, struct date today)
{
    return v->works && !date_before(today, v->from_on) && !date_before(v->until_on, today);
}

enum err cases_covered_today(struct ctx *c, struct case_covered_list *ret)
{
    struct case_cover_list all;
    enum err err = case_covers(c, &all);
    if (err) return err;
    *ret = (struct case_covered_list){ARENA_ARRAY(c->arena, struct case_covered, all.n), 0};
    for (size_t i = 0; i < all.n; i++)
        if (all.items[i].to.v == c->actor->account.v && case_cover_acts(&all.items[i], clock_today(c->clock)))
            ret->items[ret->n++] = (struct case_covered){all.items[i].account, all.items[i].role};
    return ERR_NONE;
}

enum err case_covered_by(struct ctx *c, const struct care_case *k, struct str *ret)
{
    struct case_cover_now_row row;
    *ret = STR_NONE;
    if (k->state == CASE_IS_CLOSED) return ERR_NONE;
    enum err err = case_cover_now(c->db, k->coordinator, (int64_t)k->role, clock_today(c->clock), &row);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    *ret = str_printf(c->arena, "%.*s until %.*s", STR_ARG(row.name), STR_ARG(date_long(c->arena, row.until_on)));
    return ERR_NONE;
}

enum err case_covering(struct ctx *c, struct str *ret)
{
    struct case_cover_list all;
    enum err err = case_covers(c, &all);
    *ret = STR_NONE;
    if (err) return err;
    struct str *names = ARENA_ARRAY(c->arena, struct str, all.n + 1);
    for (size_t i = 0; i < all.n; i++) {
        const struct case_cover *v = &all.items[i];
        bool acts = case_cover_acts(v, clock_today(c->clock));
        if (v->to.v != c->actor->account.v || !v->works) continue;
        struct str day = date_long(c->arena, acts ? v->until_on : v->from_on);
        names[i] = str_printf(
            c->arena, "You cover for %.*s %s %.*s", STR_ARG(v->name), acts ? "until" : "from", STR_ARG(day));
    }
    *ret = str_join(c->arena, names, all.n, STR(". "));
    return ERR_NONE;
}

/* ---- arranging it ---- */

static bool overlaps(const struct case_cover *v, const struct case_covering *k)
{
    return !date_before(v->until_on, k->from_on) && !date_before(k->until_on, v->from_on);
}

/* One at a time, and nobody who is away themselves. */
static enum err is_free(struct ctx *c, struct case_covering *k)
{
    struct case_cover_list all;
    enum err err = case_covers(c, &all);
    for (size_t i = 0; !err && i < all.n; i++) {
        const struct case_cover *v = &all.items[i];
        if (!overlaps(v, k)) continue;
        struct str until = date_long(c->arena, v->until_on), from = date_long(c->arena, v->from_on);
        if (v->account.v == k->account.v && v->role == k->to->role)
            k->why_not = str_printf(c->arena, "%.*s covers from %.*s until %.*s already. End that first",
                STR_ARG(v->to_name), STR_ARG(from), STR_ARG(until));
        if (v->account.v == k->to->account.v)
            k->why_not = str_printf(
                c->arena, "%.*s is away from %.*s until %.*s", STR_ARG(v->name), STR_ARG(from), STR_ARG(until));
    }
    return !err && k->why_not.n ? ERR_REFUSED : err;
}

/* To stand in one must be able to have cases at all; the settings in which one can't are said (case_cover_gaps).
 */
static enum err is_ready(struct ctx *c, struct case_covering *k)
{
    struct readiness r;
    enum err err = readiness_check(c, k->to->account, k->to->role, WORK_SETTING_GENERAL, &r);
    if (err == ERR_REFUSED)
        k->why_not = str_printf(c->arena, "%.*s can’t have cases yet. %.*s", STR_ARG(k->to->name),
            STR_ARG(readiness_words(c->arena, &r)));
    return err;
}

enum err case_cover_gaps(struct ctx *c, const struct case_cover *v, struct str *ret)
{
    struct case_settings_of_list rows;
    struct readiness r;
    *ret = STR_NONE;
    enum err err = case_settings_of(c->db, c->actor->pcn, v->account, (int64_t)v->role, &rows);
    if (err) return err;
    struct str *names = ARENA_ARRAY(c->arena, struct str, rows.n + 1);
    for (size_t i = 0; !err && i < rows.n; i++) {
        int setting = 0;
        MUST(vocabulary_find(&work_settings, rows.items[i].setting, &setting));
        err = readiness_of(c, v->to, v->role, (enum work_setting)setting, &r);
        if (!err && !r.ready) names[i] = vocabulary_label(&work_settings, setting);
    }
    *ret = str_join(c->arena, names, rows.n, STR(", "));
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

enum err case_cover_begin(struct ctx *c, struct case_covering *k)
{
    int64_t id;
    k->why_not = STR_NONE;
    if (k->to->account.v == k->account.v) {
        k->why_not = STR("Choose somebody else: they can’t cover for themselves");
        return ERR_REFUSED;
    }
    enum err err = is_free(c, k);
    if (!err) err = is_ready(c, k);
    const struct case_cover_insert_params row = {.key = uuid_new(c->clock),
        .pcn_id = c->actor->pcn,
        .account_id = k->account,
        .role = (int64_t)k->to->role,
        .to_id = k->to->account,
        .role_held_id = k->to->role_held,
        .from_on = k->from_on,
        .until_on = k->until_on,
        .restricted = k->account.v == c->actor->account.v,
        .made_by = c->actor->account,
        .made_at = clock_now(c->clock)};
    if (!err) err = case_cover_insert(c->db, &row, &id);
    c->audit->object_kind = STR("account");
    c->audit->object_id = k->account.v;
    return err ? err : case_covers_settle(c, NULL);
}

enum err case_cover_end(struct ctx *c, const struct case_cover *v)
{
    c->audit->object_kind = STR("account");
    c->audit->object_id = v->account.v;
    enum err err = case_cover_set_ended(c->db, v->id, c->actor->account, clock_now(c->clock));
    return err ? err : case_covers_settle(c, NULL);
}

/* ---- what it opens ---- */

static enum err open_one(struct ctx *c, const struct case_cover_missing_row *row)
{
    int64_t added;
    struct relation relation = {.account = row->to_id,
        .role_held = row->role_held_id,
        .person = row->person_id,
        .kind = RELATION_CASELOAD,
        .until = instant_from_local(date_add_days(row->until_on, 1), 0, 0)};
    enum err err = relation_begin(c, &relation);
    if (err) return err == ERR_EXISTS ? ERR_NONE : err; /* by another of the same colleague’s cases */
    return case_cover_relation_insert(c->db, row->case_cover_id, relation.id, &added);
}

static enum err close_one(struct ctx *c, const struct case_cover_over_row *row)
{
    int64_t changed;
    enum err err = row->live ? relation_end(c, row->relation_id) : ERR_NONE;
    return err ? err : case_cover_relation_forget(c->db, row->case_cover_id, row->relation_id, &changed);
}

enum err case_covers_settle(struct ctx *c, void *arg)
{
    (void)arg;
    struct case_cover_over_list over;
    struct case_cover_missing_list missing;
    struct date today = clock_today(c->clock);
    enum err err = case_cover_over(c->db, today, SETTLED_A_RUN, &over);
    for (size_t i = 0; !err && i < over.n; i++) err = close_one(c, &over.items[i]);
    if (!err) err = case_cover_missing(c->db, today, clock_now(c->clock), SETTLED_A_RUN, &missing);
    for (size_t i = 0; !err && i < missing.n; i++) err = open_one(c, &missing.items[i]);
    return err;
}

const struct periodic_job caseload_jobs[] = {
    {.name = "caseload.cover", .every_seconds = SETTLE_SECONDS, .audited = false, .action = case_covers_settle},
};
const size_t caseload_jobs_count = COUNT_OF(caseload_jobs);

/* The look at everybody on a caseload, a lot at a time: what is kept becomes what is so. */
#include "care/gaps/gap_store.h"
#include "care/gaps/gaps.sql.h"

/* A lot is looked at in a few milliseconds, for the writer waits. Which lot it is follows from the clock: nothing
 * has to be remembered, and a run that is rehearsed looks at the same people twice. */
enum { LOOK_SECONDS = 3, LOT = 40 };

/* ---- what is so, against what is kept ---- */

static enum err put_off_of(struct ctx *c, const struct gap_kind *kind, const struct gap_found *f, struct date *ret)
{
    struct gap_dismissal_of_row row;
    *ret = DATE_NONE;
    enum err err = gap_dismissal_of(c->db, f->person, kind->key, f->about, f->fact, &row);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    *ret = date_is_set(row.until_on) ? row.until_on : GAP_FOR_GOOD;
    return ERR_NONE;
}

static enum err insert(struct ctx *c, const struct gap_kind *kind, const struct gap_found *f)
{
    int64_t id;
    struct gap_insert_params row = {.key = uuid_new(c->clock),
        .person_id = f->person,
        .pcn_id = f->pcn,
        .kind = kind->key,
        .about = f->about,
        .owner_id = f->owner,
        .role = f->role,
        .place = gap_kind_place(kind),
        .since = f->since,
        .fact = f->fact};
    enum err err = put_off_of(c, kind, f, &row.put_off);
    return err ? err : gap_insert(c->db, &row, &id);
}

static bool is_kept(const struct gap_rows_between_row *row, const struct gap_kind *kind, const struct gap_found *f)
{
    return row->owner_id.v == f->owner.v && row->role == f->role && row->fact == f->fact &&
        date_eq(row->since, f->since) && row->place == gap_kind_place(kind);
}

static enum err correct(
    struct ctx *c, const struct gap_rows_between_row *row, const struct gap_kind *kind, const struct gap_found *f)
{
    int64_t changed;
    struct gap_set_params now = {.gap_id = row->gap_id,
        .pcn_id = f->pcn,
        .owner_id = f->owner,
        .role = f->role,
        .place = gap_kind_place(kind),
        .since = f->since,
        .fact = f->fact};
    enum err err = put_off_of(c, kind, f, &now.put_off);
    return err ? err : gap_set(c->db, &now, &changed);
}

/* Rows are in the order of people: those of one person are few and stand together. */
static size_t row_of(
    const struct gap_rows_between_list *kept, const struct gap_kind *kind, const struct gap_found *f)
{
    size_t low = 0, high = kept->n;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (kept->items[middle].person_id.v < f->person.v)
            low = middle + 1;
        else
            high = middle;
    }
    for (; low < kept->n && kept->items[low].person_id.v == f->person.v; low++)
        if (str_eq(kept->items[low].kind, kind->key) && uuid_eq(kept->items[low].about, f->about)) return low;
    return kept->n;
}

static enum err settle_kind(struct ctx *c, const struct gap_look *look, const struct gap_kind *kind,
    const struct gap_rows_between_list *kept, bool *still)
{
    struct gap_found_list found;
    enum err err = kind->find(c, look, &found);
    for (size_t i = 0; !err && i < found.n; i++) {
        size_t at = row_of(kept, kind, &found.items[i]);
        if (at == kept->n)
            err = insert(c, kind, &found.items[i]);
        else if (!is_kept(&kept->items[at], kind, &found.items[i]))
            err = correct(c, &kept->items[at], kind, &found.items[i]);
        if (!err && at < kept->n) still[at] = true;
    }
    return err;
}

enum err gaps_settle(struct ctx *c, const struct gap_look *look)
{
    int64_t changed;
    struct gap_rows_between_list kept;
    enum err err = gap_rows_between(c->db, look->from, look->to, &kept);
    if (err) return err;
    bool *still = ARENA_ARRAY(c->arena, bool, kept.n + 1);
    for (size_t i = 0; !err && i < gap_kind_count; i++) err = settle_kind(c, look, &gap_kinds[i], &kept, still);
    for (size_t i = 0; !err && i < kept.n; i++)
        if (!still[i]) err = gap_forget(c->db, kept.items[i].gap_id, &changed);
    return err;
}

/* ---- the job ---- */

/* The lots lie side by side, so that whoever has no case (their referral waits) is in one of them, too. */
static enum err choose_lot(struct ctx *c, struct gap_look *look)
{
    struct gap_cases_open_row cases;
    struct gap_lot_begins_row begins;
    enum err err = gap_cases_open(c->db, &cases);
    if (err) return err;
    int64_t lots = cases.cases / LOT + 1, turn = clock_now(c->clock).v / 1000 / LOOK_SECONDS % lots;
    if (turn > 0) {
        err = gap_lot_begins(c->db, turn * LOT, &begins);
        look->from = err ? look->to : begins.person_id; /* the last lot may have nobody in it */
        if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    }
    if (turn + 1 < lots) {
        err = gap_lot_begins(c->db, (turn + 1) * LOT, &begins);
        if (!err) look->to = (struct person_id){begins.person_id.v - 1};
    }
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static enum err look_at_a_lot(struct ctx *c, void *arg)
{
    struct gap_look look;
    (void)arg;
    enum err err = gap_look_begin(c, &look);
    if (!err) err = choose_lot(c, &look);
    return err ? err : gaps_settle(c, &look);
}

const struct periodic_job gap_jobs[] = {
    {.name = "gaps.look", .every_seconds = LOOK_SECONDS, .audited = false, .action = look_at_a_lot},
};
const size_t gap_jobs_count = COUNT_OF(gap_jobs);

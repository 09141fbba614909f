/* The alarm for reading in bulk: each account's different people, copied from the audit as it grows, and counted.
 */
#include "care/access/bulk.h"

#include "base/limits.h"
#include "care/access/access.sql.h"
#include "care/access/review.h"
#include "care/trail/trail.h"
#include "platform/app.h"

enum { ENTRIES_A_RUN = 400, PAIRS_A_RUN = 1500, BUSY_MOST = 64, HOUR_MS = 60 * 60 * 1000, DAY_MS = 24 * HOUR_MS };

bool bulk_is_listed(struct str route)
{
    return !str_has(route, STR("/people/:person"));
}

/* The accounts that some entry of this run showed somebody to, each in each network. */
struct busy {
    struct account_id account;
    struct pcn_id pcn;
    int role;
    struct practice_id practice;
};
struct busy_list {
    struct busy items[BUSY_MOST];
    size_t n;
};

/* False: no room for another account; the next run goes on from here. */
static bool note_busy(struct busy_list *busy, const struct access_entries_row *row)
{
    struct busy one = {row->account_id, row->pcn_id, (int)row->role, row->practice_id};
    for (size_t i = 0; i < busy->n; i++)
        if (busy->items[i].account.v == one.account.v && busy->items[i].pcn.v == one.pcn.v) {
            busy->items[i] = one;
            return true;
        }
    if (busy->n == BUSY_MOST) return false;
    busy->items[busy->n++] = one;
    return true;
}

static int64_t person_at(struct str people, size_t i)
{
    uint64_t id = 0;
    for (size_t k = 0; k < 8; k++) id = id << 8 | (unsigned char)people.p[i * 8 + k];
    return (int64_t)id;
}

static enum err note_people(struct ctx *c, const struct access_entries_row *row)
{
    enum err err = ERR_NONE;
    int64_t changed;
    bool listed = bulk_is_listed(row->route);
    for (size_t i = 0; !err && i < row->people.n / 8; i++)
        err = access_note_seen(c->db,
            &(struct access_note_seen_params){.account_id = row->account_id,
                .pcn_id = row->pcn_id,
                .listed = listed,
                .person_id = {person_at(row->people, i)},
                .role = row->role,
                .practice_id = row->practice_id,
                .at = row->at},
            &changed);
    return err;
}

static enum err check(
    struct ctx *c, const struct busy *who, enum review_kind kind, int64_t window_ms, int64_t most)
{
    struct access_people_seen_row seen;
    struct instant since = {clock_now(c->clock).v - window_ms};
    enum err err = access_people_seen(c->db, who->account, who->pcn, kind == REVIEW_LISTED_HOUR, since, &seen);
    if (err || seen.people <= most) return err;
    return review_alarm(c,
        &(struct alarm){.kind = kind,
            .account = who->account,
            .pcn = who->pcn,
            .role = who->role,
            .practice = who->practice,
            .since = since,
            .people = seen.people});
}

static enum err check_all(struct ctx *c, const struct busy_list *busy)
{
    const struct alarm_limits *most = &c->app->alarms;
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < busy->n; i++) {
        err = check(c, &busy->items[i], REVIEW_BULK_HOUR, HOUR_MS, most->hour);
        if (!err) err = check(c, &busy->items[i], REVIEW_BULK_DAY, DAY_MS, most->day);
        if (!err) err = check(c, &busy->items[i], REVIEW_LISTED_HOUR, HOUR_MS, most->listed);
    }
    return err;
}

static enum err count_rows(struct ctx *c, const struct access_entries_list *rows, int64_t before)
{
    struct busy_list *busy = ARENA_NEW(c->arena, struct busy_list);
    enum err err = ERR_NONE;
    int64_t counted = before;
    size_t pairs = 0;
    for (size_t i = 0; !err && i < rows->n && pairs < PAIRS_A_RUN; i++) {
        const struct access_entries_row *row = &rows->items[i];
        bool shows = row->account_id.v && row->pcn_id.v && row->people.n;
        if (shows && !note_busy(busy, row)) break;
        if (shows) err = note_people(c, row);
        counted = row->seq;
        pairs += row->people.n / 8;
    }
    if (!err) err = check_all(c, busy);
    return err ? err : access_set_counted(c->db, counted);
}

/* A run copies so much that the writer is held for a few milliseconds; the next comes soon. What is older than the
 * longest window (after a long stop, or in a network that has just been made) is passed over. */
enum err bulk_count(struct ctx *c, void *arg)
{
    (void)arg;
    struct access_counted_to_row before;
    struct access_entries_list rows;
    struct instant since = {clock_now(c->clock).v - DAY_MS};
    int64_t first;
    struct access_place_of_row at;
    enum err err = access_counted_to(c->db, &before);
    if (!err) err = access_entries(c->db, before.seq, ENTRIES_A_RUN, &rows);
    if (err || !rows.n) return err;
    if (rows.items[rows.n - 1].at.v >= since.v) return count_rows(c, &rows, before.seq);
    err = trail_first_since(c, since, &first);
    if (!err) err = access_place_of(c->db, first, &at);
    return err ? err : access_set_counted(c->db, at.place - 1);
}

enum err bulk_forget(struct ctx *c, void *arg)
{
    (void)arg;
    int64_t changed;
    struct instant before = {clock_now(c->clock).v - DAY_MS};
    enum err err = access_seen_sweep(c->db, before, &changed);
    return err ? err : access_look_up_sweep(c->db, before, &changed);
}

/* What somebody said about a gap: that it need not be closed, or not yet; and that it need after all. */
#include "care/gaps/gap_store.h"
#include "care/gaps/gaps.sql.h"
#include "platform/versions/versions.h"
#include "wire/json_write.h"

enum { STATE_CEILING = 8192 };

enum err gap_said_read(struct ctx *c, struct person_id person, struct gap_said_list *ret)
{
    struct gap_dismissals_about_list rows;
    enum err err = gap_dismissals_about(c->db, person, GAP_SAID_MOST, &rows);
    if (err) return err;
    *ret = (struct gap_said_list){ARENA_ARRAY(c->arena, struct gap_said, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        const struct gap_dismissals_about_row *row = &rows.items[i];
        ret->items[i] = (struct gap_said){.id = row->gap_dismissal_id,
            .key = row->key,
            .about = row->about,
            .version = row->version,
            .fact = row->fact,
            .kind = gap_kind_of(row->kind),
            .why = row->why,
            .by = row->by_name,
            .undone_by = row->undone_by,
            .until = row->until_on,
            .at = row->dismissed_at,
            .undone_at = row->undone_at};
    }
    return ERR_NONE;
}

static enum err keep_version(
    struct ctx *c, struct gap_dismissal_id id, int64_t version, struct str state, struct str why)
{
    struct buf out = buf_new(c->arena, 256, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("state"));
    json_str(&w, state);
    json_name(&w, STR("why"));
    json_str(&w, why);
    json_object_end(&w);
    MUST(!out.overflow);
    return version_save(c, STR("gap-dismissal"), id.v, version, buf_str(&out));
}

enum err gap_dismiss(struct ctx *c, const struct gap *g, struct str why, struct date until)
{
    int64_t changed;
    struct gap_dismissal_id id;
    const struct gap_dismissal_insert_params row = {.key = uuid_new(c->clock),
        .person_id = g->person.id,
        .kind = g->kind->key,
        .about = g->about,
        .fact = g->fact,
        .why = why,
        .until_on = until,
        .account_id = c->actor->account,
        .at = clock_now(c->clock)};
    enum err err = gap_dismissal_insert(c->db, &row, &id.v);
    if (!err) err = keep_version(c, id, 1, STR("dismissed"), why);
    struct date last = date_is_set(until) ? until : GAP_FOR_GOOD;
    if (!err) err = gap_put_off(c->db, g->person.id, g->kind->key, g->about, g->fact, last, &changed);
    return err;
}

enum err gap_dismissal_undo(struct ctx *c, struct person_id person, const struct gap_said *d)
{
    int64_t changed;
    enum err err = gap_dismissal_set_undone(c->db, d->id, d->version, clock_now(c->clock), c->actor->account);
    if (!err) err = keep_version(c, d->id, d->version + 1, STR("undone"), d->why);
    if (err || !d->kind) return err;
    return gap_put_off(c->db, person, d->kind->key, d->about, d->fact, DATE_NONE, &changed);
}

FOLLOW_ROWS(gap_dismissal)

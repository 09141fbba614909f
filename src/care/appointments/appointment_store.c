#include "care/appointments/appointment_store.h"

#include "base/utf8.h"
#include "care/appointments/appointment.sql.h"
#include "platform/crypto.h"

enum { CHECK_TITLE_MOST = 200 };

static const char *const WORDS[APPOINTMENT_PARTS] = {"booking", "preparing", "follow_up"};

struct str appointment_part_word(enum appointment_part part)
{
    return str_from_cstr(WORDS[part]);
}

/* ---- one part ---- */

static enum err read_part(struct ctx *c, const struct document_place *place, enum appointment_part part,
    struct appointment_part_get_row *ret)
{
    enum err err = appointment_part_get(c->db, place->person, appointment_part_word(part), place->entry, ret);
    if (err)
        *ret = (struct appointment_part_get_row){.words = STR("{}"), .on_day = DATE_NONE, .moved_from = DATE_NONE};
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static enum err load(
    struct ctx *c, const struct document_place *place, enum appointment_part part, struct document_state *ret)
{
    struct appointment_part_get_row row;
    enum err err = read_part(c, place, part, &row);
    *ret = (struct document_state){row.part_id.v, row.version, row.words};
    return err;
}

/* before: the row as it stands, with what the next one holds beside its words. */
static enum err store(struct ctx *c, const struct document_place *place, enum appointment_part part,
    const struct document_state *next, const struct appointment_part_get_row *with)
{
    struct instant now = clock_now(c->clock);
    struct appointment_part_id id = {next->record};
    const struct appointment_part_update_params update = {.part_id = id,
        .version = next->version,
        .words = next->state,
        .on_day = with->on_day,
        .moved_from = with->moved_from,
        .task_id = with->task_id,
        .outcome = with->outcome,
        .changed_at = now};
    const struct appointment_part_insert_params insert = {.key = place->entry,
        .person_id = place->person,
        .part = appointment_part_word(part),
        .words = next->state,
        .helper_id = c->actor->account,
        .on_day = with->on_day,
        .task_id = with->task_id,
        .outcome = with->outcome,
        .changed_at = now};
    enum err err =
        next->version ? appointment_part_update(c->db, &update) : appointment_part_insert(c->db, &insert, &id.v);
    return err ? err : version_save(c, appointment_documents[part].kind, id.v, next->version + 1, next->state);
}

/* ---- what comes due of it ---- */

static enum err add_task(struct ctx *c, const struct document_place *place, struct str of, struct str title,
    struct date due, struct task_id *ret)
{
    struct task t = {.person = place->person,
        .key = crypto_uuid_of(place->entry, of),
        .owner = c->actor->account,
        .kind = TASK_PROMISE,
        .title = title,
        .due = due,
        .promised_on = clock_today(c->clock)};
    enum err err = task_add(c, &t, (struct contact_id){0});
    *ret = t.id;
    return err == ERR_REFUSED ? ERR_NONE : err; /* they have died: nothing comes due any more */
}

static enum err drop_reminder(struct ctx *c, struct task_id id, struct str why)
{
    struct task t;
    if (!id.v) return ERR_NONE;
    enum err err = task_by_id(c, id, &t);
    if (!err) err = task_drop(c, &t, TASK_DROPPED_NOT_NEEDED, why);
    return err == ERR_NOT_FOUND ? ERR_NONE : err; /* done, or stopped */
}

/* A reminder says when and with whom: where that changes it is another. One that says the same stays, done or not.
 */
static enum err settle_reminder(struct ctx *c, const struct document_place *place, int64_t version,
    struct str before, const struct appointment_reminder *next, struct appointment_part_get_row *row)
{
    struct date today = clock_today(c->clock);
    struct appointment_reminder was = {.due = DATE_NONE};
    if (date_is_set(row->on_day)) was = appointment_reminder(c->arena, before, row->on_day, STR_NONE, today);
    if (str_eq(was.title, next->title)) return ERR_NONE;
    enum err err = drop_reminder(c, row->task_id, STR("The appointment changed"));
    row->task_id = (struct task_id){0};
    struct str of = str_printf(c->arena, "reminder after version %lld", (long long)version);
    return err || !next->title.n ? err : add_task(c, place, of, next->title, next->due, &row->task_id);
}

/* ---- booking ---- */

enum err appointment_booking_load(struct ctx *c, const struct document_place *place, struct document_state *ret)
{
    return load(c, place, APPOINTMENT_BOOKING, ret);
}

enum err appointment_booking_save(
    struct ctx *c, const struct document_place *place, const struct document_state *next)
{
    struct appointment_part_get_row row, after;
    struct appointment_count_row there = {0};
    struct date day;
    if (!date_from_iso(merge_text(c->arena, merge_value(c->arena, next->state, STR("day"))), &day))
        return ERR_INVALID; /* a merge can't take it away: the form asks for it */
    enum err err = read_part(c, place, APPOINTMENT_BOOKING, &row);
    if (!err && !next->version) err = appointment_count(c->db, place->person, &there);
    if (!err && there.bookings >= APPOINTMENTS_MOST) err = ERR_FULL;
    if (!err) err = appointment_part_get(c->db, place->person, STR("follow_up"), place->entry, &after);
    if (err == ERR_NOT_FOUND) after.outcome = STR_NONE, err = ERR_NONE;
    if (err) return err;
    struct appointment_reminder reminder =
        appointment_reminder(c->arena, next->state, day, after.outcome, clock_today(c->clock));
    err = settle_reminder(c, place, next->version, row.words, &reminder, &row);
    if (date_is_set(row.on_day) && !date_eq(row.on_day, day)) row.moved_from = row.on_day;
    row.on_day = day;
    return err ? err : store(c, place, APPOINTMENT_BOOKING, next, &row);
}

/* ---- preparing ---- */

enum err appointment_preparing_load(struct ctx *c, const struct document_place *place, struct document_state *ret)
{
    return load(c, place, APPOINTMENT_PREPARING, ret);
}

enum err appointment_preparing_save(
    struct ctx *c, const struct document_place *place, const struct document_state *next)
{
    struct appointment_part_get_row row, booking;
    enum err err = appointment_part_get(c->db, place->person, STR("booking"), place->entry, &booking);
    if (!err) err = read_part(c, place, APPOINTMENT_PREPARING, &row);
    return err ? err : store(c, place, APPOINTMENT_PREPARING, next, &row);
}

/* ---- follow-up ---- */

enum err appointment_follow_up_load(struct ctx *c, const struct document_place *place, struct document_state *ret)
{
    return load(c, place, APPOINTMENT_FOLLOW_UP, ret);
}

/* What stands there for the first time becomes due; from then on the task has its own life. */
static enum err add_checks(
    struct ctx *c, const struct document_place *place, int64_t version, struct str before, struct str after)
{
    enum err err = ERR_NONE;
    struct date by;
    struct task_id made;
    for (int i = 1; !err && i <= APPOINTMENT_CHECKS; i++) {
        struct str was = appointment_check(c->arena, before, i, &by),
                   now = appointment_check(c->arena, after, i, &by);
        if (was.n || !now.n) continue;
        if (!date_is_set(by)) by = date_add_days(clock_today(c->clock), APPOINTMENT_CHECK_DAYS);
        struct str of = str_printf(c->arena, "check %d after version %lld", i, (long long)version);
        err = add_task(c, place, of, utf8_shorten(c->arena, now, CHECK_TITLE_MOST), by, &made);
    }
    return err;
}

enum err appointment_follow_up_save(
    struct ctx *c, const struct document_place *place, const struct document_state *next)
{
    struct appointment_part_get_row row, booking;
    enum err err = appointment_part_get(c->db, place->person, STR("booking"), place->entry, &booking);
    if (!err) err = read_part(c, place, APPOINTMENT_FOLLOW_UP, &row);
    if (!err) err = drop_reminder(c, booking.task_id, STR("It is known what happened"));
    if (!err) err = add_checks(c, place, next->version, row.words, next->state);
    if (err) return err;
    row.outcome = merge_text(c->arena, merge_value(c->arena, next->state, STR("outcome")));
    return row.outcome.n ? store(c, place, APPOINTMENT_FOLLOW_UP, next, &row) : ERR_INVALID;
}

enum err appointment_write(struct ctx *c, struct person_id person, enum appointment_part part, struct uuid key,
    const struct document_word *words, size_t n)
{
    return document_write(
        c, &appointment_documents[part], &(struct document_place){.person = person, .entry = key}, words, n);
}

/* ---- all of them ---- */

static struct appointment *add(struct appointments *all, struct uuid key)
{
    if (all->n && uuid_eq(all->items[all->n - 1].key, key)) return &all->items[all->n - 1];
    struct appointment *a = &all->items[all->n++];
    *a = (struct appointment){.key = key, .day = DATE_NONE, .moved_from = DATE_NONE};
    return a;
}

enum err appointments_read(struct ctx *c, struct person_id person, struct appointments *ret)
{
    struct appointment_parts_list rows;
    enum err err = appointment_parts(c->db, person, APPOINTMENTS_MOST * APPOINTMENT_PARTS, &rows);
    if (err) return err;
    *ret = (struct appointments){ARENA_ARRAY(c->arena, struct appointment, rows.n), 0};
    for (size_t i = 0; i < rows.n; i++) {
        const struct appointment_parts_row *row = &rows.items[i];
        struct appointment *a = add(ret, row->key);
        for (size_t part = 0; part < APPOINTMENT_PARTS; part++)
            if (str_eq(row->part, str_from_cstr(WORDS[part]))) a->states[part] = row->words;
        if (date_is_set(row->on_day)) a->day = row->on_day, a->moved_from = row->moved_from;
        if (row->outcome.n) a->outcome = row->outcome;
    }
    return ERR_NONE;
}

enum err appointment_read(struct ctx *c, struct person_id person, struct uuid key, struct appointment *ret)
{
    struct appointments all;
    enum err err = appointments_read(c, person, &all);
    if (err) return err;
    for (size_t i = 0; i < all.n; i++)
        if (uuid_eq(all.items[i].key, key)) {
            *ret = all.items[i];
            return ERR_NONE;
        }
    return ERR_NOT_FOUND;
}

FOLLOW_ROWS(appointment_part)

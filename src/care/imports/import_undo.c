/* Taking an import back: person by person, what it brought goes and what stood there before comes back. */
#include "care/imports/import_undo.h"

#include "care/imports/imports.sql.h"
#include "care/coded/coded.h"
#include "care/coding/coding.h"
#include "care/people/person.h"
#include "platform/app.h"

enum { UNDO_PEOPLE = 32, UNDO_US = 4500 };

struct undoing {
    const struct app *app;
    struct actor actor;
    struct import_undo_due_row due;
    /* of one run of the action */
    int64_t reached, gone, back, left_alone;
    bool at_end;
};

static enum err leave(struct ctx *c, struct undoing *u, struct person_id person, enum import_left why)
{
    int64_t id;
    u->left_alone++;
    trace_saw(c->trace, person);
    return import_undo_left_insert(c->db, u->due.undo_id, person, why, &id);
}

/* Whether somebody who was added is as the import left them. */
static enum err why_left(struct ctx *c, const struct undoing *u, struct person_id person, enum import_left *ret)
{
    struct import_worked_with_row work;
    struct import_came_since_row since;
    bool same;
    *ret = IMPORT_LEFT_NOT;
    enum err err = person_is_as_in(c, person, 1, &same);
    if (!err) err = import_worked_with(c->db, person, &work);
    if (!err) err = import_came_since(c->db, person, u->due.import_id, &since);
    if (err) return err;
    if (since.amount)
        *ret = IMPORT_LEFT_CAME_AGAIN;
    else if (!same)
        *ret = IMPORT_LEFT_CHANGED;
    if (work.amount) *ret = IMPORT_LEFT_WORKED_WITH;
    return ERR_NONE;
}

static enum err take_out(struct ctx *c, struct undoing *u, const struct import_undo_next_row *row)
{
    enum import_left why;
    int64_t changed;
    enum err err = why_left(c, u, row->person_id, &why);
    if (err) return err;
    if (why) return leave(c, u, row->person_id, why);
    err = coded_take_back(c, row->person_id, u->due.import_id);
    if (!err) err = person_withdraw(c, row->person_id);
    if (!err) err = import_person_forget(c->db, row->person_id, &changed);
    u->gone++;
    return err;
}

/* Their details, and what the source had said of them. What stays is said in *ret_left. */
static enum err put_details_back(
    struct ctx *c, const struct undoing *u, const struct import_undo_next_row *row, enum import_left *ret_left)
{
    bool all = true;
    int64_t changed;
    bool noted = uuid_is_set(row->source_key); /* by this version, and those after it */
    *ret_left = row->kind == IMPORT_CHANGED_DETAILS && !noted ? IMPORT_LEFT_NOT_NOTED : IMPORT_LEFT_NOT;
    if (!noted) return ERR_NONE;
    enum err err = ERR_NONE;
    if (row->version.set) err = person_take_back(c, row->person_id, row->version.v, row->moved_from, &all);
    if (err == ERR_REFUSED) {
        *ret_left = IMPORT_LEFT_JOINED;
        return ERR_NONE;
    }
    if (!all) *ret_left = IMPORT_LEFT_FIELDS;
    if (err) return err;
    return import_said_before(c->db, row->person_id, u->due.import_id, row->source_key, row->said, &changed);
}

static enum err put_back(struct ctx *c, struct undoing *u, const struct import_undo_next_row *row)
{
    enum import_left left;
    trace_saw(c->trace, row->person_id);
    enum err err = put_details_back(c, u, row, &left);
    if (!err) err = coded_take_back(c, row->person_id, u->due.import_id);
    if (!err) err = coding_import_taken_back(c, row->person_id, u->due.import_id);
    if (err) return err;
    if (left != IMPORT_LEFT_JOINED && left != IMPORT_LEFT_NOT_NOTED) u->back++;
    return left ? leave(c, u, row->person_id, left) : ERR_NONE;
}

static enum err take_back_one(struct ctx *c, struct undoing *u, const struct import_undo_next_row *row)
{
    struct import_person_now_row now;
    enum err err = import_person_now(c->db, row->person_id, &now);
    if (err) return err;
    bool elsewhere = u->due.practice_id.v && now.practice_id.v != u->due.practice_id.v;
    if (elsewhere) return leave(c, u, row->person_id, IMPORT_LEFT_ELSEWHERE);
    return row->kind == IMPORT_ADDED_THEM ? take_out(c, u, row) : put_back(c, u, row);
}

/* One run: as many as there is time for. */
static enum err some(struct ctx *c, void *arg)
{
    struct undoing *u = arg;
    struct import_undo_reached_row from;
    struct import_undo_next_list rows;
    int64_t begun = clock_monotonic_us();
    u->gone = u->back = u->left_alone = 0;
    enum err err = import_undo_reached(c->db, u->due.undo_id, &from);
    if (!err) err = import_undo_next(c->db, u->due.import_id, from.reached, UNDO_PEOPLE, &rows);
    if (err) return err;
    u->reached = from.reached;
    size_t i = 0;
    for (; !err && i < rows.n && (i == 0 || clock_monotonic_us() - begun < UNDO_US); i++) {
        err = take_back_one(c, u, &rows.items[i]);
        u->reached = rows.items[i].import_change_id;
    }
    if (err) return err == ERR_NOT_FOUND ? ERR_DAMAGED : err; /* "not found" says that nothing is due */
    u->at_end = i == rows.n && rows.n < UNDO_PEOPLE;
    return import_undo_go_on(c->db, u->due.undo_id, u->reached, u->gone, u->back, u->left_alone,
        u->at_end ? clock_now(c->clock) : INSTANT_NONE);
}

static enum err read_due(struct undoing *u, struct arena *a)
{
    static const struct scope EVERYBODY = {.everybody = true};
    struct db *db;
    enum err err = store_read_begin(u->app->store, a, &EVERYBODY, NULL, &db);
    if (err) return err;
    err = import_undo_due(db, &u->due);
    store_read_end(u->app->store, db);
    u->actor = (struct actor){.account = u->due.account_id,
        .name = u->due.name,
        .pcn = u->due.pcn_id,
        .practice = u->due.practice_id,
        .scope = EVERYBODY};
    return err;
}

static enum err run_some(struct undoing *u)
{
    struct arena arena CLEANUP(arena_release);
    arena_init(&arena, LIMIT_JOB_ARENA);
    struct trace trace = {.arena = &arena};
    struct audit_entry entry = audit_entry_by(&u->actor, STR("import.taken-back"), STR("imports"));
    entry.object_kind = STR("import");
    entry.object_id = u->due.import_id.v;
    struct ctx c = {.arena = &arena,
        .actor = &u->actor,
        .clock = u->app->clock,
        .app = u->app,
        .trace = &trace,
        .audit = &entry};
    return store_run(u->app->store, some, u, &c);
}

enum err import_undo_some(const struct app *app, const _Atomic bool *stop)
{
    struct arena arena CLEANUP(arena_release);
    struct undoing u = {.app = app};
    arena_init(&arena, LIMIT_REQUEST_ARENA);
    enum err err = read_due(&u, &arena);
    while (!err && !u.at_end && !*stop) err = run_some(&u);
    return err;
}

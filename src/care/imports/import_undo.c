/* An import is undone: person by person, what it did is taken back unless somebody built upon it. */
#include "care/imports/import_working.h"

#include "care/coded/coded.h"
#include "care/imports/imports.sql.h"
#include "care/imports/reviews.sql.h"
#include "care/people/person.h"

enum { UNDONE_AT_A_TIME = 40, UNDO_US = 4500 };

struct undoing {
    struct working *k;
    bool more;
};

static enum err take_out(struct ctx *c, struct person_id id, struct import_id import, struct str *ret_stays)
{
    struct import_written_since_row since;
    int64_t changed;
    enum err err = import_written_since(c->db, id, import, &since);
    if (!err && since.written) *ret_stays = STR("Somebody has written about them since, so their record stays");
    if (err || since.written) return err;
    err = coded_undo(c, id, import);
    if (!err) err = import_person_gone(c->db, id, &changed);
    return err ? err : person_withdraw(c, id);
}

static enum err change_back(
    struct ctx *c, const struct import_touches_to_undo_row *t, struct import_id import, struct str *ret_stays)
{
    int64_t changed;
    enum err err = t->version ? person_undo_version(c, t->person_id, t->version, t->practice_before) : ERR_NONE;
    if (err == ERR_CONFLICT)
        *ret_stays = STR("What the import changed was changed again since, so their details stay");
    if (err == ERR_EXISTS)
        *ret_stays = STR("The NHS number that they had before is somebody else's now, so their details stay");
    if (err == ERR_NOT_FOUND) *ret_stays = STR("Their record is part of another now");
    if (err && !ret_stays->n) return err;
    err = coded_undo(c, t->person_id, import);
    if (err || t->change == IMPORT_RECORDS || ret_stays->n) return err;
    return import_person_back(c->db, t->person_id, t->row_before, &changed);
}

static enum err undo_one(struct ctx *c, const struct import_touches_to_undo_row *t, struct import_id import)
{
    struct str stays = STR_NONE;
    trace_saw(c->trace, t->person_id);
    enum err err =
        t->change == IMPORT_ADDED ? take_out(c, t->person_id, import, &stays) : change_back(c, t, import, &stays);
    return err ? err : import_touch_undone(c->db, import, t->person_id, stays.n ? 2 : 1, stays);
}

static enum err undo_some(struct ctx *c, void *arg)
{
    struct undoing *u = arg;
    struct import_touches_to_undo_list touches;
    struct import_id import = u->k->review.import;
    int64_t began = clock_monotonic_us();
    enum err err = import_touches_to_undo(c->db, import, UNDONE_AT_A_TIME, &touches);
    for (size_t i = 0; !err && i < touches.n; i++) {
        err = undo_one(c, &touches.items[i], import);
        if (clock_monotonic_us() - began > UNDO_US) break;
    }
    u->more = touches.n != 0;
    return err;
}

enum err import_undo(struct working *k)
{
    struct undoing u = {k, true};
    enum err err = ERR_NONE;
    while (!err && u.more && !k->w->stopping) err = working_run(k, STR("import.undo"), undo_some, &u);
    return err || k->w->stopping ? err : working_go(k, IMPORT_IS_UNDONE, STR_NONE);
}

/* Entries for a demonstration: what the weeks since then made of them, some in each state. */
#include "care/coding/coding.sql.h"
#include "care/coding/coding_entry.h"

enum { MOST = 200, RECENT_DAYS = 12 };

/* Of 1,000 that are some weeks old. */
static enum coding_act fate(unsigned chance)
{
    if (chance < 25) return CODING_ACT_FAIL;
    if (chance < 60) return CODING_ACT_NOT_NEEDED;
    return chance < 140 ? CODING_ACT_DONE : CODING_FOUND;
}

static enum err settle_one(struct ctx *c, struct uuid key, struct import_id import, unsigned chance)
{
    struct coding_entry e;
    struct coding_happened h = {.act = fate(chance), .import = import, .source = key};
    if (h.act == CODING_FOUND && !import.v) h.act = CODING_ACT_DONE;
    if (h.act == CODING_ACT_FAIL) h.why = STR("The code is not in their system yet. Ask the supplier");
    if (h.act == CODING_ACT_NOT_NEEDED) h.why = STR("Their own team coded it");
    enum err err = coding_entry_read(c, key, &e);
    if (!err) err = coding_happen(c, &e, &h);
    return err == ERR_REFUSED ? ERR_NONE : err;
}

enum err coding_settle_invented(struct ctx *c, struct person_id person, unsigned chance)
{
    struct gp_entries_old_list all;
    struct gp_import_of_row import = {.import_id = {0}};
    struct date before = date_add_days(clock_today(c->clock), -RECENT_DAYS);
    enum err err = gp_import_of(c->db, person, &import);
    if (err == ERR_NOT_FOUND) err = ERR_NONE;
    if (!err) err = gp_entries_old(c->db, person, before, MOST, &all);
    for (size_t i = 0; !err && i < all.n; i++)
        err = settle_one(c, all.items[i].key, import.import_id, (chance + (unsigned)i * 7) % 1000);
    return err;
}

/* The row of records that came from no file. */
#include "care/imports/imports.h"

#include "care/imports/imports.sql.h"
#include "platform/app.h"

enum err import_invent(struct ctx *c, struct pcn_id pcn, struct uuid key, struct import_id *ret)
{
    MUST(c->app->demonstration);
    c->audit->object_kind = STR("import");
    enum err err = import_invented_insert(
        c->db, key, pcn, clock_now(c->clock), STR("the demonstration"), STR("Invented records"), &ret->v);
    c->audit->object_id = ret->v;
    return err;
}

enum err import_invented(struct ctx *c, struct import_id id, int64_t people, int64_t records)
{
    c->audit->object_kind = STR("import");
    c->audit->object_id = id.v;
    const struct import_end_params row = {
        .import_id = id, .ended_at = clock_now(c->clock), .people_new = people, .records_new = records};
    return import_end(c->db, &row);
}

#include "platform/versions/versions.h"

#include "platform/audit/audit.h"
#include "platform/versions/merge.h"
#include "platform/versions/versions.sql.h"

enum err version_save(struct ctx *c, struct str kind, int64_t record_id, int64_t version, struct str state)
{
    int64_t id;
    if (c->audit) {
        c->audit->object_kind = kind;
        c->audit->object_id = record_id;
        c->audit->object_version = version;
    }
    return version_insert(c->db,
        &(struct version_insert_params){.kind = kind,
            .record_id = record_id,
            .version = version,
            .at = clock_now(c->clock),
            .account = c->actor->account,
            .role = c->actor->role,
            .state = state},
        &id);
}

enum err versions_of(
    struct ctx *c, struct str kind, int64_t record_id, int most, struct version_of_record_list *ret)
{
    struct version_rows_list rows;
    enum err err = version_rows(c->db, kind, record_id, most, &rows);
    if (err) return err;
    *ret = (struct version_of_record_list){ARENA_ARRAY(c->arena, struct version, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        const struct version_rows_row *row = &rows.items[i];
        ret->items[i] = (struct version){row->version, row->at, row->by_name, (int)row->role, row->state};
    }
    return ERR_NONE;
}

enum err version_of(struct ctx *c, struct str kind, int64_t record_id, int64_t number, struct version *ret)
{
    struct version_row_row row;
    enum err err = version_row(c->db, kind, record_id, number, &row);
    if (!err) *ret = (struct version){row.version, row.at, row.by_name, (int)row.role, row.state};
    return err;
}

enum err versions_between(struct ctx *c, struct str kind, int64_t record_id, struct version_range range,
    struct version_of_record_list *ret)
{
    struct version_rows_between_list rows;
    enum err err = version_rows_between(c->db, kind, record_id, range.after, range.up_to, range.most, &rows);
    if (err) return err;
    *ret = (struct version_of_record_list){ARENA_ARRAY(c->arena, struct version, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        const struct version_rows_between_row *row = &rows.items[i];
        ret->items[i] = (struct version){row->version, row->at, row->by_name, (int)row->role, row->state};
    }
    return ERR_NONE;
}

const struct version *version_that_set(
    struct arena *a, const struct version_of_record_list *newest_first, struct str field)
{
    const struct version *found = NULL;
    struct str value = STR_NONE;
    for (size_t i = 0; i < newest_first->n; i++) {
        struct str here = merge_value(a, newest_first->items[i].state, field);
        if (i == 0) value = here;
        if (!str_eq(here, value)) break;
        found = &newest_first->items[i];
    }
    return found;
}

#include "care/organisations/organisation.h"

#include "care/organisations/organisation.sql.h"
#include "platform/versions/versions.h"
#include "wire/json_write.h"

enum { STATE_CEILING = 4096 };

static struct str state_json(struct arena *a, struct str ods_code, struct str name)
{
    struct buf out = buf_new(a, 256, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    if (ods_code.n) {
        json_name(&w, STR("ods_code"));
        json_str(&w, ods_code);
    }
    json_name(&w, STR("name"));
    json_str(&w, name);
    json_object_end(&w);
    json_writer_end(&w);
    return buf_str(&out);
}

enum err pcn_add(struct ctx *c, struct pcn *pcn)
{
    if (!uuid_is_set(pcn->key)) pcn->key = uuid_new(c->clock);
    enum err err = pcn_insert(c->db, pcn->key, pcn->name, &pcn->id.v);
    return err ? err : version_save(c, STR("pcn"), pcn->id.v, 1, state_json(c->arena, STR_NONE, pcn->name));
}

enum err practice_add(struct ctx *c, struct practice *p)
{
    if (!uuid_is_set(p->key)) p->key = uuid_new(c->clock);
    enum err err = practice_insert(c->db, p->key, p->pcn, p->ods_code, p->name, &p->id.v);
    return err ? err : version_save(c, STR("practice"), p->id.v, 1, state_json(c->arena, p->ods_code, p->name));
}

enum err pcn_all(struct ctx *c, struct pcn_list *ret)
{
    struct pcn_rows_list rows;
    enum err err = pcn_rows(c->db, &rows);
    if (err) return err;
    *ret = (struct pcn_list){ARENA_ARRAY(c->arena, struct pcn, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++)
        ret->items[i] = (struct pcn){rows.items[i].pcn_id, rows.items[i].key, rows.items[i].name};
    return ERR_NONE;
}

enum err pcn_choose(struct ctx *c, struct str name, struct pcn *ret, struct str *ret_why)
{
    struct pcn_list all;
    name = str_trim(name);
    enum err err = pcn_all(c, &all);
    if (err) return err;
    for (size_t i = 0; i < all.n; i++)
        if (name.n ? str_eq_nocase(all.items[i].name, name) : all.n == 1) {
            *ret = all.items[i];
            return ERR_NONE;
        }
    if (!name.n)
        *ret_why = str_printf(c->arena, "this installation holds %zu networks; say which with --pcn", all.n);
    else
        *ret_why = str_printf(c->arena, "no network here is called %.*s", STR_ARG(name));
    return ERR_REFUSED;
}

enum err practices_all(struct ctx *c, struct practice_list *ret)
{
    struct practice_rows_list rows;
    enum err err = practice_rows(c->db, &rows);
    if (err) return err;
    *ret = (struct practice_list){ARENA_ARRAY(c->arena, struct practice, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        const struct practice_rows_row *row = &rows.items[i];
        ret->items[i] = (struct practice){row->practice_id, row->key, row->pcn_id, row->ods_code, row->name};
    }
    return ERR_NONE;
}

enum err practice_by_code(struct ctx *c, struct str ods_code, struct practice *ret)
{
    struct practice_row_row row;
    enum err err = practice_row(c->db, ods_code, &row);
    if (!err) *ret = (struct practice){row.practice_id, row.key, row.pcn_id, row.ods_code, row.name};
    return err;
}

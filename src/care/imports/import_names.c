/* Who and where others are: kept from what the first pass read, and looked up for those that point at them. */
#include "care/imports/import_internal.h"

#include "care/imports/imports.sql.h"

static struct uuid key_or_none(const struct importer *im, struct str key)
{
    return key.n ? import_key(im, key) : (struct uuid){0};
}

enum err apply_actor(struct ctx *c, struct slice *s, const struct fhir_row *row)
{
    const struct fhir_actor *actor = &row->actor;
    const struct str keys[] = {actor->key, actor->alias, actor->identifier};
    struct uuid of = key_or_none(s->importer, actor->of_key), at = key_or_none(s->importer, actor->at_key);
    enum err err = ERR_NONE;
    int64_t changed;
    for (size_t i = 0; !err && i < COUNT_OF(keys) && !s->importer->options->dry_run; i++)
        if (keys[i].n)
            err = import_actor_keep(
                c->db, import_key(s->importer, keys[i]), actor->ods_code, actor->name, of, at, &changed);
    return err;
}

/* Nobody is found by no key. */
static enum err find(struct ctx *c, struct uuid key, struct import_actor_find_row *ret)
{
    *ret = (struct import_actor_find_row){0};
    if (!uuid_is_set(key)) return ERR_NONE;
    enum err err = import_actor_find(c->db, key, ret);
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

/* A role has the name of whose it is, and the code and name of where. */
enum err actor_find(struct ctx *c, const struct importer *im, struct str key, struct actor_known *ret)
{
    struct import_actor_find_row own = {0}, of = {0}, at = {0};
    enum err err = find(c, key_or_none(im, key), &own);
    if (!err && !own.name.n) err = find(c, own.of_key, &of);
    if (!err && uuid_is_set(own.at_key)) err = find(c, own.at_key, &at);
    *ret = (struct actor_known){.name = own.name.n ? own.name : of.name,
        .place = at.name,
        .ods_code = own.ods_code.n ? own.ods_code : at.ods_code};
    return err;
}

static struct str add_name(struct arena *a, struct str all, struct str name, const char *between)
{
    if (!name.n || str_has(all, name)) return all;
    return all.n ? str_printf(a, "%.*s%s%.*s", STR_ARG(all), between, STR_ARG(name)) : name;
}

enum err record_names(struct ctx *c, const struct importer *im, const struct fhir_record *r, struct str *ret)
{
    struct str who = r->who, place = r->place, keys = r->who_keys;
    struct actor_known known = {0};
    enum err err = ERR_NONE;
    for (int i = 0; !err && keys.n && i < FHIR_REFERENCES_MOST; i++) {
        err = actor_find(c, im, str_cut(&keys, ' '), &known);
        who = add_name(c->arena, who, known.name, "; ");
    }
    if (!err && !place.n && r->place_key.n) {
        err = actor_find(c, im, r->place_key, &known);
        place = known.name.n ? known.name : known.place;
    }
    *ret = add_name(c->arena, who, place, ", at ");
    return err;
}

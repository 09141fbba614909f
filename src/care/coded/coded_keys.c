#include "care/coded/coded_keys.h"

#include "care/coded/coded.h"
#include "care/coded/coded.sql.h"

static void take_room(struct coded_keys *keys, size_t room)
{
    keys->slots = ARENA_ARRAY(keys->arena, struct coded_key, room);
    memset(keys->slots, 0, room * sizeof *keys->slots);
    keys->room = room;
    keys->n = 0;
}

void coded_keys_init(struct coded_keys *keys, struct arena *a, size_t most)
{
    size_t room = 1024;
    while (room < 2 * most) room *= 2;
    *keys = (struct coded_keys){.arena = a, .most = most};
    take_room(keys, room);
}

void coded_keys_clear(struct coded_keys *keys)
{
    memset(keys->slots, 0, keys->room * sizeof *keys->slots);
    keys->n = 0;
    keys->any_written = true;
}

bool coded_keys_are_many(const struct coded_keys *keys)
{
    return keys->n >= keys->most;
}

/* The keys are hashes already. */
static int64_t hash_of(struct uuid key)
{
    int64_t hash;
    memcpy(&hash, key.bytes, sizeof hash);
    return hash;
}

static void put(struct coded_keys *keys, struct coded_key key)
{
    size_t at = (size_t)key.hash & (keys->room - 1);
    for (; keys->slots[at].person; at = (at + 1) & (keys->room - 1))
        if (keys->slots[at].hash == key.hash && keys->slots[at].person == key.person) return;
    keys->slots[at] = key;
    keys->n++;
}

/* A dry run can't write them, however many there are. */
static void grow(struct coded_keys *keys)
{
    const struct coded_keys old = *keys;
    take_room(keys, 2 * old.room);
    for (size_t i = 0; i < old.room; i++)
        if (old.slots[i].person) put(keys, old.slots[i]);
}

void coded_keys_add(struct coded_keys *keys, struct uuid source_key, struct person_id person)
{
    if (keys->n >= keys->room / 4 * 3) grow(keys);
    put(keys, (struct coded_key){hash_of(source_key), person.v});
}

/* ---- the tables ---- */

enum err coded_keys_begin(struct ctx *c, struct coded_keys *keys)
{
    struct coded_source_upto_get_row row = {0};
    enum err err = coded_source_upto_get(c->db, &row);
    if (err && err != ERR_NOT_FOUND) return err;
    keys->upto = row.coded_id;
    keys->any_written = !err;
    return ERR_NONE;
}

enum err coded_keys_read(struct ctx *c, struct coded_keys *keys, bool *ret_more)
{
    struct coded_after_list rows;
    enum err err = coded_after(c->db, keys->upto, CODED_KEYS_READ, &rows);
    if (err) return err;
    for (size_t i = 0; i < rows.n; i++) {
        coded_keys_add(keys, rows.items[i].source_key, rows.items[i].person_id);
        keys->upto = rows.items[i].coded_id;
    }
    *ret_more = rows.n == CODED_KEYS_READ;
    return ERR_NONE;
}

enum err coded_keys_caught_up(struct ctx *c, struct coded_keys *keys)
{
    struct coded_highest_row row;
    enum err err = coded_highest(c->db, &row);
    if (err == ERR_NOT_FOUND) return ERR_NONE;
    if (!err) keys->upto = row.coded_id;
    return err;
}

static int by_hash(const void *a, const void *b)
{
    const struct coded_key *x = a, *y = b;
    if (x->hash != y->hash) return (x->hash > y->hash) - (x->hash < y->hash);
    return (x->person > y->person) - (x->person < y->person);
}

struct coded_key *coded_keys_sorted(const struct coded_keys *keys, struct arena *a)
{
    struct coded_key *sorted = ARENA_ARRAY(a, struct coded_key, keys->n + 1);
    size_t n = 0;
    for (size_t i = 0; i < keys->room; i++)
        if (keys->slots[i].person) sorted[n++] = keys->slots[i];
    MUST(n == keys->n);
    qsort(sorted, n, sizeof *sorted, by_hash);
    return sorted;
}

enum err coded_keys_write(struct ctx *c, const struct coded_key *items, size_t n)
{
    enum err err = ERR_NONE;
    int64_t changed;
    for (size_t i = 0; !err && i < n; i++)
        err = coded_source_add(c->db, items[i].hash, (struct person_id){items[i].person}, &changed);
    return err;
}

enum err coded_keys_written(struct ctx *c, int64_t upto)
{
    int64_t changed;
    return coded_source_upto_set(c->db, upto, &changed);
}

/* ---- asking ---- */

enum err coded_keys_ask(
    struct ctx *c, const struct coded_keys *keys, struct uuid source_key, struct coded_owners *ret)
{
    struct coded_source_people_list rows = {0};
    struct coded_owners owners = {0};
    int64_t hash = hash_of(source_key);
    enum err err = keys->any_written ? coded_source_people(c->db, hash, &rows) : ERR_NONE;
    if (err) return err;
    size_t here = 0, first = (size_t)hash & (keys->room - 1), at;
    for (at = first; keys->slots[at].person; at = (at + 1) & (keys->room - 1))
        here += keys->slots[at].hash == hash;
    *ret = owners;
    if (!(here + rows.n)) return ERR_NONE;
    owners.items = ARENA_ARRAY(c->arena, struct person_id, here + rows.n);
    for (at = first; keys->slots[at].person; at = (at + 1) & (keys->room - 1))
        if (keys->slots[at].hash == hash) owners.items[owners.n++] = (struct person_id){keys->slots[at].person};
    for (size_t i = 0; i < rows.n; i++) owners.items[owners.n++] = rows.items[i].person_id;
    *ret = owners;
    return ERR_NONE;
}

/* ---- two records of one person, joined or parted ---- */

enum err coded_rows_follow(struct ctx *c, struct person_id from, struct person_id to, int64_t merge)
{
    struct coded_keys_of_merge_list keys;
    int64_t changed;
    enum err err = coded_keys_of_merge(c->db, from, merge, &keys);
    if (!err) err = coded_record_follow(c->db, from, to, merge, &changed);
    for (size_t i = 0; !err && i < keys.n; i++)
        err = coded_source_follow(c->db, hash_of(keys.items[i].source_key), from, to, &changed);
    return err;
}

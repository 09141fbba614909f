#include "care/coded/coded_store.h"

#include "care/coded/coded.sql.h"
#include "platform/crypto.h"

enum { CONCEPT_SLOTS = 1 << 16 }; /* half of them used: then codes are looked up in the table, which is slower */

void coded_concepts_init(struct coded_concepts *cache, struct arena *a)
{
    *cache = (struct coded_concepts){
        .slots = ARENA_ARRAY(a, struct coded_concept_slot, CONCEPT_SLOTS), .room = CONCEPT_SLOTS};
}

void coded_concepts_begin(struct coded_concepts *cache)
{
    cache->n_news = 0;
}

static struct coded_concept_slot *slot_of(const struct coded_concepts *cache, const uint64_t hash[2])
{
    size_t at = (size_t)hash[0] & (cache->room - 1);
    while (cache->slots[at].concept_id && memcmp(cache->slots[at].hash, hash, sizeof cache->slots[at].hash) != 0)
        at = (at + 1) & (cache->room - 1);
    return &cache->slots[at];
}

void coded_concepts_keep(struct coded_concepts *cache)
{
    for (size_t i = 0; i < cache->n_news && cache->n < cache->room / 2; i++) {
        struct coded_concept_slot *slot = slot_of(cache, cache->news[i].hash);
        if (!slot->concept_id) cache->n++;
        *slot = cache->news[i];
    }
    cache->n_news = 0;
}

static void concept_hash(const struct coded *r, uint64_t ret[2])
{
    char lengths[32];
    int n = snprintf(lengths, sizeof lengths, "%zu %zu ", r->system.n, r->code.n);
    static const struct crypto_key key = {{'c', 'o', 'n', 'c', 'e', 'p', 't'}};
    const struct str parts[] = {{lengths, (size_t)n}, r->system, r->code, r->display};
    struct crypto_hash hash = crypto_keyed_hash(&key, parts, COUNT_OF(parts));
    memcpy(ret, hash.bytes, 2 * sizeof *ret);
}

static int64_t remembered(const struct coded_concepts *cache, const uint64_t hash[2])
{
    for (size_t i = 0; i < cache->n_news; i++)
        if (memcmp(cache->news[i].hash, hash, sizeof cache->news[i].hash) == 0) return cache->news[i].concept_id;
    return slot_of(cache, hash)->concept_id;
}

static enum err concept_of(struct ctx *c, struct coded_concepts *cache, const struct coded *r, int64_t *ret)
{
    uint64_t hash[2];
    concept_hash(r, hash);
    int64_t known = remembered(cache, hash);
    if (known) {
        *ret = known;
        return ERR_NONE;
    }
    struct coded_concept_find_row row;
    enum err err = coded_concept_find(c->db, r->system, r->code, r->display, &row);
    if (err == ERR_NOT_FOUND) err = coded_concept_insert(c->db, r->system, r->code, r->display, &row.concept_id);
    if (err) return err;
    if (cache->n_news < COUNT_OF(cache->news))
        cache->news[cache->n_news++] = (struct coded_concept_slot){{hash[0], hash[1]}, row.concept_id};
    *ret = row.concept_id;
    return ERR_NONE;
}

static enum err insert(struct ctx *c, const struct coded_new *row, int64_t concept, int64_t *ret_id)
{
    const struct coded *r = &row->record;
    const struct coded_insert_params params = {.person_id = row->person,
        .concept_id = concept,
        .kind = r->kind,
        .status = r->status,
        .precision = r->precision,
        .happened_at = r->happened_at,
        .ended = r->ended,
        .value = r->value,
        .unit = r->unit,
        .note = r->note,
        .who = r->who,
        .reach = r->reach,
        .source_key = row->source_key,
        .content = row->content,
        .import_id = row->import};
    return coded_insert(c->db, &params, ret_id);
}

enum err coded_add_invented(struct ctx *c, struct coded_concepts *concepts, const struct coded_new *row)
{
    int64_t concept, id;
    enum err err = concept_of(c, concepts, &row->record, &concept);
    return err ? err : insert(c, row, concept, &id);
}

/* If this person has such a resource: sets *ret and *ret_id. ERR_NOT_FOUND otherwise. */
static enum err compare_own(struct ctx *c, const struct coded_new *row, enum coded_outcome *ret, int64_t *ret_id)
{
    struct coded_by_source_row before;
    enum err err = coded_by_source(c->db, row->person, row->source_key, &before);
    if (err) return err;
    /* Who it was may have come to be known since. */
    bool same = before.content == row->content && (before.who.n || !row->record.who.n);
    *ret = same ? CODED_AS_BEFORE : CODED_REPLACED;
    *ret_id = before.coded_id;
    return ERR_NONE;
}

static enum err compare_others(
    struct ctx *c, const struct coded_keys *keys, const struct coded_new *row, bool *ret_mine)
{
    struct coded_owners owners;
    bool mine = false;
    enum err err = coded_keys_ask(c, keys, row->source_key, &owners);
    for (size_t i = 0; !err && i < owners.n; i++) {
        struct coded_by_source_row before;
        if (owners.items[i].v == row->person.v) {
            mine = true;
            continue;
        }
        err = coded_by_source(c->db, owners.items[i], row->source_key, &before);
        if (!err) return ERR_CONFLICT;
        if (err == ERR_NOT_FOUND) err = ERR_NONE; /* another resource, with a key that begins the same */
    }
    *ret_mine = mine;
    return err;
}

/* Sets *ret_id to the row that is there now, if there is one. Whom it asks first is a matter of speed alone: the
 * keys where new resources are expected, the person's own records where what came before comes again. */
static enum err compare(struct ctx *c, struct coded_memory *memory, const struct coded_new *row,
    enum coded_outcome *ret, int64_t *ret_id)
{
    bool mine = false;
    enum err err = memory->met_known ? compare_own(c, row, ret, ret_id) : ERR_NOT_FOUND;
    if (err != ERR_NOT_FOUND) return err;
    err = compare_others(c, &memory->keys, row, &mine);
    if (err) return err;
    err = mine && !memory->met_known ? compare_own(c, row, ret, ret_id) : ERR_NOT_FOUND;
    if (err == ERR_NOT_FOUND) {
        *ret = CODED_ADDED;
        err = ERR_NONE;
    }
    if (!err) memory->met_known = *ret != CODED_ADDED;
    return err;
}

enum err coded_would(
    struct ctx *c, struct coded_memory *memory, const struct coded_new *row, enum coded_outcome *ret)
{
    int64_t id;
    return compare(c, memory, row, ret, &id);
}

enum err coded_add(
    struct ctx *c, struct coded_memory *memory, const struct coded_new *row, enum coded_outcome *ret)
{
    enum coded_outcome outcome;
    int64_t before, concept = 0, id = 0;
    enum err err = compare(c, memory, row, &outcome, &before);
    if (!err && outcome == CODED_REPLACED) err = coded_replaced(c->db, before, row->import);
    if (!err && outcome != CODED_AS_BEFORE) err = concept_of(c, &memory->concepts, &row->record, &concept);
    if (!err && outcome != CODED_AS_BEFORE) err = insert(c, row, concept, &id);
    if (!err && outcome != CODED_AS_BEFORE) err = coded_original_insert(c->db, id, row->original, &id);
    if (!err && outcome == CODED_ADDED) coded_keys_add(&memory->keys, row->source_key, row->person);
    if (!err) *ret = outcome;
    return err;
}

enum err coded_withdraw(struct ctx *c, struct person_id person, struct uuid source_key, struct import_id import)
{
    struct coded_by_source_row before;
    enum err err = coded_by_source(c->db, person, source_key, &before);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    return coded_replaced(c->db, before.coded_id, import);
}

enum err coded_take_back(struct ctx *c, struct person_id person, struct import_id import)
{
    int64_t changed;
    enum err err = coded_replaced_later(c->db, person, import, &changed);
    if (!err) err = coded_take_back_new(c->db, person, import, &changed);
    return err ? err : coded_put_back_old(c->db, person, import, &changed);
}

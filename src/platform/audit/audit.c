#include "platform/audit/audit.h"

#include "base/limits.h"
#include "platform/audit/audit.sql.h"
#include "platform/audit/audit_internal.h"

struct str audit_outcome_text(enum audit_outcome outcome)
{
    static const struct str texts[] = {STR_INIT("not set"),
#define AUDIT_TEXT(name, text) STR_INIT(text),
        AUDIT_OUTCOME_LIST(AUDIT_TEXT)
#undef AUDIT_TEXT
    };
    MUST((size_t)outcome < COUNT_OF(texts));
    return texts[outcome];
}

struct audit_entry audit_entry_by(const struct actor *actor, struct str action, struct str route)
{
    return (struct audit_entry){.account = actor->account,
        .session = actor->session,
        .role = actor->role,
        .pcn = actor->pcn,
        .practice = actor->practice,
        .action = action,
        .route = route};
}

enum err audit_places(struct db *db, struct audit_placed_row *ret)
{
    struct audit_has_seals_row seals;
    *ret = (struct audit_placed_row){0};
    enum err err = audit_has_seals(db, &seals);
    return err || !seals.there ? err : audit_placed(db, ret);
}

enum err audit_head_load(struct db *db, struct audit_head *ret)
{
    struct audit_last_row last;
    struct audit_placed_row placed;
    *ret = (struct audit_head){0};
    enum err err = audit_places(db, &placed);
    if (!err) err = audit_last(db, &last);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    if (placed.places && last.seq <= placed.last) err = audit_seal_head_load(db, ret);
    ret->ahead = placed.last - placed.places;
    if (err || ret->seq) return err;
    if (last.mac.n != sizeof ret->mac.bytes) return ERR_DAMAGED;
    ret->seq = last.seq - ret->ahead;
    memcpy(ret->mac.bytes, last.mac.p, sizeof ret->mac.bytes);
    return ERR_NONE;
}

/* Whoever has the key can ask whether a row came from a given address; nobody can read it from the row. */
static struct str address_hash(struct arena *a, const struct crypto_key *key, struct str address)
{
    if (!address.n) return STR_NONE;
    struct crypto_hash hash = crypto_keyed_hash(key, (struct str[]){STR("cairn address\n"), address}, 2);
    return str_dup(a, (struct str){(const char *)hash.bytes, AUDIT_ADDRESS_BYTES});
}

static struct str word(struct str s)
{
    MUST(s.n <= LIMIT_LINE);
    return s.p ? s : STR("");
}

struct audit_row audit_row_of(struct arena *a, const struct crypto_key *key, struct instant at,
    const struct audit_entry *e, const struct trace *trace, int64_t seq)
{
    MUST(e->action.n && e->outcome != AUDIT_NOT_SET);
    return (struct audit_row){.seq = seq,
        .at = at.v,
        .account = e->account.v,
        .session = e->session.v,
        .role = e->role,
        .pcn = e->pcn.v,
        .practice = e->practice.v,
        .outcome = e->outcome,
        .object_id = e->object_id,
        .object_version = e->object_version,
        .action = word(e->action),
        .route = word(e->route),
        .address = address_hash(a, key, e->address),
        .object_kind = word(e->object_kind),
        .reason = word(e->reason),
        .people = trace ? audit_people_pack(a, trace->people, trace->n) : STR_NONE};
}

/* One row of audit_person for each person whom the row shows. */
static enum err people_insert(struct db *db, const struct audit_row *row)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < audit_people_count(row->people); i++) {
        int64_t id;
        err = audit_person_insert(db, (struct person_id){audit_people_at(row->people, i)}, row->seq, &id);
    }
    return err;
}

enum err audit_row_insert(struct db *db, const struct audit_row *row, const struct crypto_hash *mac)
{
    int64_t id;
    return audit_insert(db,
        &(struct audit_insert_params){.seq = row->seq,
            .at = {row->at},
            .account = {row->account},
            .session = {row->session},
            .role = row->role,
            .pcn = {row->pcn},
            .practice = {row->practice},
            .action = row->action,
            .route = row->route,
            .address = row->address,
            .outcome = row->outcome,
            .object_kind = row->object_kind,
            .object_id = row->object_id,
            .object_version = row->object_version,
            .reason = row->reason,
            .people = row->people,
            .mac = {(const char *)mac->bytes, sizeof mac->bytes}},
        &id);
}

enum err audit_append(struct db *db, const struct crypto_key *key, struct instant at,
    const struct audit_entry *entry, const struct trace *trace, struct audit_head *head)
{
    struct audit_head next = {.seq = head->seq + 1, .ahead = head->ahead};
    struct audit_row row = audit_row_of(db_arena(db), key, at, entry, trace, next.seq + next.ahead);
    next.mac = audit_seal(db_arena(db), key, &head->mac, &row);
    enum err err = audit_row_insert(db, &row, &next.mac);
    if (!err) err = people_insert(db, &row);
    if (!err) *head = next;
    return err;
}

enum err audit_has_head(struct db *db, const struct audit_head *head, bool *ret_has)
{
    struct audit_mac_row row;
    struct audit_placed_row placed;
    enum err err = audit_places(db, &placed);
    if (!err && head->seq <= placed.places) return audit_seal_has_head(db, head, ret_has);
    if (!err) err = head->seq ? audit_mac(db, head->seq + placed.last - placed.places, &row) : ERR_NONE;
    if (err && err != ERR_NOT_FOUND) return err;
    bool there = !err && head->seq;
    bool same = there && row.mac.n == sizeof head->mac && crypto_same(row.mac.p, &head->mac, sizeof head->mac);
    *ret_has = same || !head->seq;
    return ERR_NONE;
}

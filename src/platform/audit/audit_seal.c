/* The audit on PostgreSQL: rows with a mac of their own, and the chain that the sealer makes of them. */
#include "platform/audit/audit.sql.h"
#include "platform/audit/audit_internal.h"

enum { SEALED_AT_ONCE = 500 };

enum err audit_append_alone(struct db *db, const struct crypto_key *key, struct instant at,
    const struct audit_entry *entry, const struct trace *trace)
{
    static const struct crypto_hash none = {{0}};
    struct audit_number_row number;
    int64_t changed;
    enum err err = audit_number(db, &number);
    if (err) return err;
    struct audit_row row = audit_row_of(db_arena(db), key, at, entry, trace, number.seq);
    struct crypto_hash mac = audit_seal(db_arena(db), key, &none, &row);
    err = audit_row_insert(db, &row, &mac);
    return err ? err : audit_wait_for_seal(db, number.seq, &changed);
}

struct crypto_hash audit_chain(
    const struct crypto_key *key, const struct crypto_hash *before, int64_t place, int64_t seq, struct str mac)
{
    uint8_t numbers[16];
    for (size_t i = 0; i < 8; i++) {
        numbers[i] = (uint8_t)((uint64_t)place >> (8 * i));
        numbers[8 + i] = (uint8_t)((uint64_t)seq >> (8 * i));
    }
    struct str parts[] = {STR("cairn seal\n"), {(const char *)before->bytes, sizeof before->bytes},
        {(const char *)numbers, sizeof numbers}, mac};
    return crypto_keyed_hash(key, parts, COUNT_OF(parts));
}

enum err audit_seal_head_load(struct db *db, struct audit_head *ret)
{
    struct audit_seal_last_row last;
    enum err err = audit_seal_last(db, &last);
    *ret = (struct audit_head){0};
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    if (last.mac.n != sizeof ret->mac.bytes) return ERR_DAMAGED;
    ret->seq = last.place;
    memcpy(ret->mac.bytes, last.mac.p, sizeof ret->mac.bytes);
    return ERR_NONE;
}

enum err audit_seal_has_head(struct db *db, const struct audit_head *head, bool *ret_has)
{
    struct audit_seal_mac_row row;
    enum err err = head->seq ? audit_seal_mac(db, head->seq, &row) : ERR_NONE;
    if (err && err != ERR_NOT_FOUND) return err;
    bool there = !err && head->seq;
    bool same = there && row.mac.n == sizeof head->mac && crypto_same(row.mac.p, &head->mac, sizeof head->mac);
    *ret_has = same || !head->seq;
    return ERR_NONE;
}

enum err audit_seal_some(
    struct db *db, const struct crypto_key *key, struct audit_head *head, size_t *ret_sealed, bool *ret_more)
{
    struct audit_waiting_list list;
    struct audit_head next = *head;
    int64_t id, done;
    enum err err = audit_waiting(db, SEALED_AT_ONCE, &list);
    for (size_t i = 0; !err && i < list.n; i++) {
        next.seq++;
        next.mac = audit_chain(key, &next.mac, next.seq, list.items[i].seq, list.items[i].mac);
        struct str mac = {(const char *)next.mac.bytes, sizeof next.mac.bytes};
        err = audit_seal_insert(db, next.seq, list.items[i].seq, mac, &id);
    }
    /* In the snapshot that the list came from: a row that came since with a lower number isn't touched. */
    if (!err && list.n) err = audit_waiting_done(db, list.items[list.n - 1].seq, &done);
    if (err) return err;
    *head = next;
    *ret_sealed = list.n;
    *ret_more = list.n == SEALED_AT_ONCE;
    return ERR_NONE;
}

enum err audit_moved_to_postgres(
    struct db *db, const struct crypto_key *key, struct instant at, const struct audit_entry *entry)
{
    struct audit_placed_row placed;
    struct audit_head head;
    int64_t changed;
    size_t sealed;
    bool more;
    enum err err = audit_placed(db, &placed);
    if (!err) err = audit_place_chained(db, placed.last, placed.last - placed.places, &changed);
    if (!err) err = audit_seal_head_load(db, &head);
    if (!err) err = audit_append_alone(db, key, at, entry, NULL);
    return err ? err : audit_seal_some(db, key, &head, &sealed, &more);
}

/* The audit on PostgreSQL: rows with a mac of their own, and the chain that the sealer makes of them. */
#include "platform/audit/audit.sql.h"
#include "platform/audit/audit_internal.h"
#include "platform/db/connection.h"

enum { SEALED_AT_ONCE = 500 };

/* A list of numbers as a statement takes it. */
struct numbers {
    struct buf text;
    size_t n;
};

static struct numbers numbers_new(struct arena *a)
{
    enum { CEILING = 8 * 1024 * 1024 };
    return (struct numbers){.text = buf_new(a, 256, CEILING)};
}

static void numbers_add(struct numbers *list, int64_t number)
{
    buf_printf(&list->text, list->n++ ? ",%lld" : "%lld", (long long)number);
}

static struct str numbers_end(struct numbers *list)
{
    MUST(!list->text.overflow);
    return buf_str(&list->text);
}

/* What is written once for all rows: their numbers, whom they show and in which of them. */
struct together {
    struct numbers seqs, people, shown_by;
};

static enum err append(
    struct db *db, const struct crypto_key *key, const struct audit_due *due, int64_t seq, struct together *t)
{
    static const struct crypto_hash none = {{0}};
    struct audit_row row = audit_row_of(db_arena(db), key, due->at, due->entry, due->trace, seq);
    struct crypto_hash mac = audit_seal(db_arena(db), key, &none, &row);
    for (size_t i = 0; i < audit_people_count(row.people); i++) {
        numbers_add(&t->people, audit_people_at(row.people, i));
        numbers_add(&t->shown_by, seq);
    }
    numbers_add(&t->seqs, seq);
    return audit_row_insert(db, &row, &mac);
}

static enum err append_all(struct db *db, const struct crypto_key *key, const struct audit_due *due,
    const struct audit_numbers_list *seqs)
{
    struct arena *a = db_arena(db);
    struct together t = {numbers_new(a), numbers_new(a), numbers_new(a)};
    int64_t changed;
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < seqs->n; i++) err = append(db, key, due + i, seqs->items[i].seq, &t);
    if (!err && t.people.n)
        err = audit_people_insert(db, numbers_end(&t.people), numbers_end(&t.shown_by), &changed);
    return err ? err : audit_wait_for_seal(db, numbers_end(&t.seqs), &changed);
}

enum err audit_append_together(struct db *db, const struct crypto_key *key, const struct audit_due *due, size_t n)
{
    struct audit_numbers_list seqs;
    if (!n) return ERR_NONE;
    enum err err = audit_numbers(db, (int64_t)n, &seqs);
    if (!err && seqs.n != n) err = ERR_DAMAGED;
    if (err) return err;
    db_write_behind(db, true);
    err = append_all(db, key, due, &seqs);
    db_write_behind(db, false);
    return err;
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

/* The places of the rows that wait, in their order. */
static enum err seal(
    struct db *db, const struct crypto_key *key, const struct audit_waiting_list *list, struct audit_head *head)
{
    struct numbers seqs = numbers_new(db_arena(db));
    struct crypto_hash *macs = ARENA_ARRAY(db_arena(db), struct crypto_hash, list->n);
    int64_t first = head->seq + 1, changed;
    for (size_t i = 0; i < list->n; i++) {
        const struct audit_waiting_row *row = &list->items[i];
        head->seq++;
        head->mac = audit_chain(key, &head->mac, head->seq, row->seq, row->mac);
        macs[i] = head->mac;
        numbers_add(&seqs, row->seq);
    }
    struct str bytes = {(const char *)macs, list->n * sizeof *macs};
    return audit_seals_insert(db, first, numbers_end(&seqs), bytes, &changed);
}

enum err audit_seal_some(
    struct db *db, const struct crypto_key *key, struct audit_head *head, size_t *ret_sealed, bool *ret_more)
{
    struct audit_waiting_list list;
    struct audit_head next = *head;
    int64_t done;
    enum err err = audit_waiting(db, SEALED_AT_ONCE, &list);
    if (!err && list.n) err = seal(db, key, &list, &next);
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
    struct audit_head head = {0};
    int64_t changed;
    size_t sealed;
    bool more;
    enum err err = audit_placed(db, &placed);
    if (!err) err = audit_place_chained(db, placed.last, placed.last - placed.places, &changed);
    if (!err) err = audit_seal_head_load(db, &head);
    if (!err) err = audit_append_together(db, key, &(struct audit_due){at, entry, NULL}, 1);
    return err ? err : audit_seal_some(db, key, &head, &sealed, &more);
}

#include "platform/audit/audit_internal.h"

enum { CANONICAL_VERSION = 1, NUMBER_BYTES = 8 };

static void add_number(struct buf *b, int64_t number)
{
    for (int shift = 0; shift < 64; shift += 8) buf_byte(b, (char)(uint8_t)((uint64_t)number >> shift));
}

static void add_text(struct buf *b, struct str s)
{
    add_number(b, (int64_t)s.n);
    buf_add(b, s);
}

struct str audit_canonical(struct arena *a, const struct audit_row *row)
{
    const int64_t numbers[] = {row->seq, row->at, row->account, row->session, row->role, row->pcn, row->practice,
        row->outcome, row->object_id, row->object_version};
    const struct str texts[] = {row->action, row->route, row->address, row->object_kind, row->reason, row->people};
    size_t size = 1 + (COUNT_OF(numbers) + COUNT_OF(texts)) * NUMBER_BYTES;
    for (size_t i = 0; i < COUNT_OF(texts); i++) size += texts[i].n;
    struct buf b = buf_new(a, size, size);
    buf_byte(&b, CANONICAL_VERSION);
    for (size_t i = 0; i < COUNT_OF(numbers); i++) add_number(&b, numbers[i]);
    for (size_t i = 0; i < COUNT_OF(texts); i++) add_text(&b, texts[i]);
    MUST(!b.overflow);
    return buf_str(&b);
}

struct crypto_hash audit_seal(
    struct arena *a, const struct crypto_key *key, const struct crypto_hash *before, const struct audit_row *row)
{
    struct arena_mark mark = arena_mark(a);
    struct str parts[] = {{(const char *)before->bytes, sizeof before->bytes}, audit_canonical(a, row)};
    struct crypto_hash seal = crypto_keyed_hash(key, parts, COUNT_OF(parts));
    arena_rewind(a, mark);
    return seal;
}

static int by_number(const void *a, const void *b)
{
    const int64_t *x = a, *y = b;
    return (*x > *y) - (*x < *y);
}

struct str audit_people_pack(struct arena *a, const struct person_id *people, size_t n)
{
    if (!n) return STR_NONE;
    int64_t *ids = ARENA_ARRAY(a, int64_t, n);
    char *packed = ARENA_ARRAY(a, char, n *AUDIT_PERSON_BYTES);
    size_t used = 0;
    for (size_t i = 0; i < n; i++) ids[i] = people[i].v;
    qsort(ids, n, sizeof *ids, by_number);
    for (size_t i = 0; i < n; i++) {
        if (i && ids[i] == ids[i - 1]) continue;
        for (int shift = 56; shift >= 0; shift -= 8) packed[used++] = (char)(uint8_t)((uint64_t)ids[i] >> shift);
    }
    return (struct str){packed, used};
}

int64_t audit_people_at(struct str packed, size_t i)
{
    uint64_t id = 0;
    for (size_t k = 0; k < AUDIT_PERSON_BYTES; k++) id = id << 8 | (uint8_t)packed.p[i * AUDIT_PERSON_BYTES + k];
    return (int64_t)id;
}

bool audit_people_has(struct str packed, int64_t person)
{
    for (size_t i = 0; i < audit_people_count(packed); i++)
        if (audit_people_at(packed, i) == person) return true;
    return false;
}

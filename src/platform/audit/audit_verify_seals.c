/* Verifying the audit on PostgreSQL: each row's own mac, the chain of seals over them, and what waits for its
 * seal. */
#include "platform/audit/audit.sql.h"
#include "platform/audit/audit_internal.h"
#include "platform/db/connection.h"

/* The columns of both statements have the same names. */
#define ROW_OF(r) \
    ((struct audit_row){.seq = (r)->seq, \
        .at = (r)->at.v, \
        .account = (r)->account.v, \
        .session = (r)->session.v, \
        .role = (r)->role, \
        .pcn = (r)->pcn.v, \
        .practice = (r)->practice.v, \
        .outcome = (r)->outcome, \
        .object_id = (r)->object_id, \
        .object_version = (r)->object_version, \
        .action = (r)->action, \
        .route = (r)->route, \
        .address = (r)->address, \
        .object_kind = (r)->object_kind, \
        .reason = (r)->reason, \
        .people = (r)->people})

static bool is_hash(const struct crypto_hash *hash, struct str bytes)
{
    return bytes.n == sizeof hash->bytes && crypto_same(hash->bytes, bytes.p, sizeof hash->bytes);
}

/* The row itself, and its people; what is wrong is found under the row's number. */
static enum err check_row(struct audit_walk *w, const struct audit_row *row, struct str mac)
{
    static const struct crypto_hash none = {{0}};
    struct crypto_hash hash = audit_seal(w->arena, w->key, &none, row);
    if (!is_hash(&hash, mac)) {
        audit_find(w, AUDIT_FAULT_CHANGED, row->seq);
        return ERR_NONE;
    }
    return audit_check_people(w, row);
}

/* Written on SQLite, and moved: its mac covers the one before it, and is its seal. For the first of all that is no
 * proof of its place, since a row by itself is hashed alike: there it is the row with the first number. */
static bool is_chained(const struct audit_walk *w, const struct audit_sealed_page_row *r)
{
    struct audit_row row = ROW_OF(r);
    struct crypto_hash hash = audit_seal(w->arena, w->key, &w->found->head.mac, &row);
    return is_hash(&hash, r->mac) && is_hash(&hash, r->seal) && (w->found->head.seq || r->seq == 1);
}

static enum err check_link(struct audit_walk *w, const struct audit_sealed_page_row *r, struct crypto_hash *ret)
{
    struct audit_row row = ROW_OF(r);
    if (is_chained(w, r)) {
        memcpy(ret->bytes, r->mac.p, sizeof ret->bytes);
        w->found->chained++;
        return audit_check_people(w, &row);
    }
    enum err err = check_row(w, &row, r->mac);
    if (err || w->found->fault) return err;
    *ret = audit_chain(w->key, &w->found->head.mac, r->place, r->seq, r->mac);
    if (!is_hash(ret, r->seal)) audit_find(w, AUDIT_FAULT_MOVED, r->seq);
    return ERR_NONE;
}

static enum err check_seal(struct audit_walk *w, const struct audit_sealed_page_row *r)
{
    struct audit_finding *found = w->found;
    struct crypto_hash hash;
    int64_t expected = found->head.seq + 1;
    if (r->place != expected) {
        bool stray = r->place < expected;
        audit_find(w, stray ? AUDIT_FAULT_INSERTED : AUDIT_FAULT_MISSING, stray ? r->place : expected);
        return ERR_NONE;
    }
    enum err err = check_link(w, r, &hash);
    if (err || found->fault) return err;
    found->head = (struct audit_head){.seq = expected, .mac = hash};
    found->rows++;
    if (expected == w->signed_head.seq && !crypto_same(&hash, &w->signed_head.mac, sizeof hash))
        audit_find(w, AUDIT_FAULT_REWRITTEN, expected);
    return ERR_NONE;
}

enum err audit_check_seals(struct audit_walk *w)
{
    for (bool more = true; more && !w->found->fault;) {
        struct arena_mark mark = arena_mark(w->arena);
        struct audit_sealed_page_list page;
        int64_t after = w->found->head.seq;
        enum err err = audit_sealed_page(w->db, after ? after : INT64_MIN, AUDIT_PAGE, &page);
        for (size_t i = 0; !err && i < page.n && !w->found->fault; i++) err = check_seal(w, page.items + i);
        if (err) return err;
        more = page.n == AUDIT_PAGE;
        arena_rewind(w->arena, mark);
    }
    return ERR_NONE;
}

static enum err check_unsealed(struct audit_walk *w)
{
    int64_t after = INT64_MIN;
    for (bool more = true; more && !w->found->fault;) {
        struct arena_mark mark = arena_mark(w->arena);
        struct audit_unsealed_page_list page;
        enum err err = audit_unsealed_page(w->db, after, AUDIT_PAGE, &page);
        for (size_t i = 0; !err && i < page.n && !w->found->fault; i++) {
            const struct audit_unsealed_page_row *r = page.items + i;
            struct audit_row row = ROW_OF(r);
            err = check_row(w, &row, r->mac);
            if (!w->found->unsealed++ || r->at.v < w->found->oldest_unsealed.v) w->found->oldest_unsealed = r->at;
            after = r->seq;
        }
        if (err) return err;
        more = page.n == AUDIT_PAGE;
        arena_rewind(w->arena, mark);
    }
    return ERR_NONE;
}

static enum err check_ends(struct audit_walk *w)
{
    struct audit_person_count_row count;
    if (w->found->head.seq < w->signed_head.seq) {
        audit_find(w, AUDIT_FAULT_SHORTENED, w->signed_head.seq);
        return ERR_NONE;
    }
    enum err err = audit_person_count(w->db, INT64_MAX, &count);
    return err || count.total == w->people ? err : audit_find_stray_person(w);
}

enum err audit_verify_seals(
    struct db *db, const struct crypto_keys *keys, struct str head_line, struct audit_finding *ret)
{
    struct audit_finding found;
    struct audit_walk w;
    bool good = audit_walk_begin(&w, db, keys, head_line, &found);
    enum err err = db_run_command(db, DB_BEGIN);
    if (err) return err;
    if (good) err = audit_check_seals(&w);
    if (!err && !found.fault) err = check_unsealed(&w);
    if (!err && !found.fault) err = check_ends(&w);
    enum err ended = db_run_command(db, DB_COMMIT);
    if (!err && !ended) *ret = found;
    return err ? err : ended;
}

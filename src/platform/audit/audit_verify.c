#include "platform/audit/audit.h"

#include "platform/audit/audit.sql.h"
#include "platform/audit/audit_internal.h"
#include "platform/db/connection.h"

enum { PAGE = AUDIT_PAGE, NEIGHBOURS = 8 };

struct str audit_fault_text(enum audit_fault fault)
{
    static const struct str texts[] = {
#define FAULT_TEXT(name, text) STR_INIT(text),
        AUDIT_FAULT_LIST(FAULT_TEXT)
#undef FAULT_TEXT
    };
    MUST((size_t)fault < COUNT_OF(texts));
    return texts[fault];
}

static struct audit_row row_of(const struct audit_page_row *r)
{
    return (struct audit_row){.seq = r->seq,
        .at = r->at.v,
        .account = r->account.v,
        .session = r->session.v,
        .role = r->role,
        .pcn = r->pcn.v,
        .practice = r->practice.v,
        .outcome = r->outcome,
        .object_id = r->object_id,
        .object_version = r->object_version,
        .action = r->action,
        .route = r->route,
        .address = r->address,
        .object_kind = r->object_kind,
        .reason = r->reason,
        .people = r->people};
}

/* Would this row's mac be right if the row stood at `seq`, after a row with the mac `before`? */
static bool fits(const struct audit_walk *w, const struct audit_page_row *r, int64_t seq, const void *before)
{
    struct crypto_hash hash;
    struct audit_row row = row_of(r);
    if (r->mac.n != sizeof hash.bytes) return false;
    row.seq = seq;
    memcpy(hash.bytes, before, sizeof hash.bytes);
    hash = audit_seal(w->arena, w->key, &hash, &row);
    return crypto_same(hash.bytes, r->mac.p, sizeof hash.bytes);
}

static bool has_mac(const struct audit_page_row *r)
{
    return r->mac.n == sizeof(struct crypto_hash);
}

/* The first row doesn't fit where it stands. What was done shows in where it, or the next, would fit. */
static enum audit_fault explain(const struct audit_walk *w, const struct audit_page_row *rows, size_t n)
{
    const void *before = w->found->head.mac.bytes;
    int64_t here = rows[0].seq;
    for (size_t i = 1; i < n && i <= NEIGHBOURS; i++) /* behind one or more strange rows stands the one for here */
        if (fits(w, &rows[i], here, before)) {
            for (size_t k = 0; k < n && k <= NEIGHBOURS; k++)
                for (int64_t seq = here; seq <= here + NEIGHBOURS; seq++)
                    if (has_mac(&rows[k]) && fits(w, &rows[0], seq, rows[k].mac.p)) return AUDIT_FAULT_MOVED;
            return AUDIT_FAULT_INSERTED;
        }
    if (n > 1 && has_mac(&rows[0]))
        for (int64_t gone = 1; gone <= NEIGHBOURS; gone++)
            if (fits(w, &rows[1], rows[1].seq + gone, rows[0].mac.p)) return AUDIT_FAULT_REMOVED;
    return AUDIT_FAULT_CHANGED;
}

void audit_find(struct audit_walk *w, enum audit_fault fault, int64_t seq)
{
    w->found->fault = fault;
    w->found->seq = seq;
}

enum err audit_check_people(struct audit_walk *w, const struct audit_row *row)
{
    for (size_t i = 0; i < audit_people_count(row->people); i++) {
        struct audit_person_has_row has;
        struct person_id person = {audit_people_at(row->people, i)};
        enum err err = audit_person_has(w->db, person, row->seq, &has);
        if (err) return err;
        if (!has.there) audit_find(w, AUDIT_FAULT_PEOPLE, row->seq);
    }
    w->people += (int64_t)audit_people_count(row->people);
    return ERR_NONE;
}

static enum err check_row(struct audit_walk *w, const struct audit_page_row *rows, size_t n)
{
    struct audit_finding *found = w->found;
    int64_t place = found->head.seq + 1, expected = place + w->ahead;
    if (rows->seq != expected) { /* rows come in order: one before the first place was put there */
        bool stray = rows->seq < expected;
        audit_find(w, stray ? AUDIT_FAULT_INSERTED : AUDIT_FAULT_MISSING, stray ? rows->seq : expected);
        return ERR_NONE;
    }
    if (!fits(w, rows, expected, found->head.mac.bytes)) {
        audit_find(w, explain(w, rows, n), expected);
        return ERR_NONE;
    }
    memcpy(found->head.mac.bytes, rows->mac.p, sizeof found->head.mac.bytes);
    found->head.seq = place;
    bool is_signed = place == w->signed_head.seq;
    if (is_signed && !crypto_same(&found->head.mac, &w->signed_head.mac, sizeof found->head.mac))
        audit_find(w, AUDIT_FAULT_REWRITTEN, expected);
    struct audit_row row = row_of(rows);
    enum err err = audit_check_people(w, &row);
    if (!err && !found->fault) found->rows++, found->chained++;
    return err;
}

/* The last few rows of a full page are looked at again with the next, so that explain() sees neighbours. */
static enum err check_page(struct audit_walk *w, bool *ret_more)
{
    struct audit_page_list page = {0};
    int64_t after = w->found->head.seq;
    enum err err = audit_page(w->db, after ? after + w->ahead : INT64_MIN, PAGE, &page);
    size_t n = page.n == PAGE ? page.n - NEIGHBOURS : page.n;
    for (size_t i = 0; !err && i < n && !w->found->fault; i++) err = check_row(w, page.items + i, page.n - i);
    *ret_more = page.n == PAGE;
    return err;
}

/* One snapshot for each page: statements that each took one of their own would spend most of their time on locks,
 * and one for the whole chain would keep the log from being emptied. */
static enum err check_chain(struct audit_walk *w)
{
    for (bool more = true; more && !w->found->fault;) {
        struct arena_mark mark = arena_mark(w->arena);
        enum err err = db_run_command(w->db, DB_BEGIN);
        if (err) return err;
        err = check_page(w, &more);
        enum err ended = db_run_command(w->db, DB_COMMIT);
        if (err || ended) return err ? err : ended;
        arena_rewind(w->arena, mark);
    }
    return ERR_NONE;
}

/* Only once the counts disagree: which row does audit_person name that doesn't name the person itself? */
enum err audit_find_stray_person(struct audit_walk *w)
{
    struct audit_person_page_row at = {{INT64_MIN}, 0};
    for (bool more = true; more;) {
        struct arena_mark mark = arena_mark(w->arena);
        struct audit_person_page_list page;
        enum err err = audit_person_page(w->db, at.person, at.seq, PAGE, &page);
        for (size_t i = 0; !err && i < page.n; i++) {
            struct audit_people_row row;
            at = page.items[i];
            err = audit_people(w->db, at.seq, &row);
            if (err && err != ERR_NOT_FOUND) break;
            bool named = !err && audit_people_has(row.people, at.person.v);
            if (!named && (!w->found->fault || at.seq < w->found->seq)) audit_find(w, AUDIT_FAULT_PEOPLE, at.seq);
            err = ERR_NONE;
        }
        if (err) return err;
        more = page.n == PAGE;
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
    enum err err = audit_person_count(w->db, w->found->head.seq + w->ahead, &count);
    return err || count.total == w->people ? err : audit_find_stray_person(w);
}

/* What was written on PostgreSQL, if the data was ever there: its seals, and no row among them that has none. */
static enum err check_sealed(struct audit_walk *w)
{
    struct audit_placed_row placed;
    struct audit_unsealed_page_list first;
    enum err err = db_run_command(w->db, DB_BEGIN);
    if (err) return err;
    err = audit_places(w->db, &placed);
    if (!err && placed.places) err = audit_check_seals(w);
    w->ahead = placed.last - placed.places;
    if (!err && placed.places) {
        err = audit_unsealed_page(w->db, INT64_MIN, 1, &first);
        if (!err && first.n && first.items[0].seq <= placed.last)
            audit_find(w, AUDIT_FAULT_INSERTED, first.items[0].seq);
    }
    enum err ended = db_run_command(w->db, DB_COMMIT);
    return err ? err : ended;
}

bool audit_walk_begin(struct audit_walk *w, struct db *db, const struct crypto_keys *keys, struct str head_line,
    struct audit_finding *found)
{
    struct crypto_public_key by = crypto_public(&keys->audit_sign);
    *found = (struct audit_finding){.fault = AUDIT_FAULT_NONE, .against_head = head_line.p != NULL};
    *w = (struct audit_walk){
        .db = db, .arena = db_arena(db), .key = &keys->audit, .signed_head = {.seq = -1}, .found = found};
    if (head_line.p && audit_head_read(head_line, &by, &w->signed_head)) found->fault = AUDIT_FAULT_HEAD;
    return !found->fault;
}

enum err audit_verify(
    struct db *db, const struct crypto_keys *keys, struct str head_line, struct audit_finding *ret)
{
    struct audit_finding found;
    struct audit_walk w;
    enum err err = audit_walk_begin(&w, db, keys, head_line, &found) ? check_sealed(&w) : ERR_NONE;
    if (!err && !found.fault) err = check_chain(&w);
    if (!err && !found.fault) err = check_ends(&w);
    if (!err) *ret = found;
    return err;
}

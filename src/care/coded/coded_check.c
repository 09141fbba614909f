/* Are the originals what they were? Each record keeps a hash of its resource, taken when it was imported. */
#include "care/coded/coded.h"
#include "care/coded/coded.sql.h"
#include "platform/crypto.h"

static bool is_as_it_was(struct arena *a, const struct coded_originals_after_row *row)
{
    struct str json;
    int64_t content;
    if (coded_original_unpack(a, row->body, &json)) return false;
    struct crypto_hash hash = crypto_hash_of(json);
    memcpy(&content, hash.bytes, sizeof content);
    return content == row->content;
}

enum err coded_check(struct ctx *c, int64_t after, int most, int64_t *ids, size_t *n, int64_t *ret_last)
{
    struct coded_originals_after_list rows;
    enum err err = coded_originals_after(c->db, after, most, &rows);
    *ret_last = 0;
    for (size_t i = 0; !err && i < rows.n; i++) {
        struct arena_mark mark = arena_mark(c->arena);
        if (!is_as_it_was(c->arena, &rows.items[i])) ids[(*n)++] = rows.items[i].coded_id;
        arena_rewind(c->arena, mark);
        *ret_last = rows.items[i].coded_id;
    }
    return err;
}

/* The signed head in audit.head: written now and then, compared with the chain at the start. */
#include "platform/db/store_internal.h"

#include <errno.h>

void head_save(struct store *s)
{
    s->head_saved_us = clock_monotonic_us();
    if (s->head.seq == s->head_saved_seq) return;
    struct arena a;
    arena_init(&a, LIMIT_ARENA_BLOCK);
    enum err err = audit_head_save(s->directory, audit_head_line(&a, &s->keys.audit_sign, &s->head));
    arena_release(&a);
    if (err)
        log_event(LOG_ERROR, "audit.head_not_saved", LOG_WORD("why", err_text(err)));
    else
        s->head_saved_seq = s->head.seq;
}

int64_t head_due_us(const struct store *s)
{
    return s->head_saved_us + (int64_t)HEAD_SAVED_EVERY_S * 1000000;
}

/* The head saved before doesn't belong to this chain: an older copy was put back, or rows were changed. It is kept
 * under another name for `cairn audit verify`, since it would be replaced by the next one. */
static void keep_disputed(struct store *s, struct arena *a)
{
    const char *from = str_cstr(a, str_printf(a, "%s/audit.head", s->directory));
    const char *to = str_cstr(a, str_printf(a, "%s/audit.head.disputed", s->directory));
    log_event(LOG_ERROR, "audit.head_disputed", LOG_NUMBER("rows", s->head.seq));
    if (rename(from, to) != 0) log_event(LOG_ERROR, "audit.head_not_kept", LOG_NUMBER("system_error", errno));
}

enum err head_compare(struct store *s, struct db *db, struct arena *a)
{
    struct str line;
    bool same;
    struct crypto_public_key by = crypto_public(&s->keys.audit_sign);
    struct audit_head saved;
    enum err err = audit_head_file(a, s->directory, &line);
    if (err == ERR_NOT_FOUND) return ERR_NONE;
    if (err) return err;
    err = audit_head_read(line, &by, &saved);
    same = !err;
    if (same) err = s->engine->has_head(db, &saved, &same);
    if (!same) keep_disputed(s, a);
    return same ? err : ERR_NONE;
}

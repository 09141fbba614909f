/*
 * Whom a transaction may see, told to the database: the settings that in_scope() of migrations/postgres/before.sql
 * reads. They are made for one transaction (set_config(..., true)), from numbers alone, and only here.
 */
#include "platform/db/postgres_driver.h"

#include "base/log.h"

/* ",1,17,204," A list of more ids than there is room for is cut short: those left out are then not seen. */
static size_t add_ids(char *text, size_t n, size_t room, const int64_t *ids, size_t count)
{
    n += (size_t)snprintf(text + n, room - n, ",");
    for (size_t i = 0; i < count && n + 24 < room; i++)
        n += (size_t)snprintf(text + n, room - n, "%lld,", (long long)ids[i]);
    if (n + 24 >= room) log_event(LOG_ERROR, "db.scope_cut_short", LOG_NUMBER("ids", (int64_t)count));
    return n;
}

void postgres_scope_text(const char *before, const struct scope *scope, bool everything, char *text)
{
    static const struct scope nobody = {0};
    const struct scope *s = scope ? scope : &nobody;
    const size_t room = POSTGRES_SCOPE_TEXT - 64; /* what is left is for the end */
    size_t n = (size_t)snprintf(text, room,
        "%sSELECT set_config('cairn.everything', '%s', true), set_config('cairn.practices', '", before,
        everything || s->everybody ? "on" : "off");
    n = add_ids(text, n, room / 4, s->practice_ids, s->n);
    n += (size_t)snprintf(text + n, room - n, "', true), set_config('cairn.people', '");
    n = add_ids(text, n, room, s->person_ids, s->person_count);
    snprintf(text + n, POSTGRES_SCOPE_TEXT - n, "', true)");
}

/* The scope that is bound may be filled only after the transaction began: who asks is read from the database too.
 * So what was said is compared with what would be said now, before each statement. */
enum err postgres_scope_send(struct postgres_db *p)
{
    char text[POSTGRES_SCOPE_TEXT];
    postgres_scope_text("", p->db.scope, false, text);
    if (p->scope_sent && strcmp(text, p->scope_text) == 0) return ERR_NONE;
    enum err err = postgres_send(p, "scope", text);
    p->scope_sent = !err;
    if (!err) memcpy(p->scope_text, text, strlen(text) + 1);
    return err;
}

enum err postgres_scope_begin(struct postgres_db *p, const char *begin)
{
    char text[POSTGRES_SCOPE_TEXT];
    postgres_scope_text(begin, p->db.scope, false, text);
    enum err err = postgres_send(p, "begin", text);
    p->scope_sent = !err;
    if (!err) postgres_scope_text("", p->db.scope, false, p->scope_text);
    return err;
}

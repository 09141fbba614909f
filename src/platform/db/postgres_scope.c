/*
 * Whom a transaction may see, told to the database: the settings that in_scope() of migrations/postgres/before.sql
 * reads. They are made for one transaction (set_config(..., true)), from numbers alone, and only here. Each
 * statement is preceded by what it may see, unless the transaction was told just that before.
 */
#include "platform/db/postgres_driver.h"

#include "base/log.h"

enum { IDS_TEXT = 64 * 1024 };

static const char lists[] = "cairn lists";
static const struct {
    const char *name, *sql;
} reaches[] = {
    [TOLD_LISTS] = {"cairn shut", "SELECT set_config('cairn.everything', 'off', true)"},
    [TOLD_LEAVING] = {"cairn leaving", "SELECT set_config('cairn.everything', 'leaving', true)"},
    [TOLD_ALL] = {"cairn open", "SELECT set_config('cairn.everything', 'on', true)"},
};

void postgres_scope_prepare(struct postgres_db *p)
{
    postgres_ask_to_prepare(p, lists,
        "SELECT set_config('cairn.everything', 'off', true), set_config('cairn.practices', $1::text, true),"
        " set_config('cairn.people', $2::text, true)");
    for (size_t i = 0; i < COUNT_OF(reaches); i++) postgres_ask_to_prepare(p, reaches[i].name, reaches[i].sql);
}

void postgres_scope_reset(struct postgres_db *p)
{
    p->told.known = true;
    p->told.reach = TOLD_LISTS;
    p->told.practices = p->told.people = 0;
}

void postgres_scope_forget(struct postgres_db *p)
{
    p->told.known = false;
}

/* ---- what was told ---- */

static size_t bytes(size_t ids)
{
    return ids * sizeof(int64_t);
}

static bool has_lists(const struct postgres_told *t, const struct scope *s)
{
    return t->known && t->practices == s->n && t->people == s->person_count &&
        (!s->n || memcmp(t->ids, s->practice_ids, bytes(s->n)) == 0) &&
        (!s->person_count || memcmp(t->ids + s->n, s->person_ids, bytes(s->person_count)) == 0);
}

static void keep_lists(struct postgres_told *t, const struct scope *s)
{
    size_t n = s->n + s->person_count;
    if (n > t->room) {
        t->room = n * 2;
        free(t->ids);
        t->ids = malloc(bytes(t->room));
        if (!t->ids) BUG("out of memory");
    }
    t->known = true;
    t->practices = s->n;
    t->people = s->person_count;
    if (s->n) memcpy(t->ids, s->practice_ids, bytes(s->n));
    if (s->person_count) memcpy(t->ids + s->n, s->person_ids, bytes(s->person_count));
}

/* ---- telling ---- */

/* ",1,17,204," A list of more ids than there is room for is cut short: those left out are then not seen. */
static void write_ids(char *text, size_t room, const int64_t *ids, size_t count)
{
    size_t n = (size_t)snprintf(text, room, ",");
    for (size_t i = 0; i < count && n + 24 < room; i++)
        n += (size_t)snprintf(text + n, room - n, "%lld,", (long long)ids[i]);
    if (n + 24 >= room) log_event(LOG_ERROR, "db.scope_cut_short", LOG_NUMBER("ids", (int64_t)count));
}

static void ask_lists(struct postgres_db *p, const struct scope *s)
{
    char practices[IDS_TEXT / 4], people[IDS_TEXT];
    write_ids(practices, sizeof practices, s->practice_ids, s->n);
    write_ids(people, sizeof people, s->person_ids, s->person_count);
    postgres_ask_prepared(p, lists, 2, (const char *const[]){practices, people}, NULL, NULL);
    keep_lists(&p->told, s);
}

/* The scope that is bound may be filled only after the transaction began: who asks is read from the database too.
 * So what was told is compared with what would be told now, before each statement. */
void postgres_scope_ask(struct postgres_db *p, enum postgres_reach reach)
{
    static const struct scope nobody = {0};
    const struct scope *s = p->db.scope ? p->db.scope : &nobody;
    struct postgres_told *t = &p->told;
    if (s->everybody) reach = TOLD_ALL;
    bool known = t->known;
    if (reach != TOLD_ALL && !has_lists(t, s)) {
        ask_lists(p, s);
        t->reach = TOLD_LISTS;
        known = true;
    }
    if (!known || t->reach != reach) postgres_ask_prepared(p, reaches[reach].name, 0, NULL, NULL, NULL);
    t->reach = reach;
}

#include "care/backups/backups.h"

#include "care/backups/backups_view.h"
#include "care/backups/pages/backups.tmpl.h"
#include "care/shell/shell.h"
#include "platform/backup/backup.h"

enum { ROWS_MOST = 8 };

static struct str age_of(struct arena *a, struct instant then, struct instant now)
{
    long long hours = (now.v - then.v) / 3600000;
    if (hours < 0) return STR("in the future, by this machine’s clock");
    if (hours < 1) return STR("less than an hour ago");
    if (hours < 48) return hours == 1 ? STR("1 hour ago") : str_printf(a, "%lld hours ago", hours);
    return str_printf(a, "%lld days ago", hours / 24);
}

static void add(struct backups_view *v, const char *key, struct str value)
{
    MUST(v->facts.rows.n < ROWS_MOST);
    v->facts.rows.items[v->facts.rows.n++] = (struct summary_row){.key = str_from_cstr(key), .value = value};
}

static void add_backup(struct ctx *c, struct backups_view *v, const struct backup_state *s, struct instant now)
{
    if (!s->any) {
        add(v, "Last backup", STR("None yet"));
    } else {
        struct str at = instant_long(c->arena, s->ended_at), age = age_of(c->arena, s->ended_at, now);
        add(v, "Last backup",
            str_printf(c->arena, "Number %lld, %.*s, %.*s, %.1f MB", (long long)s->sequence, STR_ARG(at),
                STR_ARG(age), (double)s->bytes / 1e6));
    }
    if (s->unfinished)
        add(v, "Begun since, and not finished", str_printf(c->arena, "%lld", (long long)s->unfinished));
}

static void add_proof(struct ctx *c, struct backups_view *v, const struct backup_state *s, struct instant now)
{
    if (!s->ever_good) {
        add(v, "Last proven restore", STR("None yet"));
    } else {
        struct str at = instant_long(c->arena, s->good_at), age = age_of(c->arena, s->good_at, now);
        add(v, "Last proven restore", str_printf(c->arena, "%.*s, %.*s", STR_ARG(at), STR_ARG(age)));
    }
    if (!s->tried) return;
    struct str at = instant_long(c->arena, s->proven_at);
    add(v, "Last tried",
        str_printf(c->arena, "Number %lld, %.*s. %.*s", (long long)s->proof_sequence, STR_ARG(at),
            STR_ARG(s->proof_result)));
}

static struct backups_view *view_of(struct ctx *c, const struct backup_state *s, bool has_key)
{
    struct instant now = clock_now(c->clock);
    struct backups_view *v = ARENA_NEW(c->arena, struct backups_view);
    struct backup_advice advice = backup_advise(s, has_key, now);
    *v = (struct backups_view){.quiet = advice.n ? STR("Something needs doing") : STR("All is well")};
    v->facts.rows.items = ARENA_ARRAY(c->arena, struct summary_row, ROWS_MOST);
    v->advice.items = ARENA_ARRAY(c->arena, struct backups_line, COUNT_OF(advice.items));
    for (size_t i = 0; i < advice.n; i++) v->advice.items[v->advice.n++].text = advice.items[i];
    add_backup(c, v, s, now);
    add_proof(c, v, s, now);
    add(v, "Key for backups", has_key ? STR("Set up") : STR("Not set up"));
    return v;
}

static struct reply backups_get(struct ctx *c, const struct request *r)
{
    struct backup_state state;
    struct crypto_public_key key;
    enum err err = backup_state_read(c->db, &state);
    if (err) return shell_failure(c, err);
    bool has_key = backup_public_read(str_cstr(c->arena, c->app->directory), &key) == ERR_NONE;
    struct page page = {.title = STR("Backups"), .main = backups_page_slot(view_of(c, &state, has_key))};
    return shell_page(c, r, 200, SECTION_BACKUPS, &page);
}

static const struct route ROUTES[] = {
    ROUTE(GET, "/admin/backups", ACCOUNTS, NOBODY, ADMIN, STAYS, READS, NO_BODY, backups_get),
};
const struct route_table backup_routes = ROUTE_TABLE(ROUTES);

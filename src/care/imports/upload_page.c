/* One upload: what the check found, what approving does, and doing it. */
#include "care/imports/pages/upload_page.tmpl.h"
#include "care/imports/upload_views.h"
#include "care/imports/uploads.h"
#include "platform/app.h"

/* ---- what was found ---- */

static const struct worklist_column COLUMNS[] = {{.heading = STR_INIT("What was found")},
    {.heading = STR_INIT("How many"), .numeric = true}, {.heading = STR_INIT("What becomes of them")}};
static const struct worklist_kind KIND = {.name = "upload",
    .columns = COLUMNS,
    .column_count = COUNT_OF(COLUMNS),
    .caption = STR_INIT("What was found in the file"),
    .empty = STR_INIT("Nothing was found.")};

static struct str becomes(enum import_found found, bool done)
{
    switch (found) {
    case FOUND_NEW: return done ? STR("Were added") : STR("Are added");
    case FOUND_SAME: return STR("Nothing");
    case FOUND_CHANGED:
        return done ? STR("What the source changed was changed; what colleagues typed stays") :
                      STR("What the source changed is changed; what colleagues typed stays");
    case FOUND_MOVED:
        return done ? STR("Moved, with a notice to whoever works with them") :
                      STR("They move, with a notice to whoever works with them");
    case FOUND_ALIKE:
        return done ? STR("Were left out, unless you said whether they are the same person") :
                      STR("Left out, unless you say whether they are the same person");
    case FOUND_GONE: return STR("Nothing. Ask the practice whether they died or moved");
    case FOUND_REFUSED: return STR("Left out: each row says why");
    case FOUND_NOTHING:
    case FOUND_COUNT: break;
    }
    return STR_NONE;
}

static void add_found(struct ctx *c, const struct upload_find_row *u, const struct upload_counts *counts,
    enum import_found found, struct worklist_view *v)
{
    if (!counts->of[found]) return;
    struct worklist_cell *cells = worklist_add(c->arena, &KIND, v);
    cells[0].text = import_found_label(found);
    cells[0].href =
        url_with_query(c->arena, upload_url(c->arena, u->key, "/rows"), "show", import_found_word(found));
    cells[1].text = str_thousands(c->arena, counts->of[found]);
    if (found == FOUND_ALIKE && counts->decided)
        cells[0].quiet = str_printf(c->arena, "%.*s decided", STR_ARG(str_thousands(c->arena, counts->decided)));
    cells[2].text = becomes(found, u->state == UPLOAD_DONE);
}

static struct str people_words(struct arena *a, int64_t n)
{
    return str_printf(a, "%.*s %s", STR_ARG(str_thousands(a, n)), n == 1 ? "person" : "people");
}

static void say_consequences(
    struct arena *a, const struct upload_find_row *u, const struct upload_counts *n, struct upload_page_view *v)
{
    struct str parts[4];
    size_t count = 0;
    int64_t changed = n->of[FOUND_CHANGED] + n->of[FOUND_MOVED];
    if (n->of[FOUND_NEW]) parts[count++] = str_printf(a, "adds %.*s", STR_ARG(people_words(a, n->of[FOUND_NEW])));
    if (changed) parts[count++] = str_printf(a, "changes %.*s", STR_ARG(people_words(a, changed)));
    if (u->records_new)
        parts[count++] = str_printf(a, "adds %.*s coded %s", STR_ARG(str_thousands(a, u->records_new)),
            u->records_new == 1 ? "record" : "records");
    int64_t left = n->of[FOUND_REFUSED] + n->of[FOUND_ALIKE] - n->decided;
    if (n->decided)
        parts[count++] = str_printf(a, "does what you decided about %.*s close %s",
            STR_ARG(str_thousands(a, n->decided)), n->decided == 1 ? "match" : "matches");
    if (!count) parts[count++] = STR("changes nothing: everything in the file is here already");
    v->consequences = str_printf(a, "Approving %.*s.", STR_ARG(str_join(a, parts, count, STR(", "))));
    if (left)
        v->left =
            str_printf(a, "%.*s rows are not imported, as the list above says.", STR_ARG(str_thousands(a, left)));
    if (left == 1) v->left = STR("One row is not imported, as the list above says.");
}

static enum err show_found(struct ctx *c, const struct upload_find_row *u, struct upload_page_view *v)
{
    struct upload_counts counts;
    enum err err = upload_counts_read(c, u->upload_id, &counts);
    if (err) return err;
    for (enum import_found i = FOUND_NEW; i < FOUND_COUNT; i++) v->list.rows.n += counts.of[i] != 0;
    v->list.caption = KIND.caption;
    v->list.empty = KIND.empty;
    v->list.columns.items = ARENA_ARRAY(c->arena, struct table_column, COUNT_OF(COLUMNS));
    for (size_t i = 0; i < COUNT_OF(COLUMNS); i++)
        v->list.columns.items[v->list.columns.n++] =
            (struct table_column){.text = COLUMNS[i].heading, .numeric = COLUMNS[i].numeric};
    v->list.rows.items = ARENA_ARRAY(c->arena, struct worklist_row, v->list.rows.n + 1);
    v->list.rows.n = 0;
    for (enum import_found i = FOUND_NEW; i < FOUND_COUNT; i++) add_found(c, u, &counts, i, &v->list);
    worklist_head_cells(&KIND, &v->list);
    if (u->state == UPLOAD_REVIEW) say_consequences(c->arena, u, &counts, v);
    return ERR_NONE;
}

/* ---- the page ---- */

static void show_state(const struct upload_find_row *u, struct upload_page_view *v)
{
    enum upload_state state = (enum upload_state)u->state;
    v->waits = state == UPLOAD_CHECKING || state == UPLOAD_APPROVED || state == UPLOAD_ARRIVING;
    v->doing = state == UPLOAD_APPROVED ?
        STR("The people of this file are being imported. You need not wait here.") :
        STR("The file is being read and compared with who is here. That takes a few seconds, for 20,000 people up "
            "to half a minute. Nothing is written.");
    v->why = u->why;
    v->stopped = state == UPLOAD_REFUSED ? STR("This file can’t be imported") : STR("It did not get to the end");
    v->found = state == UPLOAD_REVIEW || state == UPLOAD_DONE;
    v->approvable = state == UPLOAD_REVIEW;
    v->discardable = state == UPLOAD_REVIEW || state == UPLOAD_REFUSED;
}

static struct str heading_of(const struct upload_find_row *u)
{
    switch ((enum upload_state)u->state) {
    case UPLOAD_REVIEW: return STR("Look through what was found");
    case UPLOAD_DONE: return STR("What was imported");
    case UPLOAD_REFUSED: return STR("This file can’t be imported");
    case UPLOAD_DISCARDED: return STR("This file was discarded");
    case UPLOAD_APPROVED: return STR("Being imported");
    case UPLOAD_CHECKING:
    case UPLOAD_ARRIVING:
    case UPLOAD_NOTHING: break;
    }
    return STR("Being checked");
}

static struct str quiet_of(struct arena *a, const struct upload_find_row *u)
{
    struct str uploaded = str_printf(a, "%.*s, from %.*s. Uploaded by %.*s, %.*s", STR_ARG(u->named),
        STR_ARG(u->source), STR_ARG(u->who), STR_ARG(instant_long(a, u->at)));
    if (!u->approver.n) return uploaded;
    return str_printf(a, "%.*s. Approved by %.*s, %.*s", STR_ARG(uploaded), STR_ARG(u->approver),
        STR_ARG(instant_long(a, u->approved_at)));
}

static const struct shell_notice NOTICES[] = {{"decided", "Kept. It counts when you approve"},
    {"moved-on", "Somebody else has decided on this file meanwhile"}};

struct reply upload_page_get(struct ctx *c, const struct request *r)
{
    struct upload_find_row u;
    enum err err = upload_get(c, request_id(r, 0), &u);
    if (err) return shell_failure(c, err);
    struct upload_page_view *v = ARENA_NEW(c->arena, struct upload_page_view);
    v->top = (struct page_top){heading_of(&u), quiet_of(c->arena, &u)};
    v->here = upload_url(c->arena, u.key, "");
    v->approve = upload_url(c->arena, u.key, "/approve");
    v->discard = upload_url(c->arena, u.key, "/discard");
    show_state(&u, v);
    if (uuid_is_set(u.import_key)) v->became = url_with_id(c->arena, "/admin/imports/done/", u.import_key, "");
    if (u.columns.n && v->discardable) v->columns = upload_url(c->arena, u.key, "/columns");
    err = v->found ? show_found(c, &u, v) : ERR_NONE;
    if (err) return shell_failure(c, err);
    struct page page = {.title = v->top.heading, .main = upload_page_slot(v)};
    shell_notice(r, &page, NOTICES, COUNT_OF(NOTICES));
    return shell_page(c, r, 200, SECTION_IMPORTS, &page);
}

/* ---- deciding ---- */

static enum err approve(struct ctx *c, void *arg)
{
    const struct upload_find_row *u = arg;
    c->audit->object_kind = STR("upload");
    c->audit->object_id = u->upload_id.v;
    return upload_approve(c->db, u->upload_id, clock_now(c->clock), c->actor->account);
}

static enum err discard(struct ctx *c, void *arg)
{
    const struct upload_find_row *u = arg;
    c->audit->object_kind = STR("upload");
    c->audit->object_id = u->upload_id.v;
    return upload_discard(c->db, u->upload_id);
}

static struct reply decided(struct ctx *c, const struct request *r, void *arg, enum err result)
{
    const struct upload_find_row *u = arg;
    struct url page = upload_url(c->arena, u->key, "");
    (void)r;
    if (result == ERR_CONFLICT) return reply_see_other(url_with_query(c->arena, page, "done", STR("moved-on")));
    if (result) return shell_failure(c, result);
    background_wake(c->app->background);
    return reply_see_other(page);
}

static struct reply decide(struct ctx *c, const struct request *r, action_fn action)
{
    struct upload_find_row *u = ARENA_NEW(c->arena, struct upload_find_row);
    enum err err = upload_get(c, request_id(r, 0), u);
    return err ? shell_failure(c, err) : reply_write(action, decided, u);
}

struct reply upload_approve_post(struct ctx *c, const struct request *r)
{
    return decide(c, r, approve);
}

struct reply upload_discard_post(struct ctx *c, const struct request *r)
{
    return decide(c, r, discard);
}

/* Notices as rows. */
#include "care/notices/notice.h"
#include "care/notices/notices.sql.h"
#include "platform/versions/versions.h"
#include "wire/json_write.h"

enum { STATE_CEILING = 4096 };

static enum err keep_version(
    struct ctx *c, struct notice_id id, int64_t version, struct str closed, struct str why)
{
    struct buf out = buf_new(c->arena, 256, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("state"));
    json_str(&w, closed.n ? closed : STR("open"));
    if (why.n) {
        json_name(&w, STR("why"));
        json_str(&w, why);
    }
    json_object_end(&w);
    return version_save(c, STR("notice"), id.v, version, buf_str(&out));
}

static enum err open_of_kind(struct ctx *c, struct person_id person, enum notice_kind kind, struct str about,
    struct notice_of_kind_row *ret, bool *ret_there)
{
    enum err err = notice_of_kind(c->db, person, vocabulary_code(&notice_kinds, (int)kind), about, ret);
    *ret_there = err == ERR_NONE;
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static enum err resolve(struct ctx *c, const struct notice_of_kind_row *open)
{
    enum err err = notice_set_resolved(c->db, open->notice_id, clock_now(c->clock));
    return err ? err : keep_version(c, open->notice_id, open->version + 1, STR("resolved"), STR_NONE);
}

enum err notice_resolve(struct ctx *c, struct person_id person, enum notice_kind kind, struct str became)
{
    struct notice_of_kind_row open;
    bool there = true;
    enum err err = ERR_NONE;
    while (!err && there) {
        err = open_of_kind(c, person, kind, became, &open, &there);
        if (!err && there) err = resolve(c, &open);
    }
    return err;
}

/* Only an address below the person's own, so it need not be a surprise; an invented network has the same each
 * time. */
static enum err key_of_next(struct ctx *c, struct uuid *ret)
{
    struct random_seeded random;
    struct notice_last_row before;
    enum err err = notice_last(c->db, &before);
    if (err) return err;
    random_seed(&random, (uint64_t)before.last + 1);
    *ret = uuid_seeded(clock_now(c->clock), &random);
    return ERR_NONE;
}

enum err notice_raise(
    struct ctx *c, struct person_id person, enum notice_kind kind, struct str was, struct str became)
{
    struct notice_of_kind_row open;
    struct notice_id id;
    bool there;
    struct str about = kind == NOTICE_OF_MERGED ? became : STR_NONE;
    enum err err = open_of_kind(c, person, kind, about, &open, &there);
    if (!err && there && str_eq(open.became, became)) return ERR_NONE; /* told already */
    if (!err && there) err = resolve(c, &open);
    if (err) return err;
    if (there) was = open.was;
    if (there && was.n && str_eq(was, became)) return ERR_NONE; /* as it was before anybody was told */
    struct uuid key;
    err = key_of_next(c, &key);
    if (err) return err;
    const struct notice_insert_params row = {.key = key,
        .person_id = person,
        .kind = vocabulary_code(&notice_kinds, (int)kind),
        .was = was,
        .became = became,
        .raised_at = clock_now(c->clock),
        .raised_by = c->actor->account};
    err = notice_insert(c->db, &row, &id.v);
    return err ? err : keep_version(c, id, 1, STR_NONE, STR_NONE);
}

enum err notice_dismiss(struct ctx *c, const struct raised_notice *n, struct str why)
{
    enum err err = notice_set_dismissed(c->db, n->id, clock_now(c->clock), c->actor->account, why);
    return err ? err : keep_version(c, n->id, n->version + 1, STR("dismissed"), why);
}

/* ---- reading ---- */

static enum notice_kind kind_of(struct str word)
{
    int kind;
    return vocabulary_find(&notice_kinds, word, &kind) ? (enum notice_kind)kind : NOTICE_KIND_NONE;
}

/* Two statements give rows of one shape. */
#define NOTICES_FROM_ROWS(rows, list) \
    do { \
        *(list) = (struct notice_list){ARENA_ARRAY(c->arena, struct raised_notice, (rows).n), (rows).n}; \
        for (size_t i = 0; i < (rows).n; i++) \
            (list)->items[i] = (struct raised_notice){.id = (rows).items[i].notice_id, \
                .key = (rows).items[i].key, \
                .version = (rows).items[i].version, \
                .person = (rows).items[i].person_id, \
                .kind = kind_of((rows).items[i].kind), \
                .was = (rows).items[i].was, \
                .became = (rows).items[i].became, \
                .raised_at = (rows).items[i].raised_at, \
                .raised_by = (rows).items[i].raised_by, \
                .closed_at = (rows).items[i].closed_at, \
                .resolved = str_eq((rows).items[i].closed_how, STR("resolved")), \
                .closed_by = (rows).items[i].closed_by, \
                .closed_why = (rows).items[i].closed_why}; \
    } while (0)

enum err notices_open(struct ctx *c, struct person_id person, struct notice_list *ret)
{
    struct notice_rows_open_list rows;
    enum err err = notice_rows_open(c->db, person, NOTICES_OPEN_MOST, &rows);
    if (!err) NOTICES_FROM_ROWS(rows, ret);
    return err;
}

enum err notices_all(struct ctx *c, struct person_id person, struct notice_list *ret)
{
    struct notice_rows_list rows;
    enum err err = notice_rows(c->db, person, NOTICES_MOST, &rows);
    if (!err) NOTICES_FROM_ROWS(rows, ret);
    return err;
}

static struct str mine_words(struct arena *a, enum notice_kind kind, const struct notice_rows_mine_row *row)
{
    if (kind != NOTICE_OF_DIED) return notice_words(a, kind, row->was, row->became);
    return str_printf(a, "%lld of %d closing steps done.", (long long)row->steps, CLOSING_STEPS);
}

enum err notices_mine(struct ctx *c, int most, struct notices_mine *ret)
{
    struct notice_rows_mine_list rows;
    enum err err = notice_rows_mine(c->db, c->actor->account, c->actor->role_held, most, &rows);
    if (err) return err;
    *ret = (struct notices_mine){ARENA_ARRAY(c->arena, struct notice_mine, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) {
        const struct notice_rows_mine_row *row = &rows.items[i];
        enum notice_kind kind = kind_of(row->kind);
        ret->items[i] = (struct notice_mine){.person = {.id = row->person_id,
                                                 .key = row->person_key,
                                                 .given_names = row->given_names,
                                                 .family_name = row->family_name,
                                                 .preferred_name = row->preferred_name},
            .label = vocabulary_label(&notice_kinds, (int)kind),
            .words = mine_words(c->arena, kind, row)};
        const char *page = kind == NOTICE_OF_DIED ? "/closing" : "/notices";
        ret->items[i].href = person_url(c->arena, &ret->items[i].person, page);
    }
    return ERR_NONE;
}

FOLLOW_ROWS(notice)

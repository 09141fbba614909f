/* One reviewed import as the tables have it. */
#include "care/imports/import_review.h"

#include "care/imports/reviews.sql.h"

static const struct {
    struct str word, label;
} STATES[] = {
#define STATE_ROW(name, word, label) {STR_INIT(word), STR_INIT(label)},
    IMPORT_STATE_LIST(STATE_ROW)
#undef STATE_ROW
};
static const struct {
    struct str word, heading;
} GROUPS[] = {{STR_INIT("not-imported"), STR_INIT("Cannot be imported")},
#define GROUP_ROW(name, word, heading) {STR_INIT(word), STR_INIT(heading)},
    IMPORT_GROUP_LIST(GROUP_ROW)
#undef GROUP_ROW
};

struct str import_state_word(enum import_state state)
{
    return STATES[state].word;
}

struct str import_state_label(enum import_state state)
{
    return STATES[state].label;
}

struct str import_group_word(enum import_group group)
{
    return GROUPS[group].word;
}

struct str import_group_heading(enum import_group group)
{
    return GROUPS[group].heading;
}

static enum err from_row(const struct import_review_row_row *row, struct import_review *ret)
{
    *ret = (struct import_review){.id = row->id,
        .key = row->key,
        .version = row->version,
        .practice = row->practice_id,
        .account = row->account_id,
        .decided_by = row->decided_by,
        .undone_by = row->undone_by,
        .role = (int)row->role,
        .pcn = row->pcn_id,
        .who = row->who,
        .uploaded_at = row->uploaded_at,
        .source = row->source,
        .named = row->named,
        .columns = row->columns,
        .why = row->why,
        .bytes = row->bytes,
        .groups = row->groups,
        .import = row->import_id,
        .decided_who = row->decided_who,
        .undone_who = row->undone_who,
        .decided_at = row->decided_at,
        .undone_at = row->undone_at};
    for (size_t i = 0; i < COUNT_OF(STATES); i++)
        if (str_eq(STATES[i].word, row->state)) {
            ret->state = (enum import_state)i;
            return ERR_NONE;
        }
    return ERR_DAMAGED;
}

enum err import_review_find(struct ctx *c, struct uuid key, struct import_review *ret)
{
    struct import_review_row_row row;
    enum err err = import_review_row(c->db, key, c->actor->pcn, false, &row);
    if (err) return err;
    /* Whoever answers for one practice has nothing to do with the files of others. */
    if (c->actor->practice.v && row.practice_id.v != c->actor->practice.v) return ERR_NOT_FOUND;
    return from_row(&row, ret);
}

enum err import_review_to_do(struct ctx *c, struct import_review *ret)
{
    struct import_review_row_row row;
    enum err err = import_review_row(c->db, (struct uuid){0}, (struct pcn_id){0}, true, &row);
    return err ? err : from_row(&row, ret);
}

enum err import_review_go(
    struct ctx *c, const struct import_review *review, enum import_state from, enum import_state to)
{
    return import_review_set(
        c->db, review->id, import_state_word(from), import_state_word(to), review->columns, review->why);
}

enum err import_review_counts(struct ctx *c, int64_t review, struct import_counts *ret)
{
    struct import_rows_counted_list groups;
    struct import_refusals_counted_row refusals;
    *ret = (struct import_counts){0};
    enum err err = import_rows_counted(c->db, review, &groups);
    if (!err) err = import_refusals_counted(c->db, review, &refusals);
    if (err) return err;
    for (size_t i = 0; i < groups.n; i++) {
        int64_t group = groups.items[i].group_is;
        if (group > 0 && group < IMPORT_GROUPS) ret->of[group] = groups.items[i].counted;
        if (!group) ret->records = groups.items[i].counted;
        ret->open += groups.items[i].open;
    }
    ret->refused = refusals.counted;
    ret->elsewhere = refusals.elsewhere;
    return ERR_NONE;
}

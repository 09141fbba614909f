#include "platform/drafts/drafts.h"

#include "base/limits.h"
#include "platform/drafts/drafts.sql.h"
#include "wire/json.h"
#include "wire/json_write.h"

/* ---- as it is kept: [["name","value"],…] ---- */

bool draft_is_own(struct str field)
{
    static const struct str OWN[] = {
        STR_INIT("_token"), STR_INIT("draft"), STR_INIT("background"), STR_INIT("discard")};
    for (size_t i = 0; i < COUNT_OF(OWN); i++)
        if (str_eq(field, OWN[i])) return true;
    return false;
}

struct str draft_body(struct arena *a, const struct form *form)
{
    struct buf out = buf_new(a, 1024, LIMIT_DRAFT);
    struct json_writer w = json_writer_new(&out);
    json_array_begin(&w);
    for (size_t i = 0; i < form->fields.n; i++) {
        const struct form_field *f = &form->fields.items[i];
        if (draft_is_own(f->name)) continue;
        json_array_begin(&w);
        json_str(&w, f->name);
        json_str(&w, f->value);
        json_array_end(&w);
    }
    json_array_end(&w);
    return out.overflow ? STR_NONE : buf_str(&out);
}

static enum err read_body(struct arena *a, struct str body, struct form *ret)
{
    struct json_value all;
    struct json_problem problem;
    if (json_parse(a, body, &all, &problem) || json_kind(all) != JSON_ARRAY) return ERR_DAMAGED;
    *ret = (struct form){.fields = {ARENA_ARRAY(a, struct form_field, json_size(all)), 0}};
    for (struct json_each e = json_each(all); json_each_next(&e);) {
        struct str value = json_as_text(json_item(e.value, 1));
        ret->fields.items[ret->fields.n++] = (struct form_field){json_as_text(json_item(e.value, 0)), value};
        ret->text_bytes += value.n;
    }
    return ERR_NONE;
}

/* ---- reading ---- */

enum err draft_get(struct ctx *c, struct draft_of of, struct uuid key, struct draft *ret)
{
    struct account_id me = c->actor->account;
    struct pcn_id here = c->actor->pcn;
    if (of.person.v) {
        struct draft_about_person_row row;
        enum err err = draft_about_person(c->db, me, here, key, of.form, of.person, &row);
        if (err) return err;
        *ret = (struct draft){.key = key, .began_at = row.began_at, .saved_at = row.saved_at, .body = row.body};
    } else {
        struct draft_about_nobody_row row;
        enum err err = draft_about_nobody(c->db, me, here, key, of.form, &row);
        if (err) return err;
        *ret = (struct draft){.key = key, .began_at = row.began_at, .saved_at = row.saved_at, .body = row.body};
    }
    return read_body(c->arena, ret->body, &ret->fields);
}

enum err drafts_of(struct ctx *c, struct draft_of of, int most, struct draft_times *ret)
{
    struct draft_times_list rows;
    enum err err = draft_times(c->db, c->actor->account, c->actor->pcn, of.form, of.person, most, &rows);
    if (err) return err;
    *ret = (struct draft_times){ARENA_ARRAY(c->arena, struct draft_time, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++)
        ret->items[i] = (struct draft_time){rows.items[i].key, rows.items[i].saved_at};
    return ERR_NONE;
}

/* ---- in an action ---- */

static enum err insert(struct ctx *c, struct draft_of of, struct uuid key, struct str body)
{
    int64_t changed;
    const struct draft_insert_params row = {.account_id = c->actor->account,
        .pcn_id = c->actor->pcn,
        .key = key,
        .form = of.form,
        .person_id = of.person,
        .body = body,
        .at = clock_now(c->clock)};
    return draft_insert(c->db, &row, &changed);
}

static enum err keep_first(
    struct ctx *c, struct draft_of of, struct uuid key, struct str body, enum draft_kept *ret)
{
    struct draft_count_row count;
    enum err err = draft_count(c->db, c->actor->account, c->actor->pcn, &count);
    if (err) return err;
    *ret = count.drafts >= LIMIT_DRAFTS ? DRAFT_FULL : DRAFT_KEPT;
    if (*ret == DRAFT_FULL) return ERR_NONE;
    return insert(c, of, key, body);
}

enum err draft_keep(struct ctx *c, struct draft_of of, struct uuid key, struct str body, enum draft_kept *ret)
{
    struct draft_state_row row;
    int64_t changed;
    *ret = DRAFT_FULL;
    if (!body.n) return ERR_NONE;
    enum err err = draft_state(c->db, c->actor->account, c->actor->pcn, key, &row);
    if (err == ERR_NOT_FOUND) return keep_first(c, of, key, body, ret);
    if (err) return err;
    /* A key that was some other form's can't be this one's: as if that form were over. */
    bool this_one = row.body.n && str_eq(row.form, of.form) && row.person_id.v == of.person.v;
    *ret = this_one ? DRAFT_KEPT : DRAFT_OVER;
    if (!this_one) return ERR_NONE;
    return draft_write(c->db, c->actor->account, c->actor->pcn, key, body, clock_now(c->clock), &changed);
}

enum err draft_end(struct ctx *c, struct draft_of of, struct uuid key)
{
    struct draft_state_row row;
    int64_t changed;
    if (!uuid_is_set(key)) return ERR_NONE;
    enum err err = draft_state(c->db, c->actor->account, c->actor->pcn, key, &row);
    if (err == ERR_NOT_FOUND) return insert(c, of, key, STR_NONE);
    if (err || !str_eq(row.form, of.form) || row.person_id.v != of.person.v) return err;
    return draft_write(c->db, c->actor->account, c->actor->pcn, key, STR_NONE, clock_now(c->clock), &changed);
}

/* ---- what nobody came back to ---- */

enum { A_DAY_MS = 24 * 60 * 60 * 1000, DAYS_KEPT = 30 };

static enum err sweep(struct ctx *c, void *arg)
{
    (void)arg;
    int64_t changed, now = clock_now(c->clock).v;
    return draft_sweep(
        c->db, (struct instant){now - (int64_t)DAYS_KEPT * A_DAY_MS}, (struct instant){now - A_DAY_MS}, &changed);
}

const struct periodic_job draft_jobs[] = {
    {.name = "draft.sweep", .every_seconds = 3600, .audited = false, .action = sweep},
};
const size_t draft_jobs_count = COUNT_OF(draft_jobs);

FOLLOW_ROWS(draft)

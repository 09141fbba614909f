/* Entries as they are kept: made where something coded is recorded, moved on by whoever gives them and by imports.
 */
#include "care/coding/coding.sql.h"
#include "care/coding/coding_entry.h"
#include "platform/crypto.h"
#include "platform/audit/audit.h"
#include "platform/versions/versions.h"
#include "wire/json_write.h"

enum { STATE_CEILING = 4096 };

/* ---- one ---- */

static enum coding_state state_of(struct str word)
{
    int state;
    return vocabulary_find(&coding_states, word, &state) ? (enum coding_state)state : CODING_STATE_NONE;
}

enum err coding_entry_read(struct ctx *c, struct uuid key, struct coding_entry *ret)
{
    struct gp_entry_by_key_row row;
    enum err err = gp_entry_by_key(c->db, key, &row);
    if (err) return err;
    *ret = (struct coding_entry){.id = row.gp_entry_id,
        .key = key,
        .version = row.version,
        .person = row.person_id,
        .state = state_of(row.state),
        .before_found = state_of(row.before_found),
        .why = row.why,
        .given_by = row.given_by,
        .given_at = row.given_at,
        .file = row.gp_file_id,
        .found_import = row.found_import_id,
        .found_source = row.found_source};
    return ERR_NONE;
}

static struct str state_json(struct arena *a, struct str state, struct str why)
{
    struct buf out = buf_new(a, 256, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("state"));
    json_str(&w, state);
    if (why.n) {
        json_name(&w, STR("why"));
        json_str(&w, why);
    }
    json_object_end(&w);
    MUST(!out.overflow);
    return buf_str(&out);
}

/* What the action is about is the contact, the import or the person; the entry only goes along. */
static enum err keep_version(
    struct ctx *c, struct gp_entry_id id, int64_t version, struct str state, struct str why)
{
    const struct audit_entry about = *c->audit;
    enum err err = version_save(c, STR("gp_entry"), id.v, version, state_json(c->arena, state, why));
    *c->audit = about;
    return err;
}

static enum err keep(struct ctx *c, const struct coding_entry *before, struct coding_entry next)
{
    struct str state = vocabulary_code(&coding_states, (int)next.state);
    const struct gp_entry_set_params row = {.gp_entry_id = before->id,
        .version = before->version,
        .state = state,
        .why = next.why,
        .given_by = next.given_by,
        .given_at = next.given_at,
        .gp_file_id = next.file,
        .changed_by = c->actor->account,
        .changed_at = clock_now(c->clock),
        .found_import_id = next.found_import,
        .found_source = next.found_source,
        .before_found = vocabulary_code(&coding_states, (int)next.before_found)};
    enum err err = gp_entry_set(c->db, &row);
    if (err) return err;
    trace_saw(c->trace, before->person);
    return keep_version(c, before->id, before->version + 1, state, next.why);
}

static void give(const struct ctx *c, struct coding_entry *e, struct gp_file_id file)
{
    e->given_by = c->actor->account;
    e->given_at = clock_now(c->clock);
    e->file = file;
}

static void take_back(struct coding_entry *e)
{
    e->given_by = (struct account_id){0};
    e->given_at = INSTANT_NONE;
    e->file = (struct gp_file_id){0};
}

enum err coding_happen(struct ctx *c, const struct coding_entry *e, const struct coding_happened *h)
{
    struct coding_entry next = *e;
    next.state = coding_next(e->state, h->act);
    if (!next.state) return ERR_REFUSED;
    next.why = h->why;
    if (next.state == CODING_IS_PASTED || next.state == CODING_IS_FILE) give(c, &next, h->file);
    if (next.state == CODING_IS_WAITING) take_back(&next);
    if (h->act == CODING_FOUND) {
        next.before_found = e->state;
        next.found_import = h->import;
        next.found_source = h->source;
    }
    if (h->act == CODING_GONE) {
        next.before_found = CODING_STATE_NONE;
        next.found_import = (struct import_id){0};
        next.found_source = (struct uuid){0};
    }
    return keep(c, e, next);
}

/* ---- what is recorded, and struck through ---- */

/* It may stand in the GP record already: somebody wrote it there first, and an import brought it. */
static enum err look_there(struct ctx *c, const struct coding_recorded *r, struct snomed_id code, struct uuid key)
{
    struct gp_in_record_row row;
    struct coding_entry e;
    struct date next_day = date_add_days(r->on, 1);
    enum err err = gp_in_record(c->db, r->person, snomed_digits(c->arena, code), instant_from_local(r->on, 0, 0),
        instant_from_local(next_day, 0, 0), &row);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    const struct coding_happened found = {.act = CODING_FOUND, .import = row.import_id, .source = row.source_key};
    err = coding_entry_read(c, key, &e);
    return err ? err : coding_happen(c, &e, &found);
}

static enum err record_one(struct ctx *c, const struct coding_recorded *r, struct snomed_id code)
{
    struct gp_entry_id id;
    MUST(snomed_own_term(code).n); /* no entry without words for whoever pastes it */
    const struct gp_entry_insert_params row = {
        .key = uuid_is_set(r->of) ? crypto_uuid_of(r->of, snomed_digits(c->arena, code)) : uuid_new(c->clock),
        .person_id = r->person,
        .contact_id = r->contact,
        .plan_event_id = r->event,
        .code = code.v,
        .happened_on = r->on,
        .account_id = r->by,
        .role = (int64_t)r->role};
    enum err err = gp_entry_insert(c->db, &row, &id.v);
    if (!err) err = keep_version(c, id, 1, STR("waiting"), STR_NONE);
    return err ? err : look_there(c, r, code, row.key);
}

enum err coding_record(struct ctx *c, const struct coding_recorded *r)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < COUNT_OF(r->codes); i++)
        if (r->codes[i].v) err = record_one(c, r, r->codes[i]);
    return err;
}

/* Whatever can't happen to an entry in the state it is in changes nothing. */
static enum err happen_to(struct ctx *c, struct uuid key, const struct coding_happened *h)
{
    struct coding_entry e;
    enum err err = coding_entry_read(c, key, &e);
    if (!err) err = coding_happen(c, &e, h);
    return err == ERR_REFUSED ? ERR_NONE : err;
}

enum err coding_contact_struck(struct ctx *c, struct contact_id contact)
{
    struct gp_entries_from_list all;
    const struct coding_happened struck = {.act = CODING_STRUCK, .why = STR("The contact was struck through")};
    enum err err = gp_entries_from(c->db, contact, &all);
    for (size_t i = 0; !err && i < all.n; i++) err = happen_to(c, all.items[i].key, &struck);
    return err;
}

/* ---- what imports bring ---- */

/* The entry that was found as this resource, if it says the same still; if it doesn't, it is there no more. */
static enum err known_before(struct ctx *c, const struct coded_new *row, int64_t code, bool *ret_same)
{
    struct gp_entries_found_as_list all;
    bool stands = coding_stands(&row->record);
    struct date day = instant_date(row->record.happened_at);
    const struct coding_happened gone = {.act = CODING_GONE,
        .why = STR("The GP record has it no more: it was changed there, or marked as an error")};
    enum err err = gp_entries_found_as(c->db, row->person, row->source_key, &all);
    *ret_same = false;
    for (size_t i = 0; !err && i < all.n; i++) {
        *ret_same = stands && all.items[i].code == code && date_eq(all.items[i].happened_on, day);
        if (!*ret_same) err = happen_to(c, all.items[i].key, &gone);
    }
    return err;
}

enum err coding_import_brought(struct ctx *c, const struct coded_new *row)
{
    struct gp_entries_like_list like;
    bool same = false;
    int64_t code = coding_own_code(&row->record);
    if (!code && row->record.status != CODED_STATUS_IN_ERROR) return ERR_NONE;
    enum err err = known_before(c, row, code, &same);
    if (err || same || !code || !coding_stands(&row->record)) return err;
    err = gp_entries_like(c->db, row->person, code, instant_date(row->record.happened_at), &like);
    const struct coding_happened found = {.act = CODING_FOUND, .import = row->import, .source = row->source_key};
    return err || !like.n ? err : happen_to(c, like.items[0].key, &found);
}

enum err coding_import_taken_back(struct ctx *c, struct person_id person, struct import_id import)
{
    struct gp_entries_found_in_list all;
    enum err err = gp_entries_found_in(c->db, person, import, &all);
    for (size_t i = 0; !err && i < all.n; i++) {
        struct coding_entry e;
        err = coding_entry_read(c, all.items[i].key, &e);
        if (err) break;
        struct coding_entry next = e;
        next.state = coding_before_found(e.state, e.before_found);
        next.before_found = CODING_STATE_NONE;
        next.found_import = (struct import_id){0};
        next.found_source = (struct uuid){0};
        err = keep(c, &e, next);
    }
    return err;
}

/* ---- how many ---- */

enum err coding_counts_about(struct ctx *c, struct person_id person, struct coding_counts *ret)
{
    struct gp_counts_about_row row;
    enum err err = gp_counts_about(c->db, person, &row);
    if (!err) *ret = (struct coding_counts){row.waiting, row.failed, row.given, row.found};
    return err;
}

FOLLOW_ROWS(gp_entry)

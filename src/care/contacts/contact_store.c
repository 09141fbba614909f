#include "care/contacts/contact.h"

#include "care/caseload/caseload.h"
#include "care/coding/coding.h"
#include "care/consent/consent.h"
#include "care/contacts/contact.sql.h"
#include "care/people/person.h"
#include "platform/versions/versions.h"
#include "wire/json_write.h"

enum { STATE_CEILING = 64 * 1024 };

/* Two statements give rows of one shape under two names. Words that a later version added read as 0. */
#define CONTACT_FROM_ROW(row) \
    ((struct contact){.id = (row)->contact_id, \
        .key = (row)->key, \
        .person = (row)->person_id, \
        .by = (row)->account_id, \
        .by_name = (row)->by_name, \
        .role = (enum staff_role)(row)->role, \
        .happened_at = (row)->happened_at, \
        .recorded_at = (row)->recorded_at, \
        .outcome = (enum contact_outcome)value_of(&contact_outcomes, (row)->outcome), \
        .mode = (enum contact_mode)value_of(&contact_modes, (row)->mode), \
        .with = (enum contact_with)value_of(&contact_withs, (row)->with_whom), \
        .incoming = str_eq((row)->direction, STR("in")), \
        .with_name = (row)->with_name, \
        .note = (row)->note, \
        .minutes = (row)->minutes.set ? (int)(row)->minutes.v : 0, \
        .explained = (row)->explained, \
        .seen_code = {(row)->seen_code.set ? (row)->seen_code.v : 0}, \
        .mode_code = {(row)->mode_code.set ? (row)->mode_code.v : 0}, \
        .struck_at = (row)->struck_at, \
        .struck_by = (row)->struck_by, \
        .struck_why = (row)->struck_why})

static int value_of(const struct vocabulary *list, struct str word)
{
    int value;
    return vocabulary_find(list, word, &value) ? value : 0;
}

static enum err read_rows(struct ctx *c, struct person_id person, struct instant up_to, int64_t below,
    bool struck_too, int most, struct contact_list *ret)
{
    struct contact_rows_list rows;
    enum err err = contact_rows(c->db, person, up_to, below, struck_too, most, &rows);
    if (err) return err;
    *ret = (struct contact_list){ARENA_ARRAY(c->arena, struct contact, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) ret->items[i] = CONTACT_FROM_ROW(&rows.items[i]);
    return ERR_NONE;
}

enum err contacts_with(struct ctx *c, struct person_id person, int most, struct contact_list *ret)
{
    return read_rows(c, person, (struct instant){INT64_MAX}, INT64_MAX, false, most, ret);
}

enum err contacts_from(struct ctx *c, struct person_id person, struct instant up_to, int64_t below, int most,
    struct contact_list *ret)
{
    return read_rows(c, person, up_to, below, true, most, ret);
}

enum err contact_by_key(struct ctx *c, struct uuid key, struct contact *ret)
{
    struct contact_row_row row;
    enum err err = contact_row(c->db, key, &row);
    if (!err) *ret = CONTACT_FROM_ROW(&row);
    return err;
}

static bool says_the_same(const struct contact_of_nonce_row *row, const struct contact_sent *sent)
{
    const struct contact *k = sent->contact;
    return row->person_id.v == k->person.v && str_eq(row->note, k->note) && str_eq(row->with_name, k->with_name) &&
        value_of(&contact_outcomes, row->outcome) == (int)k->outcome &&
        value_of(&contact_withs, row->with_whom) == (int)k->with &&
        value_of(&contact_modes, row->mode) == (int)k->mode && str_eq(row->direction, STR("in")) == k->incoming &&
        (row->minutes.set ? row->minutes.v : 0) == k->minutes && row->explained == k->explained &&
        (!sent->timed || row->happened_at.v == k->happened_at.v);
}

/* What was put off has the words of what it was about, which is done by now: only what was typed can be compared.
 */
static bool goes_on_the_same(const struct contact_of_nonce_row *row, const struct contact_sent *sent)
{
    if (!date_eq(row->next_due, sent->next_due)) return false;
    if (sent->next_title.n && !str_eq(row->next_title, sent->next_title)) return false;
    return !sent->next_first || str_eq(row->next_kind, task_kind_word(TASK_ACT_FIRST));
}

enum err contact_is_resent(struct ctx *c, const struct contact_sent *sent, bool *ret_same)
{
    struct contact_of_nonce_row row;
    enum err err = contact_of_nonce(c->db, sent->contact->person, sent->nonce, &row);
    *ret_same = !err && says_the_same(&row, sent) && goes_on_the_same(&row, sent);
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static void add(struct json_writer *w, struct str name, struct str value)
{
    if (!value.n) return;
    json_name(w, name);
    json_str(w, value);
}

static struct str state_json(struct arena *a, const struct contact *k)
{
    struct buf out = buf_new(a, 512, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    add(&w, STR("happened_at"), instant_iso(a, k->happened_at));
    add(&w, STR("outcome"), vocabulary_code(&contact_outcomes, (int)k->outcome));
    add(&w, STR("mode"), vocabulary_code(&contact_modes, (int)k->mode));
    add(&w, STR("with"), vocabulary_code(&contact_withs, (int)k->with));
    add(&w, STR("with_name"), k->with_name);
    add(&w, STR("note"), k->note);
    add(&w, STR("struck_why"), k->struck_why);
    json_object_end(&w);
    MUST(!out.overflow);
    return buf_str(&out);
}

static struct db_maybe_int maybe(int64_t v)
{
    return (struct db_maybe_int){.set = v != 0, .v = v};
}

static enum err tell_gp_record(struct ctx *c, const struct contact *k)
{
    struct coding_recorded r = {.person = k->person,
        .contact = k->id,
        .of = k->key,
        .on = instant_date(k->happened_at),
        .by = k->by,
        .role = k->role};
    contact_gp_codes(k, r.codes);
    return coding_record(c, &r);
}

static enum err insert(struct ctx *c, struct contact_saving *s)
{
    struct contact *k = &s->contact;
    k->by = c->actor->account;
    k->role = (enum staff_role)c->actor->role;
    k->recorded_at = clock_now(c->clock);
    if (!uuid_is_set(k->key)) k->key = uuid_new(c->clock);
    k->seen_code = contact_seen_code(k->role, k->outcome, k->with);
    k->mode_code = contact_mode_code(k->mode, k->with);
    const struct contact_insert_params row = {.key = k->key,
        .person_id = k->person,
        .account_id = k->by,
        .role = k->role,
        .happened_at = k->happened_at,
        .recorded_at = k->recorded_at,
        .outcome = vocabulary_code(&contact_outcomes, (int)k->outcome),
        .mode = vocabulary_code(&contact_modes, (int)k->mode),
        .direction = k->incoming ? STR("in") : STR("out"),
        .with_whom = vocabulary_code(&contact_withs, (int)k->with),
        .with_name = k->with_name,
        .note = k->note,
        .minutes = maybe(k->minutes),
        .explained = k->explained,
        .seen_code = maybe(k->seen_code.v),
        .mode_code = maybe(k->mode_code.v),
        .nonce = s->nonce};
    enum err err = contact_insert(c->db, &row, &k->id.v);
    if (!err) err = tell_gp_record(c, k);
    if (!err) err = person_listed_write(c, k->person);
    return err ? err : version_save(c, STR("contact"), k->id.v, 1, state_json(c->arena, k));
}

/* Whoever refused a co-ordination record is told goodbye, and nothing new begins. */
static enum err may_begin(struct ctx *c, const struct contact_saving *s)
{
    bool allowed = true;
    if (!date_is_set(s->next.due)) return ERR_NONE;
    enum err err = consent_allows_record(c, s->contact.person, &allowed);
    return err ? err : allowed ? ERR_NONE : ERR_REFUSED;
}

/* When the next contact is due hangs on this one. */
static enum err tell_case(struct ctx *c, const struct contact_saving *s)
{
    const struct contact *k = &s->contact;
    const struct case_contact made = {.person = k->person,
        .by = k->by,
        .role = k->role,
        .day = instant_date(k->happened_at),
        .planned = s->next.due,
        .reached = k->outcome != CONTACT_NO_ANSWER && k->outcome != CONTACT_LEFT_MESSAGE};
    return case_contact_made(c, &made);
}

enum err contact_save(struct ctx *c, struct contact_saving *s)
{
    enum err err = may_begin(c, s);
    if (!err) err = insert(c, s);
    for (size_t i = 0; !err && i < s->finishes.n; i++) {
        err = task_finish(c, &s->finishes.items[i], s->contact.id);
        if (err == ERR_CONFLICT) err = ERR_NONE; /* a colleague finished it meanwhile: what was wanted */
    }
    if (!err && date_is_set(s->next.due)) err = task_add(c, &s->next, s->contact.id);
    if (!err) err = tell_case(c, s);
    trace_saw(c->trace, s->contact.person);
    return err;
}

enum err contact_strike(struct ctx *c, const struct contact *k, struct str why)
{
    enum err err = contact_set_struck(c->db, k->id, clock_now(c->clock), c->actor->account, why);
    if (!err) err = coding_contact_struck(c, k->id);
    if (!err) err = person_listed_write(c, k->person);
    struct contact struck = *k;
    struck.struck_why = why;
    return err ? err : version_save(c, STR("contact"), k->id.v, 2, state_json(c->arena, &struck));
}

FOLLOW_ROWS(contact)

#include "base/limits.h"
#include "care/consent/consent.sql.h"
#include "care/consent/consent_entry.h"
#include "platform/audit/audit.h"
#include "platform/versions/versions.h"
#include "wire/json_write.h"

enum { STATE_CEILING = 64 * 1024 };

/* ---- reading: words that a later version added read as 0 ---- */

static int value_of(const struct vocabulary *list, struct str word)
{
    int value;
    return vocabulary_find(list, word, &value) ? value : 0;
}

static int yes_or_no(struct db_maybe_bool b)
{
    return !b.set ? YES_NO_NONE : b.v ? YES_NO_YES : YES_NO_NO;
}

static struct consent_entry from_row(const struct consent_rows_row *r)
{
    struct consent_entry e = {.id = r->consent_id,
        .key = r->key,
        .nonce = r->nonce,
        .version = r->version,
        .person = r->person_id,
        .kind = (enum consent_entry_kind)value_of(&consent_entries, r->entry),
        .subject = {(enum consent_purpose)value_of(&consent_purposes, r->purpose),
            (enum consent_channel)value_of(&consent_channels, r->channel), r->consent_party_id},
        .party = {r->consent_party_id, r->party_key, value_of(&consent_party_kinds, r->party_kind), r->party_name,
            r->party_relationship},
        .answer = value_of(&consent_answers, r->answer),
        .kinds = (unsigned)r->kinds,
        .decided_by = value_of(&consent_decided, r->decided_by),
        .how = value_of(&consent_hows, r->how),
        .advocate = value_of(&consent_advocates, r->advocate),
        .understands = yes_or_no(r->understands),
        .retains = yes_or_no(r->retains),
        .weighs = yes_or_no(r->weighs),
        .communicates = yes_or_no(r->communicates)};
    e.name = r->name, e.as_role = r->as_role, e.words = r->words, e.help = r->help, e.why = r->why;
    e.advocate_note = r->advocate_note, e.seen_by = r->seen_by;
    e.on = r->happened_on, e.seen_on = r->seen_on, e.review_on = r->review_on, e.until_on = r->until_on;
    e.rests_on = r->rests_on, e.assessment = r->assessment_id;
    e.by = r->account_id, e.by_name = r->by_name, e.role = (int)r->role, e.recorded_at = r->recorded_at;
    e.struck_at = r->struck_at, e.struck_by = r->struck_by, e.struck_why = r->struck_why;
    return e;
}

enum err consent_read(struct ctx *c, struct person_id person, struct consent_list *ret)
{
    struct consent_rows_list rows;
    enum err err = consent_rows(c->db, person, &rows);
    if (err) return err;
    *ret = (struct consent_list){ARENA_ARRAY(c->arena, struct consent_entry, rows.n), rows.n};
    for (size_t i = 0; i < rows.n; i++) ret->items[i] = from_row(&rows.items[i]);
    return ERR_NONE;
}

/* ---- its state, for history ---- */

static void add(struct json_writer *w, const char *name, struct str value)
{
    if (!value.n) return;
    json_name(w, str_from_cstr(name));
    json_str(w, value);
}

static void add_day(struct arena *a, struct json_writer *w, const char *name, struct date day)
{
    if (date_is_set(day)) add(w, name, date_iso(a, day));
}

static void add_number(struct json_writer *w, const char *name, int64_t number)
{
    if (!number) return;
    json_name(w, str_from_cstr(name));
    json_int(w, number);
}

static void add_words(struct json_writer *w, const struct consent_entry *e)
{
    add(w, "name", e->name);
    add(w, "as_role", e->as_role);
    add(w, "words", e->words);
    add(w, "help", e->help);
    add(w, "why", e->why);
    add(w, "advocate_note", e->advocate_note);
    add(w, "seen_by", e->seen_by);
    add(w, "struck_why", e->struck_why);
}

static struct str state_json(struct arena *a, const struct consent_entry *e)
{
    struct buf out = buf_new(a, 1024, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    add(&w, "entry", vocabulary_code(&consent_entries, (int)e->kind));
    add(&w, "purpose", vocabulary_code(&consent_purposes, (int)e->subject.purpose));
    add(&w, "channel", vocabulary_code(&consent_channels, (int)e->subject.channel));
    add_number(&w, "party", e->subject.party.v);
    add(&w, "answer", vocabulary_code(&consent_answers, e->answer));
    add_number(&w, "kinds", (int64_t)e->kinds);
    add(&w, "decided_by", vocabulary_code(&consent_decided, e->decided_by));
    add(&w, "how", vocabulary_code(&consent_hows, e->how));
    add(&w, "advocate", vocabulary_code(&consent_advocates, e->advocate));
    add(&w, "understands", vocabulary_code(&consent_yes_no, e->understands));
    add(&w, "retains", vocabulary_code(&consent_yes_no, e->retains));
    add(&w, "weighs", vocabulary_code(&consent_yes_no, e->weighs));
    add(&w, "communicates", vocabulary_code(&consent_yes_no, e->communicates));
    add_words(&w, e);
    add_day(a, &w, "on", e->on);
    add_day(a, &w, "seen_on", e->seen_on);
    add_day(a, &w, "review_on", e->review_on);
    add_day(a, &w, "until_on", e->until_on);
    add_number(&w, "rests_on", e->rests_on.v);
    add_number(&w, "assessment", e->assessment.v);
    json_object_end(&w);
    json_writer_end(&w);
    MUST(!out.overflow);
    return buf_str(&out);
}

static struct str party_json(struct arena *a, const struct consent_party *party)
{
    struct buf out = buf_new(a, 256, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    add(&w, "kind", vocabulary_code(&consent_party_kinds, party->kind));
    add(&w, "name", party->name);
    add(&w, "relation", party->relation);
    json_object_end(&w);
    json_writer_end(&w);
    return buf_str(&out);
}

/* ---- saving ---- */

bool consent_may_record(const struct ctx *c, enum consent_entry_kind kind)
{
    enum permission needs = kind == CONSENT_ENTRY_DECISION ? PERMISSION_CONSENT_RECORD :
        kind == CONSENT_ENTRY_BASIS                        ? PERMISSION_LAWFUL_BASIS :
                                                             PERMISSION_CAPACITY_RECORD;
    return actor_may(c->actor, (int)needs);
}

static struct db_maybe_bool maybe(int yes)
{
    return (struct db_maybe_bool){.set = yes != YES_NO_NONE, .v = yes == YES_NO_YES};
}

static enum err insert(struct ctx *c, struct consent_entry *e)
{
    const struct consent_insert_params row = {.key = uuid_new(c->clock),
        .person_id = e->person,
        .entry = vocabulary_code(&consent_entries, (int)e->kind),
        .purpose = vocabulary_code(&consent_purposes, (int)e->subject.purpose),
        .channel = vocabulary_code(&consent_channels, (int)e->subject.channel),
        .consent_party_id = e->subject.party,
        .answer = vocabulary_code(&consent_answers, e->answer),
        .kinds = (int64_t)e->kinds,
        .decided_by = vocabulary_code(&consent_decided, e->decided_by),
        .how = vocabulary_code(&consent_hows, e->how),
        .name = e->name,
        .as_role = e->as_role,
        .happened_on = e->on,
        .words = e->words,
        .help = e->help,
        .why = e->why,
        .understands = maybe(e->understands),
        .retains = maybe(e->retains),
        .weighs = maybe(e->weighs),
        .communicates = maybe(e->communicates),
        .advocate = vocabulary_code(&consent_advocates, e->advocate),
        .advocate_note = e->advocate_note,
        .seen_on = e->seen_on,
        .seen_by = e->seen_by,
        .review_on = e->review_on,
        .until_on = e->until_on,
        .rests_on = e->rests_on,
        .assessment_id = e->assessment,
        .account_id = c->actor->account,
        .role = c->actor->role,
        .recorded_at = clock_now(c->clock),
        .nonce = e->nonce};
    enum err err = consent_insert(c->db, &row, &e->id.v);
    return err ? err : version_save(c, STR("consent"), e->id.v, 1, state_json(c->arena, e));
}

static enum err insert_party(struct ctx *c, struct consent_entry *e)
{
    struct consent_party *p = &e->party;
    struct str kind = vocabulary_code(&consent_party_kinds, p->kind);
    enum err err =
        consent_party_insert(c->db, uuid_new(c->clock), e->person, kind, p->name, p->relation, &p->id.v);
    e->subject.party = p->id;
    return err ? err : version_save(c, STR("consent_party"), p->id.v, 1, party_json(c->arena, p));
}

/* Was the same decided by somebody else after whoever typed this had looked? */
static bool decided_since(const struct consent_list *all, const struct consent_saving *s)
{
    bool unseen = !uuid_is_set(s->seen);
    if (s->new_party && consent_is_named(all, s->entry.party.name)) return true;
    for (size_t i = 0; i < all->n; i++) {
        const struct consent_entry *e = &all->items[i];
        bool same = e->kind == s->entry.kind && s->entry.kind == CONSENT_ENTRY_DECISION &&
            consent_subject_eq(e->subject, s->entry.subject);
        if (unseen && same && !s->new_party) return true;
        if (uuid_eq(e->key, s->seen)) unseen = true;
    }
    return false;
}

static bool was_sent(const struct consent_list *all, struct uuid nonce)
{
    for (size_t i = 0; i < all->n; i++)
        if (uuid_eq(all->items[i].nonce, nonce)) return true;
    return false;
}

/* A refusal can be recorded when nothing else can any more. */
static bool is_enough(const struct consent_list *all, const struct consent_entry *e)
{
    bool less = e->kind == CONSENT_ENTRY_DECISION && e->answer != CONSENT_GIVEN;
    return all->n >= (less ? CONSENT_REFUSALS_MOST : CONSENT_ENTRIES_MOST);
}

enum err consent_save(struct ctx *c, const struct consent_saving *s)
{
    struct consent_list all;
    struct consent_entry e = s->entry;
    struct consent_whom whom = consent_whom(c, s->person);
    if (!consent_may_record(c, e.kind)) return ERR_REFUSED;
    enum err err = consent_read(c, e.person, &all);
    if (err) return err;
    if (was_sent(&all, e.nonce)) return ERR_EXISTS;
    if (is_enough(&all, &e)) return ERR_TOO_LARGE;
    if (decided_since(&all, s)) return ERR_CONFLICT;
    /* What it rests on is read here, where nobody can strike it through in between. */
    s->problems->n = 0;
    consent_check(&all, &whom, s->new_party, &e, s->problems);
    if (s->problems->n) return ERR_INVALID;
    if (s->new_party) err = insert_party(c, &e);
    if (!err) err = insert(c, &e);
    trace_saw(c->trace, e.person);
    return err;
}

enum err consent_strike(struct ctx *c, const struct consent_entry *e, struct str why)
{
    if (!consent_may_record(c, e->kind)) return ERR_REFUSED;
    enum err err = consent_set_struck(c->db, e->id, clock_now(c->clock), c->actor->account, why);
    struct consent_entry struck = *e;
    struck.struck_why = why;
    trace_saw(c->trace, e->person);
    return err ? err : version_save(c, STR("consent"), e->id.v, 2, state_json(c->arena, &struck));
}

/* What each row does, on the writer: find whom it is about, compare, write. Patients: import_patient.c. */
#include "care/imports/import_internal.h"

#include "care/coding/coding.h"
#include "care/imports/imports.sql.h"
#include "platform/crypto.h"

struct uuid import_key(const struct importer *im, struct str key)
{
    static const struct crypto_key domain = {{'i', 'm', 'p', 'o', 'r', 't'}};
    unsigned char network[sizeof im->actor.pcn.v];
    for (size_t i = 0; i < sizeof network; i++) network[i] = (unsigned char)(im->actor.pcn.v >> (8 * i));
    const struct str parts[] = {{(const char *)network, sizeof network}, im->options->source, STR("\n"), key};
    struct crypto_hash hash = crypto_keyed_hash(&domain, parts, COUNT_OF(parts));
    struct uuid ret;
    memcpy(ret.bytes, hash.bytes, sizeof ret.bytes);
    return ret;
}

void slice_refuse(struct slice *s, size_t row, struct str reason)
{
    s->refusals[s->n_refusals++] = (struct slice_refusal){.row = row, .reason = reason};
    s->figures.rejected++;
}

/* ---- records ---- */

static struct uuid record_key(
    struct ctx *c, struct importer *im, const struct fhir_record *r, struct person_id person)
{
    if (r->key.n) return import_key(im, r->key);
    return import_key(im, str_printf(c->arena, "content|%lld|%lld", (long long)person.v, (long long)r->content));
}

static void count_record(struct slice *s, enum coded_outcome outcome)
{
    if (outcome == CODED_ADDED) s->figures.records_new++;
    if (outcome == CODED_REPLACED) s->figures.records_changed++;
    if (outcome == CODED_AS_BEFORE) s->figures.records_same++;
}

static struct coded_new record_of(
    struct ctx *c, struct importer *im, const struct fhir_record *r, struct person_id person, struct str who)
{
    return (struct coded_new){.person = person,
        .record = {.kind = (enum coded_kind)r->kind,
            .status = (enum coded_status)r->status,
            .system = r->system.n ? r->system : STR(""),
            .code = r->code.n ? r->code : STR(""),
            .display = r->display,
            .precision = (enum coded_precision)r->precision,
            .happened_at = {r->happened_at},
            .ended = {(int32_t)r->ended},
            .value = r->value,
            .unit = r->unit,
            .note = r->note,
            .who = who,
            .reach = r->reach},
        .source_key = record_key(c, im, r, person),
        .content = r->content,
        .import = im->id,
        .original = r->original};
}

/* What stands inside a patient who was refused, or in their row of a table, has been refused with them. */
static enum err refuse_record(struct slice *s, size_t at, struct str reason)
{
    bool of_row = str_eq(s->rows[at].type, STR(FHIR_TYPE_OF_ROW));
    if (!s->rows[at].record.detail && !of_row) slice_refuse(s, at, reason);
    return ERR_NONE;
}

/* Once for each person of an import: whose details it changed is noted already. */
static enum err note_records(struct ctx *c, struct slice *s, struct person_id person)
{
    struct import_change_noted_row noted;
    if (s->last_noted.v == person.v || s->importer->options->dry_run) return ERR_NONE;
    s->last_noted = person;
    enum err err = import_change_noted(c->db, person, s->importer->id, &noted);
    if (err || noted.amount) return err;
    const struct import_noted note = {.person = person, .kind = IMPORT_BROUGHT_RECORDS};
    return import_note_change(c, s->importer, &note);
}

enum err apply_record(struct ctx *c, struct slice *s, size_t at)
{
    struct importer *im = s->importer;
    const struct fhir_record *r = &s->rows[at].record;
    struct person_id person = {0};
    struct str refused = STR_NONE, who = STR_NONE;
    enum err err = record_subject(c, s, r, &person, &refused);
    if (err) return err;
    if (refused.p) return refuse_record(s, at, refused);
    err = record_names(c, im, r, &who);
    if (err) return err;
    const struct coded_new row = record_of(c, im, r, person, who);
    enum coded_outcome outcome = CODED_ADDED;
    if (im->options->dry_run)
        err = person.v ? coded_would(c, &im->coded, &row, &outcome) : ERR_NONE;
    else
        err = coded_add(c, &im->coded, &row, &outcome);
    if (!err && !im->options->dry_run && outcome != CODED_AS_BEFORE) err = coding_import_brought(c, &row);
    if (err == ERR_CONFLICT) return refuse_record(s, at, STR("In an earlier import it was about another person"));
    if (err) return err;
    count_record(s, outcome);
    if (outcome == CODED_AS_BEFORE || !c->trace) return ERR_NONE;
    if (!people_seen_has(&im->seen, person)) trace_saw(c->trace, person);
    return note_records(c, s, person);
}

enum err slice_apply(struct ctx *c, void *arg)
{
    struct slice *s = arg;
    int64_t began = clock_monotonic_us();
    s->figures = (struct import_figures){0};
    s->last_subject = s->last_noted = (struct person_id){0};
    s->n_refusals = s->n_kept;
    s->n_met = s->n_met_kept;
    coded_concepts_begin(&s->importer->coded.concepts);
    size_t at = s->from;
    enum err err = ERR_NONE;
    while (!err && at < s->n_rows) {
        if (s->kind == FHIR_ROW_ACTOR) err = apply_actor(c, s, &s->rows[at]);
        if (s->kind == FHIR_ROW_PATIENT) err = apply_patient(c, s, at);
        if (s->kind == FHIR_ROW_RECORD) err = apply_record(c, s, at);
        at++;
        if (clock_monotonic_us() - began > SLICE_US) break;
    }
    s->to = at;
    return err;
}

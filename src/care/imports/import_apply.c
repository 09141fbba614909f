/* What each row does, on the writer: find whom it is about, compare, write. */
#include "care/imports/import_internal.h"

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
    s->refusals[s->n_refusals++] = (struct slice_refusal){row, reason};
    s->figures.rejected++;
}

/* ---- patients ---- */

/* The rules that no source may break, whatever it is. STR_NONE: none is broken. */
static struct str implausible(struct importer *im, const struct fhir_patient *p)
{
    struct date born = {(int32_t)p->born}, died = {(int32_t)p->died};
    if (date_is_set(born) && date_before(im->today, born)) return STR("The date of birth is in the future");
    if (date_is_set(born) && date_age(born, im->today) > 130 && !p->died_known)
        return STR("The date of birth is more than 130 years ago");
    if (date_is_set(died) && date_before(im->today, died)) return STR("The date of death is in the future");
    if (date_is_set(born) && date_is_set(died) && date_before(died, born))
        return STR("The date of death is before the date of birth");
    return STR_NONE;
}

/* Names from organisations, practitioners and their roles that the patient points at. */
static enum err resolve(struct ctx *c, struct importer *im, struct fhir_patient *p)
{
    struct actor_known practice = {0}, gp = {0};
    enum err err = p->practice_code.n ? ERR_NONE : actor_find(c, im, p->practice_key, &practice);
    if (!err && (!p->gp_name.n || !p->practice_key.n)) err = actor_find(c, im, p->gp_key, &gp);
    if (!p->practice_code.n) p->practice_code = practice.ods_code;
    if (!p->practice_code.n && !p->practice_key.n) p->practice_code = gp.ods_code;
    if (!p->gp_name.n) p->gp_name = gp.name;
    return err;
}

static bool practice_of(const struct importer *im, struct str code, struct practice_id *ret)
{
    struct ods_code parsed;
    if (ods_code_parse(code, &parsed))
        for (size_t i = 0; i < im->n_practices; i++)
            if (ods_code_eq(&im->practices[i].code, &parsed)) {
                *ret = im->practices[i].id;
                return true;
            }
    *ret = im->otherwise;
    return im->otherwise.v != 0;
}

static struct str no_practice(struct arena *a, const struct fhir_patient *p)
{
    if (!p->practice_code.n) return STR("It names no practice. Import again with --practice CODE to say which");
    return str_printf(a,
        "Its practice %.*s is not one of this network's. Add the practice, or import again with "
        "--practice CODE",
        STR_ARG(str_slice(p->practice_code, 0, 20)));
}

/* One number or id alone doesn't make two people one: name or date of birth must agree. */
static bool could_be(const struct fhir_patient *now, const struct person *p)
{
    struct date born = {(int32_t)now->born};
    bool other_name = now->family_name.n && p->family_name.n && !str_eq_nocase(now->family_name, p->family_name);
    bool other_birth = date_is_set(born) && date_is_set(p->born) && !date_eq(born, p->born);
    return !(other_name && other_birth);
}

/* Everything that is known when a patient is decided on. */
struct meeting {
    struct slice *slice;
    size_t at;
    struct fhir_patient *now;
    struct uuid keys[2];
    size_t n_keys;
    struct str row; /* as it will be kept */
    struct str last_row;
    struct person_id known;
    bool by_key, was_refused;
    struct practice_id practice;
};

static enum err patient_refuse(struct ctx *c, struct meeting *m, struct str reason)
{
    struct importer *im = m->slice->importer;
    slice_refuse(m->slice, m->at, reason);
    enum err err = ERR_NONE;
    int64_t changed;
    for (size_t i = 0; !err && i < m->n_keys; i++) {
        if (im->options->dry_run)
            key_set_add(&im->refused, m->keys[i]);
        else
            err = import_person_refuse(c->db, m->keys[i], im->id, &changed);
    }
    return err;
}

/* Its numbers of other systems, for records that know it by one of them. One that two people have is nobody's. */
static enum err keep_identifiers(struct ctx *c, struct meeting *m, struct person_id id)
{
    struct importer *im = m->slice->importer;
    const struct str texts[] = {m->now->identifier_1, m->now->identifier_2};
    enum err err = ERR_NONE;
    int64_t changed;
    for (size_t i = 0; !err && i < COUNT_OF(texts); i++) {
        if (!texts[i].n) continue;
        struct uuid key = import_key(im, texts[i]);
        if (im->options->dry_run)
            key_set_add(&im->accepted, key);
        else
            err = import_identifier_keep(c->db, key, id, im->id, &changed);
    }
    return err;
}

static enum err patient_keep(struct ctx *c, struct meeting *m, struct person_id id)
{
    struct importer *im = m->slice->importer;
    enum err err = keep_identifiers(c, m, id);
    int64_t changed;
    for (size_t i = 0; !err && i < m->n_keys; i++) {
        if (im->options->dry_run)
            key_set_add(&im->accepted, m->keys[i]);
        else
            err = import_person_keep(c->db, m->keys[i], id, i == 0 ? m->row : STR_NONE, &changed);
    }
    return err;
}

static enum err patient_new(struct ctx *c, struct meeting *m)
{
    struct person p = {.practice = m->practice, .source = STR("fhir")};
    (void)patient_merge(PATIENT_IS_NEW, NULL, m->now, &p);
    enum err err = m->slice->importer->options->dry_run ? ERR_NONE : person_add(c, &p);
    if (err) return err;
    m->slice->figures.people_new++;
    return patient_keep(c, m, p.id);
}

/* Contacts and facts that the source had and has no more. */
static bool has_lost(const struct meeting *m, const struct fhir_patient *before)
{
    return m->now->contacts < before->contacts || (before->facts & ~m->now->facts);
}

static enum err take_back(struct ctx *c, struct meeting *m, const struct fhir_patient *before)
{
    struct importer *im = m->slice->importer;
    enum err err = ERR_NONE;
    if (!has_lost(m, before) || im->options->dry_run) return ERR_NONE;
    if (c->trace && !people_seen_has(&im->seen, m->known)) trace_saw(c->trace, m->known);
    for (int i = (int)m->now->contacts + 1; !err && i <= before->contacts; i++)
        err = coded_withdraw(c, m->known, import_key(im, fhir_contact_key(c->arena, m->now, i)), im->id);
    for (int64_t left = before->facts & ~m->now->facts, bit = 0; !err && left >> bit; bit++)
        if (left >> bit & 1)
            err = coded_withdraw(c, m->known, import_key(im, fhir_fact_key(c->arena, m->now, (int)bit)), im->id);
    return err;
}

static enum err patient_again(struct ctx *c, struct meeting *m)
{
    struct import_figures *figures = &m->slice->figures;
    struct fhir_patient before;
    struct person p;
    enum err err = person_get(c, m->known, &p);
    if (err) return err;
    if (!could_be(m->now, &p))
        return patient_refuse(c, m,
            m->by_key ?
                STR("An earlier import had somebody else under this id, with another name and date of birth. If "
                    "the "
                    "file comes from another system, import again with --source NAME") :
                STR("Its NHS number belongs to somebody here with another name and another date of birth"));
    bool came_before = m->last_row.n && fhir_patient_from(m->last_row, &before) == ERR_NONE;
    bool changed = patient_merge(came_before ? PATIENT_CAME_BEFORE : PATIENT_WAS_HERE, &before, m->now, &p);
    bool moved =
        came_before && !str_eq(before.practice_code, m->now->practice_code) && p.practice.v != m->practice.v;
    if (moved) p.practice = m->practice;
    if ((changed || moved) && !m->slice->importer->options->dry_run) err = person_save(c, &p);
    if (err == ERR_EXISTS) return patient_refuse(c, m, STR("Its new NHS number belongs to somebody else here"));
    if (!err && came_before) err = take_back(c, m, &before);
    if (!err && m->was_refused && !m->slice->importer->options->dry_run)
        err = person_elsewhere(c, m->known, STR_NONE);
    if (err) return err;
    if (changed || moved || (came_before && has_lost(m, &before)))
        figures->people_changed++;
    else
        figures->people_same++;
    return patient_keep(c, m, m->known);
}

/* At a practice that isn't the network's. Of somebody known here it means that they left, and those who work with
 * them must hear of it. */
static enum err patient_elsewhere(struct ctx *c, struct meeting *m)
{
    struct person p;
    enum err err = m->known.v ? person_get(c, m->known, &p) : ERR_NOT_FOUND;
    bool left = !err && m->now->practice_code.n && could_be(m->now, &p) && !m->slice->importer->options->dry_run;
    if (left) err = person_elsewhere(c, m->known, str_slice(m->now->practice_code, 0, 20));
    if (err && err != ERR_NOT_FOUND) return err;
    return patient_refuse(c, m, no_practice(c->arena, m->now));
}

static void take_keys(struct ctx *c, struct meeting *m)
{
    struct importer *im = m->slice->importer;
    if (m->now->key.n) m->keys[m->n_keys++] = import_key(im, m->now->key);
    if (m->now->alias.n && !str_eq(m->now->alias, m->now->key))
        m->keys[m->n_keys++] = import_key(im, m->now->alias);
    if (!m->n_keys)
        m->keys[m->n_keys++] = import_key(im, str_printf(c->arena, "nhs|%lld", (long long)m->now->nhs_number));
}

/* Who it is: by the source's own id, else by the NHS number. */
static enum err recognise(struct ctx *c, struct meeting *m)
{
    const struct importer *im = m->slice->importer;
    struct import_person_find_row row;
    enum err err = ERR_NOT_FOUND;
    for (size_t i = 0; err == ERR_NOT_FOUND && i < m->n_keys; i++) {
        err = import_person_find(c->db, m->keys[i], &row);
        if (!err && !row.person_id.v) err = ERR_NOT_FOUND; /* it was only ever refused */
    }
    if (!err) {
        m->known = row.person_id;
        m->last_row = row.refused_in.v ? STR_NONE : row.last_row;
        m->by_key = true;
        m->was_refused = row.refused_in.v != 0;
    }
    if (err == ERR_NOT_FOUND && m->now->nhs_number)
        err = person_of_number(c, im->actor.pcn, (struct nhs_number){m->now->nhs_number}, &m->known);
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

/* A dry run writes nothing, so what it would have added must be remembered. */
static bool came_already(struct ctx *c, struct meeting *m)
{
    struct importer *im = m->slice->importer;
    if (!im->options->dry_run || m->known.v) return false;
    struct uuid number = import_key(im, str_printf(c->arena, "nhs|%lld", (long long)m->now->nhs_number));
    bool known =
        key_set_has(&im->accepted, m->keys[0]) || (m->now->nhs_number && key_set_has(&im->accepted, number));
    if (m->now->nhs_number) key_set_add(&im->accepted, number);
    return known;
}

enum err apply_patient(struct ctx *c, struct slice *s, size_t at)
{
    /* A copy: what is resolved here is of this run's memory, and the action may run again. */
    struct fhir_patient *now = ARENA_NEW(c->arena, struct fhir_patient);
    *now = s->rows[at].patient;
    struct meeting m = {.slice = s, .at = at, .now = now};
    take_keys(c, &m);
    enum err err = resolve(c, s->importer, m.now);
    if (!err) err = recognise(c, &m);
    if (err) return err;
    struct buf kept = buf_new(c->arena, 512, FHIR_ROW_MOST);
    fhir_patient_write(&kept, m.now);
    m.row = buf_str(&kept);
    if (m.known.v && str_eq(m.row, m.last_row)) {
        s->figures.people_same++;
        return s->importer->options->dry_run ? patient_keep(c, &m, m.known) : ERR_NONE;
    }
    struct str wrong = implausible(s->importer, m.now);
    if (wrong.p) return patient_refuse(c, &m, wrong);
    if (!practice_of(s->importer, m.now->practice_code, &m.practice)) return patient_elsewhere(c, &m);
    if (m.known.v) return patient_again(c, &m);
    if (!came_already(c, &m)) return patient_new(c, &m);
    s->figures.people_same++;
    return patient_keep(c, &m, m.known);
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

/* What stands inside a patient who was refused has been refused with them. */
static enum err refuse_record(struct slice *s, size_t at, struct str reason)
{
    if (!s->rows[at].record.detail) slice_refuse(s, at, reason);
    return ERR_NONE;
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
    if (err == ERR_CONFLICT) return refuse_record(s, at, STR("In an earlier import it was about another person"));
    if (err) return err;
    count_record(s, outcome);
    if (outcome != CODED_AS_BEFORE && c->trace && !people_seen_has(&im->seen, person)) trace_saw(c->trace, person);
    return ERR_NONE;
}

enum err slice_apply(struct ctx *c, void *arg)
{
    struct slice *s = arg;
    int64_t began = clock_monotonic_us();
    s->figures = (struct import_figures){0};
    s->last_subject = (struct person_id){0};
    s->n_refusals = s->n_kept;
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

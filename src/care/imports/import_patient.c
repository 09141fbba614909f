/* What is decided about a patient is done: added, changed, or refused; and what is remembered of it. */
#include "care/imports/import_internal.h"

#include "care/imports/imports.sql.h"

/* For whoever reviews: who it is, and what becomes of them. */
static void note_met(struct slice *s, size_t at, const struct meeting *m, enum import_found found)
{
    struct arena *a = s->ctx.arena;
    if (!s->importer->events->met) return;
    bool named = found == FOUND_NEW || found == FOUND_ALIKE;
    struct str family = str_upper(a, m->now->family_name), given = m->now->given_names;
    s->met[s->n_met++] = (struct import_met){.place = s->rows[at].place,
        .found = found,
        .person = found == FOUND_NEW ? m->person.key : m->person_key,
        .practice = m->practice,
        .name = named ? str_printf(a, "%.*s, %.*s", STR_ARG(family), STR_ARG(given)) : STR_NONE,
        .born = named ? (struct date){(int32_t)m->now->born} : DATE_NONE,
        .nhs_number = named ? (struct nhs_number){m->now->nhs_number} : NHS_NUMBER_NONE,
        .words = m->what};
}

static enum err patient_refuse(struct ctx *c, struct slice *s, size_t at, const struct meeting *m)
{
    struct importer *im = s->importer;
    struct str reason = m->group == IMPORT_ALIKE ? str_printf(c->arena,
                                                       "Somebody here may be the same person (%.*s). If they are, "
                                                       "give the record here this NHS number; if not, "
                                                       "add this person by hand. Then import again",
                                                       STR_ARG(str_lower(c->arena, m->what))) :
                                                   m->what;
    slice_refuse(s, at, reason);
    s->refusals[s->n_refusals - 1].alike = m->group == IMPORT_ALIKE;
    if (m->group == IMPORT_ALIKE) note_met(s, at, m, FOUND_ALIKE);
    bool left = m->elsewhere && !im->options->dry_run;
    enum err err = left ? person_elsewhere(c, m->known, str_slice(m->now->practice_code, 0, 20)) : ERR_NONE;
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
static enum err keep_identifiers(struct ctx *c, const struct meeting *m, struct person_id id)
{
    struct importer *im = m->importer;
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

static enum err patient_keep(struct ctx *c, const struct meeting *m, struct person_id id)
{
    struct importer *im = m->importer;
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

static enum err patient_new(struct ctx *c, struct slice *s, size_t at, struct meeting *m)
{
    struct person *p = &m->person;
    enum err err = s->importer->options->dry_run ? ERR_NONE : person_add(c, p);
    const struct import_noted added = {.person = p->id, .kind = IMPORT_ADDED_THEM, .version = 1};
    if (!err) err = import_note_change(c, s->importer, &added);
    if (err) return err;
    s->figures.people_new++;
    note_met(s, at, m, FOUND_NEW);
    return patient_keep(c, m, p->id);
}

/* Contacts and facts that the source had and has no more. */
static bool has_lost(const struct meeting *m)
{
    return m->came_before && (m->now->contacts < m->before.contacts || (m->before.facts & ~m->now->facts));
}

static enum err take_back(struct ctx *c, const struct meeting *m)
{
    struct importer *im = m->importer;
    int64_t lost = m->before.facts & ~m->now->facts;
    enum err err = ERR_NONE;
    if (!has_lost(m) || im->options->dry_run) return ERR_NONE;
    if (c->trace && !people_seen_has(&im->seen, m->known)) trace_saw(c->trace, m->known);
    for (int i = (int)m->now->contacts + 1; !err && i <= m->before.contacts; i++)
        err = coded_withdraw(c, m->known, import_key(im, fhir_contact_key(c->arena, m->now, i)), im->id);
    for (int64_t left = lost, bit = 0; !err && left >> bit; bit++)
        if (left >> bit & 1)
            err = coded_withdraw(c, m->known, import_key(im, fhir_fact_key(c->arena, m->now, (int)bit)), im->id);
    return err;
}

static enum err patient_changed(struct ctx *c, struct slice *s, size_t at, struct meeting *m)
{
    struct importer *im = m->importer;
    bool written = m->group != IMPORT_SAME;
    enum err err = written && !im->options->dry_run ? person_save(c, &m->person) : ERR_NONE;
    if (!err) err = take_back(c, m);
    if (!err && m->was_refused && !im->options->dry_run) err = person_elsewhere(c, m->known, STR_NONE);
    bool changed = written || has_lost(m);
    const struct import_noted note = {.person = m->known,
        .kind = IMPORT_CHANGED_DETAILS,
        .version = written ? m->person.version + 1 : 0,
        .moved_from = m->moved_from,
        .key = m->keys[0],
        .said = m->last_row};
    if (!err && changed) err = import_note_change(c, im, &note);
    if (err) return err;
    if (changed)
        s->figures.people_changed++;
    else
        s->figures.people_same++;
    note_met(s, at, m, m->moves ? FOUND_MOVED : changed ? FOUND_CHANGED : FOUND_SAME);
    return patient_keep(c, m, m->known);
}

/* A dry run writes nothing, so what it would have added must be remembered. */
static bool came_already(struct ctx *c, const struct meeting *m)
{
    struct importer *im = m->importer;
    if (!im->options->dry_run || m->known.v) return false;
    struct uuid number = import_key(im, str_printf(c->arena, "nhs|%lld", (long long)m->now->nhs_number));
    bool known =
        key_set_has(&im->accepted, m->keys[0]) || (m->now->nhs_number && key_set_has(&im->accepted, number));
    if (m->now->nhs_number) key_set_add(&im->accepted, number);
    return known;
}

enum err apply_patient(struct ctx *c, struct slice *s, size_t at)
{
    struct importer *im = s->importer;
    struct meeting m;
    enum err err = patient_decide(c, im, &s->rows[at], &m);
    if (err) return err;
    if (m.group == IMPORT_REFUSED || m.group == IMPORT_ALIKE) return patient_refuse(c, s, at, &m);
    if (m.known.v && str_eq(m.row, m.last_row) && m.group == IMPORT_SAME) {
        s->figures.people_same++;
        note_met(s, at, &m, FOUND_SAME);
        return im->options->dry_run ? patient_keep(c, &m, m.known) : ERR_NONE;
    }
    if (m.known.v) return patient_changed(c, s, at, &m);
    if (!came_already(c, &m)) return patient_new(c, s, at, &m);
    s->figures.people_same++;
    return patient_keep(c, &m, m.known);
}

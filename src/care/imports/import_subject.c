/* Whom a record is about: by the id that its source gave the patient, by another identifier, by NHS number. Where
 * two of them are said they must agree: what leads to two people is nobody's. */
#include "base/utf8.h"
#include "care/imports/import_internal.h"

#include "care/imports/imports.sql.h"

/* "Patient/123" of "|Patient/123": what a source without an address of its own wrote. */
static struct str readable(struct str key)
{
    return utf8_cut(str_starts(key, STR("|")) ? str_skip(key, 1) : key, 200);
}

struct whom {
    bool found; /* with an id of 0 in a dry run: somebody who would have been added */
    struct person_id person;
    struct str refused;
};

static enum err by_key(struct ctx *c, const struct importer *im, struct str text, struct whom *w)
{
    struct import_person_find_row row = {0};
    if (!text.n) return ERR_NONE;
    struct uuid key = import_key(im, text);
    bool refused = key_set_has(&im->refused, key), accepted = !refused && key_set_has(&im->accepted, key);
    enum err err = import_person_find(c->db, key, &row);
    if (err && err != ERR_NOT_FOUND) return err;
    bool nobody = err == ERR_NOT_FOUND || !row.person_id.v;
    if (accepted && nobody) {
        w->found = true;
    } else if (refused ||
        (!accepted && !err && row.refused_in.v && (row.refused_in.v == im->id.v || !row.person_id.v))) {
        w->refused = str_starts(text, STR("identifier|")) ?
            STR("More than one person here has the identifier that it names") :
            STR("Its patient was not accepted");
    } else if (!nobody) {
        w->found = true;
        w->person = row.person_id;
    }
    return ERR_NONE;
}

static enum err by_number(struct ctx *c, const struct importer *im, int64_t number, struct whom *w)
{
    struct person_id person = {0};
    if (!number) return ERR_NONE;
    enum err err = person_of_number(c, im->actor.pcn, (struct nhs_number){number}, &person);
    if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
    if (w->found && w->person.v && w->person.v != person.v)
        w->refused = STR("Its reference and its NHS number lead to two different people");
    w->found = true;
    w->person = person;
    return ERR_NONE;
}

/* Of an appointment whose references don't tell what they point at, the patient is the one who is one. */
static enum err by_others(struct ctx *c, const struct importer *im, struct str keys, struct whom *w)
{
    enum err err = ERR_NONE;
    for (int i = 0; !err && !w->found && keys.n && i < FHIR_REFERENCES_MOST; i++) {
        struct str key = str_cut(&keys, ' ');
        if (str_starts(key, STR("urn:"))) err = by_key(c, im, key, w);
    }
    return err;
}

static struct str not_found(struct arena *a, const struct fhir_record *r)
{
    if (r->subject_key.n)
        return str_printf(a, "Its patient %.*s is not in these files and not known from an earlier import",
            STR_ARG(readable(r->subject_key)));
    if (!r->subject_identifier.n) return STR("Nobody here has the NHS number of its patient");
    struct str rest = str_skip(r->subject_identifier, 11); /* "identifier|" */
    struct str system = utf8_cut(str_cut(&rest, '|'), 150);
    return str_printf(
        a, "Nobody here is known by the identifier of its patient, of the system %.*s", STR_ARG(system));
}

static enum err check_practice(struct ctx *c, const struct importer *im, struct whom *w)
{
    struct person p;
    if (!im->options->only.v || !w->person.v || w->refused.p) return ERR_NONE;
    enum err err = person_get(c, w->person, &p);
    if (!err && import_is_outside(im, p.practice)) w->refused = IMPORT_OF_ANOTHER_PRACTICE;
    return err;
}

enum err record_subject(
    struct ctx *c, struct slice *s, const struct fhir_record *r, struct person_id *ret, struct str *ret_refused)
{
    struct importer *im = s->importer;
    struct whom w = {0};
    if (s->last_subject.v && str_eq(r->subject_key, s->last_subject_key) &&
        (!r->subject_nhs_number || r->subject_nhs_number == s->last_number)) {
        *ret = s->last_subject;
        return ERR_NONE;
    }
    enum err err = by_key(c, im, r->subject_key, &w);
    if (!err && !w.found && !w.refused.p) err = by_key(c, im, r->subject_identifier, &w);
    if (!err && !w.found && !w.refused.p && r->kind == CODED_APPOINTMENT) err = by_others(c, im, r->who_keys, &w);
    if (!err && !w.refused.p) err = by_number(c, im, r->subject_nhs_number, &w);
    if (!err) err = check_practice(c, im, &w);
    if (err) return err;
    *ret = w.person;
    *ret_refused = w.refused.p ? w.refused : w.found ? STR_NONE : not_found(c->arena, r);
    if (r->subject_key.n && w.person.v && !ret_refused->p) {
        s->last_subject_key = r->subject_key;
        s->last_subject = w.person;
        s->last_number = r->subject_nhs_number;
    }
    return ERR_NONE;
}

FOLLOW_ROWS(import_person)

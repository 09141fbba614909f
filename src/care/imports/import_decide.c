/* What a patient of a source is to whoever is here: decided from what stands there, before anything is written. */
#include "care/imports/import_internal.h"

#include "base/utf8.h"
#include "care/imports/imports.sql.h"

/* The rules that no source may break, whatever it is. STR_NONE: none is broken. */
static struct str implausible(const struct importer *im, const struct fhir_patient *p)
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

/* By its code; by its name, as we have it, only where there is no code. Strictly, people of a practice that isn't
 * one of these are nobody's here. */
static bool practice_of(
    const struct importer *im, const struct fhir_patient *p, bool strict, struct practice_id *ret)
{
    struct ods_code parsed;
    for (size_t i = 0; !p->practice_code.n && p->practice_name.n && i < im->n_practices; i++)
        if (str_eq_nocase(im->practices[i].name, p->practice_name)) {
            *ret = im->practices[i].id;
            return true;
        }
    if (ods_code_parse(p->practice_code, &parsed))
        for (size_t i = 0; i < im->n_practices; i++)
            if (ods_code_eq(&im->practices[i].code, &parsed)) {
                *ret = im->practices[i].id;
                return true;
            }
    *ret = im->otherwise;
    return im->otherwise.v != 0 && !(strict && (p->practice_code.n || p->practice_name.n));
}

static bool is_strict(const struct meeting *m)
{
    return m->said != 0;
}

static struct str no_practice(struct arena *a, const struct meeting *m)
{
    const struct fhir_patient *p = m->now;
    struct str how = is_strict(m) ?
        STR("Add the practice, or ask for the list without people of other practices") :
        STR("Add the practice, or import again with --practice CODE");
    if (!p->practice_code.n && !p->practice_name.n)
        return STR("It names no practice. Import again with --practice CODE to say which");
    struct str named = utf8_cut(p->practice_code.n ? p->practice_code : p->practice_name, 60);
    return str_printf(a, "Its practice %.*s is not one of this network's. %.*s", STR_ARG(named), STR_ARG(how));
}

/* One number or id alone doesn't make two people one: name or date of birth must agree. */
static bool could_be(const struct fhir_patient *now, const struct person *p)
{
    struct date born = {(int32_t)now->born};
    bool other_name = now->family_name.n && p->family_name.n && !str_eq_nocase(now->family_name, p->family_name);
    bool other_birth = date_is_set(born) && date_is_set(p->born) && !date_eq(born, p->born);
    return !(other_name && other_birth);
}

/* Which of two days somebody died on is for people to find out, unless the source corrects what it said itself. */
static struct str contradiction(struct arena *a, const struct meeting *m, const struct person *p)
{
    struct date died = {(int32_t)m->now->died};
    if (m->came_before && m->before.died == p->died.v) return STR_NONE;
    if (!date_is_set(died) || !date_is_set(p->died) || date_eq(died, p->died)) return STR_NONE;
    return str_printf(a, "It says that this person died on %.*s, and here it is %.*s. Find out which is right",
        STR_ARG(date_long(a, died)), STR_ARG(date_long(a, p->died)));
}

static void take_keys(struct ctx *c, struct meeting *m)
{
    const struct importer *im = m->importer;
    if (m->now->key.n) m->keys[m->n_keys++] = import_key(im, m->now->key);
    if (m->now->alias.n && !str_eq(m->now->alias, m->now->key))
        m->keys[m->n_keys++] = import_key(im, m->now->alias);
    if (!m->n_keys)
        m->keys[m->n_keys++] = import_key(im, str_printf(c->arena, "nhs|%lld", (long long)m->now->nhs_number));
}

/* Who it is: by the source's own id, else by the NHS number. */
static enum err recognise(struct ctx *c, struct meeting *m)
{
    struct import_person_find_row row;
    enum err err = ERR_NOT_FOUND;
    for (size_t i = 0; err == ERR_NOT_FOUND && i < m->n_keys; i++) {
        err = import_person_find(c->db, m->keys[i], &row);
        if (!err && !row.person_id.v) err = ERR_NOT_FOUND; /* it was only ever refused */
    }
    if (!err) {
        m->known = row.person_id;
        m->person_key = row.key;
        m->practice = row.practice_id;
        m->last_row = row.refused_in.v ? STR_NONE : row.last_row;
        m->by_key = true;
        m->was_refused = row.refused_in.v != 0;
    }
    if (err == ERR_NOT_FOUND && m->now->nhs_number)
        err = person_of_number(c, m->importer->actor.pcn, (struct nhs_number){m->now->nhs_number}, &m->known);
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static void refuse(struct meeting *m, struct str reason)
{
    m->group = IMPORT_REFUSED;
    m->what = reason;
}

static bool is_of_network(const struct importer *im, struct practice_id practice)
{
    for (size_t i = 0; i < im->n_practices; i++)
        if (im->practices[i].id.v == practice.v) return true;
    return false;
}

/* What somebody said of this row and this person; NULL: nothing. */
static const struct import_decision *decision_of(const struct meeting *m, struct uuid person)
{
    const struct import_options *o = m->importer->options;
    size_t low = 0, high = o->decision_count;
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        if (o->decisions[middle].place < m->place)
            low = middle + 1;
        else
            high = middle;
    }
    bool there = low < o->decision_count && o->decisions[low].place == m->place;
    return there && uuid_eq(o->decisions[low].person, person) ? &o->decisions[low] : NULL;
}

static enum err decide_known(struct ctx *c, struct meeting *m);

const struct str IMPORT_OF_ANOTHER_PRACTICE = STR_INIT("This person is registered here with another practice. "
                                                       "Whoever imports for the whole network can take this row");
bool import_is_outside(const struct importer *im, struct practice_id practice)
{
    return im->options->only.v && im->options->only.v != practice.v;
}

/* Somebody here whom a stranger to the source could be. Two numbers are two people. */
static enum err look_alike(struct ctx *c, struct meeting *m)
{
    struct person_alike_list found;
    enum err err = person_alike_find(c, &m->person, ALIKE_LIKELY, 8, &found);
    for (size_t i = 0; !err && i < found.n; i++) {
        const struct person_alike *one = &found.items[i];
        bool two_numbers = one->person.nhs_number.v && m->now->nhs_number;
        if (two_numbers || !is_of_network(m->importer, one->person.practice)) continue;
        const struct import_decision *said = decision_of(m, one->person.key);
        if (said && !said->same) break;
        m->group = IMPORT_ALIKE;
        m->known = one->person.id;
        m->person_key = one->person.key;
        m->what = one->why;
        return said ? decide_known(c, m) : ERR_NONE;
    }
    return err;
}

static enum err decide_new(struct ctx *c, struct meeting *m)
{
    m->person = (struct person){.practice = m->practice, .source = m->said ? STR("gp") : STR("fhir")};
    (void)patient_merge(PATIENT_IS_NEW, NULL, m->now, &m->person);
    m->group = IMPORT_NEW;
    return m->said ? look_alike(c, m) : ERR_NONE;
}

/* A number that they get now must be nobody else's. */
static enum err check_number(struct ctx *c, struct meeting *m, int64_t number_before)
{
    struct person_id other;
    if (!m->person.nhs_number.v || m->person.nhs_number.v == number_before) return ERR_NONE;
    enum err err = person_of_number(c, m->importer->actor.pcn, m->person.nhs_number, &other);
    if (!err && other.v != m->known.v) refuse(m, STR("Its new NHS number belongs to somebody else here"));
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

/* What a source said of the practice before stands: only what it says anew moves somebody. */
static bool says_moved(const struct meeting *m)
{
    struct practice_id was;
    bool says = m->now->practice_code.n || m->now->practice_name.n;
    if (m->came_before) return !practice_of(m->importer, &m->before, is_strict(m), &was) || was.v != m->practice.v;
    return says && is_strict(m);
}

static struct str changes(struct arena *a, const struct meeting *m, const struct person *was)
{
    struct str to = STR_NONE;
    for (size_t i = 0; i < m->importer->n_practices; i++)
        if (m->importer->practices[i].id.v == m->practice.v) to = m->importer->practices[i].name;
    if (m->moves) return str_printf(a, "from %.*s to %.*s", STR_ARG(was->practice_name), STR_ARG(to));
    return patient_changes(a, was, &m->person);
}

static enum err decide_known(struct ctx *c, struct meeting *m)
{
    struct person *p = &m->person;
    enum err err = person_get(c, m->known, p);
    if (err) return err;
    struct person was = *p;
    m->person_key = p->key;
    if (import_is_outside(m->importer, p->practice)) {
        refuse(m, IMPORT_OF_ANOTHER_PRACTICE);
        return ERR_NONE;
    }
    if (!m->practice.v) m->practice = p->practice;
    m->came_before = m->last_row.n && fhir_patient_from(m->last_row, &m->before) == ERR_NONE;
    if (!could_be(m->now, p)) {
        refuse(m,
            m->by_key && m->now->key.n ?
                STR("An earlier import had somebody else under this id, with another name and date of birth. If "
                    "the file comes from another system, import again with --source NAME") :
                STR("Its NHS number belongs to somebody here with another name and another date of birth"));
        return ERR_NONE;
    }
    struct str contradicts = contradiction(c->arena, m, p);
    if (contradicts.p) refuse(m, contradicts);
    if (contradicts.p) return ERR_NONE;
    bool changed = patient_merge(m->came_before ? PATIENT_CAME_BEFORE : PATIENT_WAS_HERE, &m->before, m->now, p);
    bool moved = p->practice.v != m->practice.v && says_moved(m);
    if (moved) p->practice = m->practice;
    m->group = moved || changed ? IMPORT_CHANGED : IMPORT_SAME;
    m->moves = moved;
    if (moved) m->moved_from = was.practice;
    if (m->group == IMPORT_CHANGED) m->what = changes(c->arena, m, &was);
    return check_number(c, m, was.nhs_number.v);
}

/* What a table doesn't speak of is as this source said it last, not empty. */
static void complete(struct meeting *m)
{
    struct fhir_patient before;
    if (m->said && m->last_row.n && !fhir_patient_from(m->last_row, &before))
        fhir_patient_complete(m->now, m->said, &before);
}

/* Where they are registered: as the row says, else as is known of whoever is here. *ret_practice 0: as it is. */
static void decide_practice(struct arena *a, struct meeting *m)
{
    bool says = m->now->practice_code.n || m->now->practice_name.n;
    if (!says && m->known.v && is_strict(m)) return; /* as it is here */
    if (practice_of(m->importer, m->now, is_strict(m), &m->practice)) return;
    refuse(m, no_practice(a, m));
    m->elsewhere = m->known.v && m->now->practice_code.n;
}

/* Of somebody known here a practice that isn't the network's means that they left. */
static enum err decide_elsewhere(struct ctx *c, struct meeting *m)
{
    enum err err = person_get(c, m->known, &m->person);
    m->elsewhere = !err && could_be(m->now, &m->person);
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

/* A table may speak of people by their numbers alone. */
static bool is_nameless_stranger(const struct meeting *m)
{
    return m->said && !m->known.v && (!m->now->family_name.n || m->now->born == INT32_MIN);
}

static enum err decide_at(struct ctx *c, struct meeting *m)
{
    struct str wrong = implausible(m->importer, m->now);
    m->group = IMPORT_SAME;
    if (wrong.p)
        refuse(m, wrong);
    else if (is_nameless_stranger(m))
        refuse(
            m, STR("Nobody here has this NHS number, and the row has no name and date of birth to add them with"));
    else
        decide_practice(c->arena, m);
    if (m->elsewhere) return decide_elsewhere(c, m);
    if (m->group == IMPORT_REFUSED) return ERR_NONE;
    return m->known.v ? decide_known(c, m) : decide_new(c, m);
}

enum err patient_decide(struct ctx *c, struct importer *im, const struct fhir_row *row, struct meeting *m)
{
    /* A copy: what is resolved here is of this run's memory, and the action may run again. */
    struct fhir_patient *now = ARENA_NEW(c->arena, struct fhir_patient);
    *now = row->patient;
    *m = (struct meeting){.importer = im, .now = now, .said = row->said, .place = row->place};
    take_keys(c, m);
    enum err err = resolve(c, im, m->now);
    if (!err) err = recognise(c, m);
    if (err) return err;
    complete(m);
    struct buf kept = buf_new(c->arena, 512, FHIR_ROW_MOST);
    fhir_patient_write(&kept, m->now);
    m->row = buf_str(&kept);
    m->group = IMPORT_SAME;
    bool as_before = m->known.v && str_eq(m->row, m->last_row);
    if (as_before && import_is_outside(im, m->practice)) refuse(m, IMPORT_OF_ANOTHER_PRACTICE);
    if (as_before) return ERR_NONE;
    m->practice = (struct practice_id){0};
    return decide_at(c, m);
}

#include "care/people/person_store.h"

#include "care/people/person.sql.h"
#include "care/people/person_listed.sql.h"
#include "care/people/person_many.h"
#include "nhs/person_terms.h"
#include "platform/auth/relation.h"
#include "platform/versions/versions.h"

static const struct str KIND = STR_INIT("person");

static void from_row(const struct person_row_row *row, struct person *p)
{
    *p = (struct person){.id = row->person_id,
        .key = row->key,
        .version = row->version,
        .practice = row->practice_id,
        .practice_name = row->practice_name,
        .nhs_number = row->nhs_number,
        .nhs_number_status = row->nhs_number_status,
        .title = row->title,
        .given_names = row->given_names,
        .family_name = row->family_name,
        .preferred_name = row->preferred_name,
        .born = row->born,
        .pronouns = row->pronouns,
        .address = {row->address_1, row->address_2, row->address_3, row->address_4},
        .postcode = row->postcode,
        .lsoa = row->lsoa,
        .protected_address = row->protected_address,
        .home_phone = row->home_phone,
        .mobile_phone = row->mobile_phone,
        .email = row->email,
        .contact_times = row->contact_times,
        .no_letters = row->no_letters,
        .language = row->language,
        .interpreter = row->interpreter,
        .communication_note = row->communication_note,
        .adjustments = row->adjustments,
        .named_gp = row->named_gp,
        .died_known = row->died_known,
        .died = row->died,
        .restricted = row->restricted,
        .source = row->source,
        .changed_at = row->changed_at};
    /* A code that a later version added reads as "not recorded" and is kept as long as nobody saves. */
    if (!gender_from_code(row->gender, &p->gender)) p->gender = GENDER_UNKNOWN;
    if (!contact_method_from_code(row->preferred_contact, &p->preferred_contact))
        p->preferred_contact = CONTACT_METHOD_NONE;
    if (!written_format_from_code(row->written_format, &p->written_format))
        p->written_format = WRITTEN_FORMAT_NONE;
    if (!ethnicity_from_code(row->ethnicity, &p->ethnicity)) p->ethnicity = ETHNICITY_NONE;
}

enum err person_get_whole(struct ctx *c, struct person_id id, struct person *ret)
{
    struct person_row_row row;
    enum err err = person_row(c->db, id, &row);
    if (!err) from_row(&row, ret);
    return err;
}

enum err person_get(struct ctx *c, struct person_id id, struct person *ret)
{
    enum err err = person_get_whole(c, id, ret);
    if (err || !ret->protected_address || c->actor->scope.everybody) return err;
    ret->withheld = true;
    for (size_t i = 0; i < COUNT_OF(ret->address); i++) ret->address[i] = STR_NONE;
    ret->postcode = ret->lsoa = ret->home_phone = ret->mobile_phone = ret->email = STR_NONE;
    return ERR_NONE;
}

enum err person_find_by_key(struct ctx *c, struct uuid key, struct person_id *ret, bool *ret_followed)
{
    struct person_id_by_key_row row;
    struct person_merged_by_key_row old;
    struct person_id remains;
    enum err err = person_id_by_key(c->db, key, &row);
    *ret_followed = false;
    if (!err) err = person_remaining(c, row.person_id, &remains);
    if (err == ERR_NOT_FOUND && !(err = person_merged_by_key(c->db, key, &old))) {
        row.person_id = (struct person_id){0};
        err = person_remaining(c, old.into_id, &remains);
    }
    if (err) return err;
    *ret = remains;
    if (remains.v == row.person_id.v) return ERR_NONE;
    *ret_followed = true;
    struct person_in_sight_row seen;
    return person_in_sight(c->db, remains, &seen);
}

enum err person_of_number(struct ctx *c, struct pcn_id pcn, struct nhs_number number, struct person_id *ret)
{
    struct person_by_nhs_number_row row;
    enum err err = person_by_nhs_number(c->db, number, pcn, &row);
    return err ? err : person_remaining(c, row.person_id, ret);
}

bool person_key_exists(struct ctx *c, struct uuid key)
{
    struct person_key_known_row row;
    return person_key_known(c->db, key, c->actor->pcn, &row) == ERR_NONE && row.known > 0;
}

/* What the finder looks up, from the same normalisation that searches use. By a postcode or telephone number
 * nobody with a protected address is found: being found would say where they live. */
struct person_terms person_terms_made(struct arena *a, const struct person *p)
{
    const bool hide = p->protected_address;
    const struct str phones[] = {hide ? STR_NONE : p->home_phone, hide ? STR_NONE : p->mobile_phone};
    const struct person_facts facts = {.given = p->given_names,
        .family = p->family_name,
        .known_as = p->preferred_name,
        .nhs_number = p->nhs_number,
        .born = p->born,
        .postcode = hide ? STR_NONE : p->postcode,
        .telephones = phones,
        .n_telephones = COUNT_OF(phones)};
    return person_finder_terms(a, &facts);
}

static enum err write_terms(struct ctx *c, const struct person *p)
{
    struct person_terms terms = person_terms_made(c->arena, p);
    enum err err = ERR_NONE;
    int64_t changed;
    for (size_t i = 0; !err && i < terms.n; i++)
        err = person_term_add(c->db, terms.items[i], p->id, p->practice, p->restricted, &changed);
    return err;
}

/* Terms of the person as they were until now; and whoever may see them by a relation is asked anew where that may
 * have another answer afterwards. */
static enum err forget_before(struct ctx *c, struct person *after, struct person *ret_before)
{
    struct person *before = ret_before;
    enum err err = person_get_whole(c, after->id, before);
    if (err) return err;
    if (!str_eq(before->postcode, after->postcode) && str_eq(before->lsoa, after->lsoa)) after->lsoa = STR_NONE;
    struct person_terms terms = person_terms_made(c->arena, before);
    int64_t changed;
    for (size_t i = 0; !err && i < terms.n; i++)
        err = person_term_forget(c->db, terms.items[i], after->id, &changed);
    bool moved = before->practice.v != after->practice.v || before->restricted != after->restricted;
    return err || !moved ? err : relations_person_changed(c, after->id);
}

static enum err tell_listeners(struct ctx *c, const struct person *before, const struct person *after)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < PERSON_LISTENER_COUNT; i++)
        if (PERSON_LISTENERS[i]->changed) err = PERSON_LISTENERS[i]->changed(c, before, after);
    return err;
}

static enum err tell_joined(struct ctx *c, const struct person *kept, const struct person *away)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < PERSON_LISTENER_COUNT; i++)
        if (PERSON_LISTENERS[i]->joined) err = PERSON_LISTENERS[i]->joined(c, kept, away);
    return err;
}

static enum err tell_parted(struct ctx *c, const struct person *kept, const struct person *away)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < PERSON_LISTENER_COUNT; i++)
        if (PERSON_LISTENERS[i]->parted) err = PERSON_LISTENERS[i]->parted(c, kept, away);
    return err;
}

enum err person_elsewhere(struct ctx *c, struct person_id id, struct str practice)
{
    enum err err = ERR_NONE;
    for (size_t i = 0; !err && i < PERSON_LISTENER_COUNT; i++)
        if (PERSON_LISTENERS[i]->elsewhere) err = PERSON_LISTENERS[i]->elsewhere(c, id, practice);
    return err;
}

enum err person_practice_name(struct ctx *c, struct practice_id id, struct str *ret)
{
    struct person_practice_row row;
    enum err err = person_practice(c->db, id, &row);
    if (!err) *ret = row.name;
    return err;
}

static enum err number_is_free(struct ctx *c, const struct person *p)
{
    struct person_with_number_near_row other;
    if (!p->nhs_number.v) return ERR_NONE;
    enum err err = person_with_number_near(c->db, p->nhs_number, p->practice, &other);
    if (err == ERR_NOT_FOUND) return ERR_NONE;
    if (err) return err;
    return other.person_id.v == p->id.v ? ERR_NONE : ERR_EXISTS;
}

static enum err keep_version(struct ctx *c, const struct person *p)
{
    enum err err = person_listed_write(c, p->id);
    if (err) return err;
    trace_saw(c->trace, p->id);
    return version_save(c, KIND, p->id.v, p->version, person_state_json(c->arena, p));
}

/* What a new row and a changed one both say: the parameters of person_insert and of person_update. */
#define ROW_OF(p) \
    .practice_id = (p)->practice, .nhs_number = (p)->nhs_number, .nhs_number_status = (p)->nhs_number_status, \
    .title = (p)->title, .given_names = (p)->given_names, .family_name = (p)->family_name, \
    .preferred_name = (p)->preferred_name, .born = (p)->born, \
    .gender = gender_code((p)->gender ? (p)->gender : GENDER_UNKNOWN), .pronouns = (p)->pronouns, \
    .address_1 = (p)->address[0], .address_2 = (p)->address[1], .address_3 = (p)->address[2], \
    .address_4 = (p)->address[3], .postcode = (p)->postcode, .lsoa = (p)->lsoa, \
    .protected_address = (p)->protected_address, .home_phone = (p)->home_phone, \
    .mobile_phone = (p)->mobile_phone, .email = (p)->email, \
    .preferred_contact = contact_method_code((p)->preferred_contact), .contact_times = (p)->contact_times, \
    .no_letters = (p)->no_letters, .language = (p)->language, .interpreter = (p)->interpreter, \
    .written_format = written_format_code((p)->written_format), .communication_note = (p)->communication_note, \
    .adjustments = (p)->adjustments, .ethnicity = ethnicity_code((p)->ethnicity), .named_gp = (p)->named_gp, \
    .died_known = (p)->died_known, .died = (p)->died, .changed_at = (p)->changed_at

enum err person_add_unfound(struct ctx *c, struct person *p)
{
    enum err err = number_is_free(c, p);
    if (err) return err;
    if (!uuid_is_set(p->key)) p->key = uuid_new(c->clock);
    p->changed_at = clock_now(c->clock);
    const struct person_insert_params row = {.key = p->key, .source = p->source, ROW_OF(p)};
    err = person_insert(c->db, &row, &p->id.v);
    if (err) return err;
    p->version = 1;
    struct person named = *p; /* the name may live no longer than this run of the action */
    if (!p->practice_name.n) err = person_practice_name(c, p->practice, &named.practice_name);
    return err ? err : keep_version(c, &named);
}

enum err person_add(struct ctx *c, struct person *p)
{
    enum err err = person_add_unfound(c, p);
    return err ? err : write_terms(c, p);
}

enum err person_save(struct ctx *c, struct person *p)
{
    MUST(!p->withheld); /* it would be saved as if there were no address */
    enum err err = number_is_free(c, p);
    if (err) return err;
    p->changed_at = clock_now(c->clock);
    struct person before;
    err = forget_before(c, p, &before);
    if (err) return err;
    const struct person_update_params row = {.person_id = p->id, .version = p->version, ROW_OF(p)};
    err = person_update(c->db, &row);
    if (err) return err;
    struct person after = *p;
    after.version++;
    if (before.practice.v != p->practice.v) err = person_practice_name(c, p->practice, &after.practice_name);
    if (!err) err = write_terms(c, &after);
    if (!err) err = tell_listeners(c, &before, &after);
    return err ? err : keep_version(c, &after);
}

enum err person_restrict(struct ctx *c, struct person_id id, bool restricted)
{
    struct person p, before;
    enum err err = person_get_whole(c, id, &p);
    if (err) return err;
    p.changed_at = clock_now(c->clock);
    p.restricted = restricted;
    /* Terms first: restricted, the person may be out of the actor's own sight. */
    err = forget_before(c, &p, &before);
    if (!err) err = write_terms(c, &p);
    if (!err) err = person_set_restricted(c->db, id, p.version, restricted, p.changed_at);
    if (!err) err = person_listed_write(c, id);
    if (!err) err = tell_listeners(c, &before, &p);
    if (err) return err;
    trace_saw(c->trace, id);
    return version_save(c, KIND, p.id.v, p.version + 1, person_state_json(c->arena, &p));
}

/* ---- two records of one person ---- */

enum { MERGES_IN_A_ROW = 64 };

enum err person_remaining(struct ctx *c, struct person_id id, struct person_id *ret)
{
    struct person_merged_row_row row;
    enum err err = ERR_NONE;
    for (int i = 0; i < MERGES_IN_A_ROW; i++) {
        *ret = id;
        err = person_merged_row(c->db, id, &row);
        if (err) return err == ERR_NOT_FOUND ? ERR_NONE : err;
        id = row.into_id;
    }
    return ERR_DAMAGED;
}

enum err person_forget_terms(struct ctx *c, const struct person *p)
{
    struct person_terms terms = person_terms_made(c->arena, p);
    enum err err = ERR_NONE;
    int64_t changed;
    for (size_t i = 0; !err && i < terms.n; i++) err = person_term_forget(c->db, terms.items[i], p->id, &changed);
    return err;
}

enum err person_write_row(struct ctx *c, struct person *p)
{
    p->changed_at = clock_now(c->clock);
    const struct person_update_params row = {.person_id = p->id, .version = p->version, ROW_OF(p)};
    enum err err = person_update(c->db, &row);
    if (err) return err;
    p->version++;
    trace_saw(c->trace, p->id);
    return version_save(c, KIND, p->id.v, p->version, person_state_json(c->arena, p));
}

static enum err is_on_its_own(struct ctx *c, struct person_id id)
{
    struct person_id remains;
    enum err err = person_remaining(c, id, &remains);
    return err ? err : remains.v == id.v ? ERR_NONE : ERR_CONFLICT;
}

enum err person_join(struct ctx *c, const struct person_pair *pair, int64_t *ret_kept_version)
{
    struct person away = pair->away, kept = pair->result;
    bool number = kept.nhs_number.v != pair->kept.nhs_number.v;
    int64_t changed;
    enum err err = is_on_its_own(c, kept.id);
    if (!err) err = is_on_its_own(c, away.id);
    if (!err) err = person_forget_terms(c, &away);
    if (!err && number) err = person_number_set(c->db, away.id, NHS_NUMBER_NONE, STR("03"));
    if (!err) err = person_listed_forget(c->db, away.id, &changed);
    if (!err) err = person_merged_insert(c->db, away.id, kept.id, clock_now(c->clock), &changed);
    if (number) {
        kept.nhs_number_status = pair->away.nhs_number_status;
        away.nhs_number = pair->kept.nhs_number;
        away.nhs_number_status = pair->kept.nhs_number_status;
    }
    if (!err) err = person_save(c, &kept);
    *ret_kept_version = kept.version + 1;
    if (!err) err = person_write_row(c, &away);
    return err ? err : tell_joined(c, &kept, &away);
}

/* A signpost only keeps a number for whoever looks for it: it gives it up to the person whose it was. */
static enum err number_from_signpost(struct ctx *c, const struct person *p)
{
    struct person_with_number_near_row holder;
    struct person other;
    struct person_id remains;
    if (!p->nhs_number.v) return ERR_NONE;
    enum err err = person_with_number_near(c->db, p->nhs_number, p->practice, &holder);
    if (err == ERR_NOT_FOUND) return ERR_NONE;
    if (!err) err = person_remaining(c, holder.person_id, &remains);
    if (err) return err;
    if (remains.v == holder.person_id.v) return remains.v == p->id.v ? ERR_NONE : ERR_EXISTS;
    err = person_get_whole(c, holder.person_id, &other);
    if (err) return err;
    other.nhs_number = NHS_NUMBER_NONE;
    other.nhs_number_status = STR("03");
    return person_write_row(c, &other);
}

enum err person_part_rows(
    struct ctx *c, struct person *kept, struct person_id away, const struct person_before *before)
{
    struct person p;
    int64_t changed;
    enum err err = person_get_whole(c, away, &p);
    if (!err) err = person_number_set(c->db, away, NHS_NUMBER_NONE, STR("03"));
    if (!err) err = number_from_signpost(c, kept);
    if (!err) err = person_save(c, kept);
    if (!err) err = person_merged_delete(c->db, away, &changed);
    if (err) return err;
    p.nhs_number = before->away_number;
    p.nhs_number_status = before->away_status;
    err = number_from_signpost(c, &p);
    if (err == ERR_EXISTS) { /* who remained keeps it, or somebody was given it since */
        p.nhs_number = NHS_NUMBER_NONE;
        p.nhs_number_status = STR("03");
        err = ERR_NONE;
    }
    if (!err) err = person_write_row(c, &p);
    if (!err) err = write_terms(c, &p);
    if (!err) err = person_listed_write(c, away);
    return err ? err : tell_parted(c, kept, &p);
}

/* What a source says, put into a person: three ways, so that what people typed here stays. */
#include "care/imports/import_internal.h"

static bool set_text(enum patient_meets meets, struct str before, struct str now, struct str *field)
{
    bool take = meets == PATIENT_IS_NEW || (meets == PATIENT_WAS_HERE && now.n && !field->n) ||
        (meets == PATIENT_CAME_BEFORE && !str_eq(before, now));
    if (!take || str_eq(*field, now)) return false;
    *field = now;
    return true;
}

static bool set_whole(enum patient_meets meets, int64_t none, int64_t before, int64_t now, int64_t *field)
{
    bool take = meets == PATIENT_IS_NEW || (meets == PATIENT_WAS_HERE && *field == none) ||
        (meets == PATIENT_CAME_BEFORE && before != now);
    if (!take || *field == now) return false;
    *field = now;
    return true;
}

static bool set_flag(enum patient_meets meets, int64_t before, int64_t now, bool *field)
{
    int64_t value = *field;
    bool changed = set_whole(meets, 0, before, now, &value);
    *field = value != 0;
    return changed;
}

static bool set_date(enum patient_meets meets, int64_t before, int64_t now, struct date *field)
{
    int64_t value = field->v;
    bool changed = set_whole(meets, INT32_MIN, before, now, &value);
    field->v = (int32_t)value;
    return changed;
}

/* Lists are compared by their codes; a code that we don't know was left out by the reader. */
#define SET_LIST(noun, member) \
    do { \
        struct str code = p->member ? noun##_code(p->member) : STR_NONE; \
        if (set_text(meets, before->member, now->member, &code)) { \
            enum noun value = 0; \
            if (code.n && !noun##_from_code(code, &value)) value = 0; \
            p->member = value; \
            changed = true; \
        } \
    } while (0)

static bool merge_identity(
    enum patient_meets meets, const struct fhir_patient *before, const struct fhir_patient *now, struct person *p)
{
    bool changed = set_whole(meets, 0, before->nhs_number, now->nhs_number, &p->nhs_number.v);
    changed |= set_text(meets, before->nhs_number_status, now->nhs_number_status, &p->nhs_number_status);
    changed |= set_text(meets, before->title, now->title, &p->title);
    changed |= set_text(meets, before->given_names, now->given_names, &p->given_names);
    changed |= set_text(meets, before->family_name, now->family_name, &p->family_name);
    changed |= set_text(meets, before->preferred_name, now->preferred_name, &p->preferred_name);
    changed |= set_date(meets, before->born, now->born, &p->born);
    changed |= set_flag(meets, before->died_known, now->died_known, &p->died_known);
    changed |= set_date(meets, before->died, now->died, &p->died);
    if (!p->died_known) p->died = DATE_NONE;
    SET_LIST(gender, gender);
    SET_LIST(ethnicity, ethnicity);
    return changed;
}

/* An address is one fact: its lines are taken together or not at all. */
static bool merge_address(
    enum patient_meets meets, const struct fhir_patient *before, const struct fhir_patient *now, struct person *p)
{
    const struct str old[] = {
        before->address_1, before->address_2, before->address_3, before->address_4, before->postcode};
    const struct str new[] = {now->address_1, now->address_2, now->address_3, now->address_4, now->postcode};
    struct str *fields[] = {&p->address[0], &p->address[1], &p->address[2], &p->address[3], &p->postcode};
    bool moved = meets == PATIENT_IS_NEW, has = false, changed = false;
    for (size_t i = 0; i < COUNT_OF(new); i++) {
        has = has || fields[i]->n;
        moved = moved || (meets == PATIENT_CAME_BEFORE && !str_eq(old[i], new[i]));
    }
    if (!moved && !(meets == PATIENT_WAS_HERE && !has)) return false;
    for (size_t i = 0; i < COUNT_OF(new); i++) {
        changed = changed || !str_eq(*fields[i], new[i]);
        *fields[i] = new[i];
    }
    return changed;
}

bool patient_merge(
    enum patient_meets meets, const struct fhir_patient *before, const struct fhir_patient *now, struct person *p)
{
    static const struct fhir_patient nothing = {.born = INT32_MIN, .died = INT32_MIN};
    if (meets != PATIENT_CAME_BEFORE) before = &nothing;
    if (meets == PATIENT_IS_NEW) p->born = p->died = DATE_NONE;
    bool changed = merge_identity(meets, before, now, p);
    changed |= merge_address(meets, before, now, p);
    changed |= set_flag(meets, before->protected_address, now->protected_address, &p->protected_address);
    changed |= set_text(meets, before->home_phone, now->home_phone, &p->home_phone);
    changed |= set_text(meets, before->mobile_phone, now->mobile_phone, &p->mobile_phone);
    changed |= set_text(meets, before->email, now->email, &p->email);
    changed |= set_text(meets, before->contact_times, now->contact_times, &p->contact_times);
    changed |= set_text(meets, before->language, now->language, &p->language);
    changed |= set_flag(meets, before->interpreter, now->interpreter, &p->interpreter);
    changed |= set_text(meets, before->gp_name, now->gp_name, &p->named_gp);
    SET_LIST(contact_method, preferred_contact);
    SET_LIST(written_format, written_format);
    return changed;
}

struct str patient_changes(struct arena *a, const struct person *x, const struct person *y)
{
    bool address = !str_eq(x->postcode, y->postcode), phone = !str_eq(x->home_phone, y->home_phone);
    for (size_t i = 0; i < COUNT_OF(x->address); i++) address = address || !str_eq(x->address[i], y->address[i]);
    const struct {
        bool is;
        struct str word;
    } all[] = {{y->died_known && !x->died_known, STR("has died")},
        {!y->died_known && x->died_known, STR("has not died after all")},
        {!date_eq(x->died, y->died) && y->died_known == x->died_known, STR("date of death")},
        {x->nhs_number.v != y->nhs_number.v, STR("NHS number")},
        {!str_eq(x->family_name, y->family_name), STR("last name")},
        {!str_eq(x->given_names, y->given_names), STR("first names")}, {!date_eq(x->born, y->born), STR("born")},
        {address, STR("address")}, {phone || !str_eq(x->mobile_phone, y->mobile_phone), STR("telephone")},
        {!str_eq(x->email, y->email), STR("email")}, {!str_eq(x->named_gp, y->named_gp), STR("GP")}};
    struct str words[COUNT_OF(all)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(all); i++)
        if (all[i].is) words[n++] = all[i].word;
    return n ? str_join(a, words, n, STR(", ")) : STR("other details");
}

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

/* ---- what is different, in words ---- */

#define SAME_TEXT(member) str_eq(x->member, y->member)
#define SAME_DATE(member) date_eq(x->member, y->member)

static bool same_address(const struct person *x, const struct person *y)
{
    bool same = SAME_TEXT(postcode);
    for (size_t i = 0; i < COUNT_OF(x->address); i++) same = same && SAME_TEXT(address[i]);
    return same;
}

struct str person_differences(struct arena *a, const struct person *x, const struct person *y)
{
    bool name = SAME_TEXT(title) && SAME_TEXT(given_names) && SAME_TEXT(family_name) && SAME_TEXT(preferred_name);
    bool needs = SAME_TEXT(language) && x->interpreter == y->interpreter &&
        x->written_format == y->written_format && x->preferred_contact == y->preferred_contact &&
        SAME_TEXT(contact_times);
    const struct {
        bool same;
        struct str words;
    } things[] = {{x->practice.v == y->practice.v, STR("practice")},
        {x->nhs_number.v == y->nhs_number.v, STR("NHS number")}, {name, STR("name")},
        {SAME_DATE(born), STR("date of birth")}, {x->gender == y->gender, STR("gender")},
        {same_address(x, y) && x->protected_address == y->protected_address, STR("address")},
        {SAME_TEXT(home_phone), STR("home phone")}, {SAME_TEXT(mobile_phone), STR("mobile phone")},
        {SAME_TEXT(email), STR("email address")}, {SAME_TEXT(named_gp), STR("GP")},
        {x->ethnicity == y->ethnicity, STR("ethnicity")}, {needs, STR("communication needs")},
        {x->died_known == y->died_known && SAME_DATE(died), STR("death")}};
    struct str words[COUNT_OF(things)];
    size_t n = 0;
    for (size_t i = 0; i < COUNT_OF(things); i++)
        if (!things[i].same) words[n++] = things[i].words;
    return str_join(a, words, n, STR(", "));
}

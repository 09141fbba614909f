/* What was observed, as text: the source's own digits and unit; dates and times of every precision. */
#include "wire/fhir_read.h"

/* "<5", "47", "1.50"; the unit as people read it, else its code. */
static struct str quantity(struct fhir_reader *r, struct json_value v, struct str *ret_unit)
{
    struct str number = json_as_number(json_get(v, STR("value")));
    struct str unit = fhir_member(r, v, STR("unit"));
    if (!number.n) return STR_NONE;
    *ret_unit = unit.n ? unit : fhir_member(r, v, STR("code"));
    const struct str parts[] = {fhir_member(r, v, STR("comparator")), number};
    return fhir_text(r, str_join(r->a, parts, COUNT_OF(parts), STR("")));
}

static struct str range(struct fhir_reader *r, struct json_value v, struct str *ret_unit)
{
    const struct str parts[] = {
        quantity(r, json_get(v, STR("low")), ret_unit), quantity(r, json_get(v, STR("high")), ret_unit)};
    return str_join(r->a, parts, COUNT_OF(parts), STR(" to "));
}

/* The value[x] of an observation or a component. */
static struct str value_of(struct fhir_reader *r, struct json_value v, struct str *ret_unit)
{
    static const struct str texts[] = {STR_INIT("valueString"), STR_INIT("valueDateTime"), STR_INIT("valueTime")};
    bool yes;
    struct str text = quantity(r, json_get(v, STR("valueQuantity")), ret_unit);
    if (!text.n) text = fhir_concept_words(json_get(v, STR("valueCodeableConcept")));
    if (!text.n) text = json_as_number(json_get(v, STR("valueInteger")));
    if (!text.n && json_as_bool(json_get(v, STR("valueBoolean")), &yes)) text = yes ? STR("Yes") : STR("No");
    for (size_t i = 0; !text.n && i < COUNT_OF(texts); i++) text = json_as_text(json_get(v, texts[i]));
    if (!text.n) text = range(r, json_get(v, STR("valueRange")), ret_unit);
    return fhir_text(r, text);
}

static bool coded_as(struct json_value component, const struct str codes[2])
{
    for (struct json_each e = json_each(json_get(json_get(component, STR("code")), STR("coding")));
         json_each_next(&e);) {
        struct str code = json_as_text(json_get(e.value, STR("code")));
        if (str_eq(code, codes[0]) || str_eq(code, codes[1])) return true;
    }
    return false;
}

/* "142/94" where the components are the two blood pressures (LOINC, SNOMED CT). */
static bool blood_pressure(struct fhir_reader *r, struct json_value observation, struct fhir_record *ret)
{
    static const struct str over[] = {STR_INIT("8480-6"), STR_INIT("271649006")};
    static const struct str under[] = {STR_INIT("8462-4"), STR_INIT("271650006")};
    struct str systolic = STR_NONE, diastolic = STR_NONE, unit = STR_NONE;
    for (struct json_each e = fhir_each(r, observation, STR("component")); json_each_next(&e);) {
        if (coded_as(e.value, over)) systolic = value_of(r, e.value, &unit);
        if (coded_as(e.value, under)) diastolic = value_of(r, e.value, &unit);
    }
    if (!systolic.n || !diastolic.n) return false;
    ret->value = str_printf(r->a, "%.*s/%.*s", STR_ARG(systolic), STR_ARG(diastolic));
    bool spelled = str_starts(unit, STR("mm[Hg]")) || str_starts(unit, STR("millimet"));
    ret->unit = spelled ? STR("mmHg") : unit;
    return true;
}

void fhir_read_value(struct fhir_reader *r, struct json_value observation, struct fhir_record *ret)
{
    struct json_value components = json_get(observation, STR("component"));
    ret->value = value_of(r, observation, &ret->unit);
    if (ret->value.n || !json_size(components) || blood_pressure(r, observation, ret)) return;
    struct str all = STR_NONE;
    for (struct json_each e = fhir_each(r, observation, STR("component")); json_each_next(&e);) {
        struct str unit = STR_NONE;
        struct str value = value_of(r, e.value, &unit);
        if (!value.n) continue;
        const struct str words[] = {fhir_concept_words(json_get(e.value, STR("code"))), value, unit};
        const struct str parts[] = {all, str_join(r->a, words, COUNT_OF(words), STR(" "))};
        all = str_join(r->a, parts, COUNT_OF(parts), STR(", "));
        if (all.n > FHIR_TEXT_MOST) break;
    }
    ret->value = fhir_text(r, all);
}

static bool two_digits(struct str s, size_t at, int highest, int *ret)
{
    int64_t n;
    if (at + 2 > s.n || !str_int(str_slice(s, at, at + 2), 0, highest, &n)) return false;
    *ret = (int)n;
    return true;
}

/* "Z", "+01:00"; minutes east of Greenwich. */
static bool zone_of(struct str s, int *ret_minutes)
{
    int hours, minutes;
    if (str_eq(s, STR("Z"))) {
        *ret_minutes = 0;
        return true;
    }
    if (s.n != 6 || (s.p[0] != '+' && s.p[0] != '-') || s.p[3] != ':') return false;
    if (!two_digits(s, 1, 14, &hours) || !two_digits(s, 4, 59, &minutes)) return false;
    *ret_minutes = (hours * 60 + minutes) * (s.p[0] == '-' ? -1 : 1);
    return true;
}

/* "22:48:50.216+00:00" */
static bool time_of(struct str s, int64_t *ret_ms)
{
    int hour, minute, second = 0, zone;
    if (!two_digits(s, 0, 23, &hour) || s.n < 5 || s.p[2] != ':' || !two_digits(s, 3, 59, &minute)) return false;
    s = str_skip(s, 5);
    if (s.n && s.p[0] == ':') {
        if (!two_digits(s, 1, 60, &second)) return false;
        s = str_skip(s, 3);
    }
    if (s.n && s.p[0] == '.') {
        do s = str_skip(s, 1);
        while (s.n && s.p[0] >= '0' && s.p[0] <= '9');
    }
    if (!zone_of(s, &zone)) return false;
    *ret_ms = ((int64_t)hour * 3600 + minute * 60 + second - (int64_t)zone * 60) * 1000;
    return true;
}

static bool year_or_month(struct str text, int *ret_precision, struct date *ret)
{
    int64_t year;
    int month = 1;
    if (text.n != 4 && !(text.n == 7 && text.p[4] == '-' && two_digits(text, 5, 12, &month))) return false;
    if (!str_int(str_slice(text, 0, 4), 1, 9999, &year)) return false;
    *ret_precision = text.n == 4 ? 1 : 2;
    return date_from_parts((struct date_parts){(int)year, month, 1}, ret);
}

bool fhir_date_time(struct str text, int *ret_precision, struct instant *ret_at, struct date *ret_day)
{
    struct date day;
    int precision = 3;
    int64_t ms;
    if (text.n < 10) {
        if (!year_or_month(text, &precision, &day)) return false;
    } else if (!date_from_iso(str_slice(text, 0, 10), &day)) {
        return false;
    }
    if (text.n > 10) {
        if (text.p[10] != 'T' || !time_of(str_skip(text, 11), &ms)) return false;
        precision = 4;
        ret_at->v = (int64_t)day.v * 86400000 + ms;
    } else {
        *ret_at = instant_from_local(day, 0, 0);
    }
    *ret_precision = precision;
    *ret_day = day;
    return true;
}

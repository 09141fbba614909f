/* The saved state of a person, and what changed between two of them. */
#include "care/people/person_fields.h"
#include "care/people/person_store.h"
#include "wire/json.h"
#include "wire/json_write.h"

enum { STATE_CEILING = 64 * 1024 };

struct str person_state_json(struct arena *a, const struct person *p)
{
    struct buf out = buf_new(a, 1024, STATE_CEILING);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    json_name(&w, STR("practice"));
    json_str(&w, p->practice_name);
    if (p->nhs_number.v) {
        json_name(&w, STR("nhs_number"));
        json_str(&w, nhs_number_display(a, p->nhs_number));
    }
#define WRITE_TEXT(field, label) \
    if (p->field.n) { \
        json_name(&w, STR(#field)); \
        json_str(&w, p->field); \
    }
#define WRITE_CODE(field, label, list) \
    if (p->field) { \
        json_name(&w, STR(#field)); \
        json_str(&w, list##_code(p->field)); \
    }
#define WRITE_FLAG(field, label) \
    if (p->field) { \
        json_name(&w, STR(#field)); \
        json_bool(&w, true); \
    }
#define WRITE_DATE(field, label) \
    if (date_is_set(p->field)) { \
        json_name(&w, STR(#field)); \
        json_str(&w, date_iso(a, p->field)); \
    }
    PERSON_FIELDS(WRITE_TEXT, WRITE_CODE, WRITE_FLAG, WRITE_DATE)
#undef WRITE_TEXT
#undef WRITE_CODE
#undef WRITE_FLAG
#undef WRITE_DATE
    json_object_end(&w);
    return buf_str(&out);
}

static struct str code_in_words(const struct vocabulary *list, struct str code)
{
    int value;
    return vocabulary_find(list, code, &value) ? vocabulary_label(list, value) : code;
}

static struct str flag_in_words(struct json_value v)
{
    bool yes;
    return json_as_bool(v, &yes) && yes ? STR("Yes") : STR_NONE;
}

static struct str date_in_words(struct arena *a, struct str iso)
{
    struct date d;
    return date_from_iso(iso, &d) ? date_long(a, d) : iso;
}

static void compare_field(struct person_change_list *list, struct str label, struct str before, struct str after)
{
    if (!before.n && !after.n) return;
    list->items[list->n++] = (struct person_change){
        .label = label, .before = before, .after = after, .changed = !str_eq(before, after)};
}

enum { FIELDS_MOST = 40 };

enum err person_compare(
    struct arena *a, struct str before_json, struct str after_json, struct person_change_list *ret)
{
    struct json_value b = {0}, n = {0};
    struct json_problem problem;
    if (before_json.n && json_parse(a, before_json, &b, &problem)) return ERR_DAMAGED;
    if (after_json.n && json_parse(a, after_json, &n, &problem)) return ERR_DAMAGED;
    struct person_change_list list = {ARENA_ARRAY(a, struct person_change, FIELDS_MOST), 0};
#define BEFORE(field) json_as_text(json_get(b, STR(field)))
#define AFTER(field) json_as_text(json_get(n, STR(field)))
#define COMPARE_TEXT(field, label) compare_field(&list, STR(label), BEFORE(#field), AFTER(#field));
#define COMPARE_CODE(field, label, vocabulary) \
    compare_field(&list, STR(label), code_in_words(&vocabulary##_vocabulary, BEFORE(#field)), \
        code_in_words(&vocabulary##_vocabulary, AFTER(#field)));
#define COMPARE_FLAG(field, label) \
    compare_field( \
        &list, STR(label), flag_in_words(json_get(b, STR(#field))), flag_in_words(json_get(n, STR(#field))));
#define COMPARE_DATE(field, label) \
    compare_field(&list, STR(label), date_in_words(a, BEFORE(#field)), date_in_words(a, AFTER(#field)));
    COMPARE_TEXT(practice, "Practice")
    COMPARE_TEXT(nhs_number, "NHS number")
    PERSON_FIELDS(COMPARE_TEXT, COMPARE_CODE, COMPARE_FLAG, COMPARE_DATE)
    *ret = list;
    return ERR_NONE;
}

void person_withhold(struct person_change_list *changes)
{
    static const struct str REACH[] = {STR_INIT("Address line 1"), STR_INIT("Address line 2"),
        STR_INIT("Town or city"), STR_INIT("County"), STR_INIT("Postcode"), STR_INIT("Home phone"),
        STR_INIT("Mobile phone"), STR_INIT("Email address")};
    for (size_t i = 0; i < changes->n; i++)
        for (size_t k = 0; k < COUNT_OF(REACH); k++) {
            struct person_change *one = &changes->items[i];
            if (!str_eq(one->label, REACH[k])) continue;
            if (one->before.n) one->before = STR("Protected");
            if (one->after.n) one->after = STR("Protected");
        }
}

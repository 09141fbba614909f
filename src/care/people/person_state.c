/* The saved state of a person, and what changed between two of them. */
#include "care/people/person_fields.h"
#include "care/people/person_record.h"
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

enum err person_compare(
    struct arena *a, struct str before_json, struct str after_json, struct person_change_list *ret)
{
    struct json_value v;
    struct json_problem problem;
    if (before_json.n && json_parse(a, before_json, &v, &problem)) return ERR_DAMAGED;
    if (after_json.n && json_parse(a, after_json, &v, &problem)) return ERR_DAMAGED;
    struct version_fields all = record_compare(a, person_record_fields(a), before_json, after_json);
    *ret = (struct person_change_list){ARENA_ARRAY(a, struct person_change, all.n), all.n};
    for (size_t i = 0; i < all.n; i++)
        ret->items[i] = (struct person_change){.label = all.items[i].name,
            .before = all.items[i].before,
            .after = all.items[i].after,
            .changed = all.items[i].changed};
    return ERR_NONE;
}

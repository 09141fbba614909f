/* The saved state of a person. */
#include "care/people/person_fields.h"
#include "care/people/person_store.h"
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

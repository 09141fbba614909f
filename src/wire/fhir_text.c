/* Texts, lists and extensions of a resource: everything that goes further has passed a ceiling here. */
#include "wire/fhir_read.h"

#include "base/utf8.h"

void fhir_refuse(struct fhir_reader *r, struct str reason)
{
    if (!r->reason.p) r->reason = reason;
}

static bool is_showable(struct fhir_reader *r, struct str text)
{
    if (utf8_is_plain(text)) return true;
    fhir_refuse(
        r, STR("A text in it has control or direction characters, which can make one name look like another"));
    return false;
}

struct str fhir_text(struct fhir_reader *r, struct str text)
{
    text = str_trim(text);
    if (text.n > FHIR_TEXT_MOST) {
        fhir_refuse(r,
            str_printf(r->a, "A text in it is longer than %d bytes: \"%.*s...\"", FHIR_TEXT_MOST,
                STR_ARG(utf8_cut(text, 40))));
        return STR_NONE;
    }
    return text.n && is_showable(r, text) ? text : STR_NONE;
}

struct str fhir_member(struct fhir_reader *r, struct json_value object, struct str name)
{
    return fhir_text(r, json_as_text(json_get(object, name)));
}

static bool is_blank(char c)
{
    return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

/* Runs of blanks become one space. */
static struct str on_one_line(struct arena *a, struct str text)
{
    char *out = ARENA_ARRAY(a, char, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++) {
        if (!is_blank(text.p[i]))
            out[n++] = text.p[i];
        else if (n && out[n - 1] != ' ')
            out[n++] = ' ';
    }
    return (struct str){out, n};
}

struct str fhir_words(struct fhir_reader *r, struct str text)
{
    text = str_trim(utf8_cut(text, 4 * FHIR_TEXT_MOST));
    if (!text.n) return STR_NONE;
    for (size_t i = 0; i < text.n; i++)
        if (is_blank(text.p[i]) && text.p[i] != ' ') {
            text = on_one_line(r->a, text);
            break;
        }
    return is_showable(r, text) ? utf8_shorten(r->a, text, FHIR_TEXT_MOST - 3) : STR_NONE;
}

struct str fhir_joined(struct fhir_reader *r, struct str first, struct str then, struct str between)
{
    /* Nothing to add, or no room for it: a long list costs no more memory than a short one. */
    if (first.n <= FHIR_TEXT_MOST && (!then.n || first.n > FHIR_TEXT_MOST - 8)) return first;
    const struct str parts[] = {first, utf8_cut(then, 4 * FHIR_TEXT_MOST)};
    return fhir_words(r, str_join(r->a, parts, COUNT_OF(parts), between));
}

struct json_each fhir_each(struct fhir_reader *r, struct json_value object, struct str name)
{
    struct json_value list = json_get(object, name);
    if (json_kind(list) == JSON_ARRAY && json_size(list) <= FHIR_LIST_MOST) return json_each(list);
    if (json_kind(list) == JSON_ARRAY)
        fhir_refuse(r, str_printf(r->a, "It has more than %d of \"%.*s\"", FHIR_LIST_MOST, STR_ARG(name)));
    return json_each((struct json_value){NULL, 0});
}

struct json_value fhir_first(struct fhir_reader *r, struct json_value object, struct str name)
{
    struct json_each e = fhir_each(r, object, name);
    return json_each_next(&e) ? e.value : (struct json_value){NULL, 0};
}

struct json_value fhir_extension(struct fhir_reader *r, struct json_value of, struct str end)
{
    struct json_value list = json_get(of, STR("extension"));
    if (json_size(list) > FHIR_EXTENSIONS_MOST) {
        fhir_refuse(r, str_printf(r->a, "An element of it has more than %d extensions", FHIR_EXTENSIONS_MOST));
        return (struct json_value){NULL, 0};
    }
    for (struct json_each e = json_each(list); json_each_next(&e);)
        if (str_ends(json_as_text(json_get(e.value, STR("url"))), end)) return e.value;
    return (struct json_value){NULL, 0};
}

struct str fhir_first_code(struct json_value concept)
{
    for (struct json_each e = json_each(json_get(concept, STR("coding"))); json_each_next(&e);) {
        struct str code = json_as_text(json_get(e.value, STR("code")));
        if (code.n) return code;
    }
    return STR_NONE;
}

struct str fhir_concept_words(struct json_value concept)
{
    struct str text = json_as_text(json_get(concept, STR("text")));
    for (struct json_each e = json_each(json_get(concept, STR("coding"))); !text.n && json_each_next(&e);)
        text = json_as_text(json_get(e.value, STR("display")));
    return text;
}

struct str fhir_extension_code(struct fhir_reader *r, struct json_value of, struct str end)
{
    struct json_value found = fhir_extension(r, of, end);
    struct str code = fhir_first_code(json_get(found, STR("valueCodeableConcept")));
    if (!code.n) code = json_as_text(json_get(json_get(found, STR("valueCoding")), STR("code")));
    if (!code.n) code = json_as_text(json_get(found, STR("valueCode")));
    return code;
}

bool fhir_extension_says_yes(struct fhir_reader *r, struct json_value of, struct str end)
{
    bool yes = false;
    return json_as_bool(json_get(fhir_extension(r, of, end), STR("valueBoolean")), &yes) && yes;
}

static struct str joined(struct fhir_reader *r, struct json_value name, struct str member)
{
    struct str all = STR_NONE;
    for (struct json_each e = fhir_each(r, name, member); all.n <= FHIR_TEXT_MOST && json_each_next(&e);) {
        const struct str parts[] = {all, str_trim(json_as_text(e.value))};
        all = str_join(r->a, parts, COUNT_OF(parts), STR(" "));
    }
    return all;
}

struct str fhir_human_name(struct fhir_reader *r, struct json_value name)
{
    struct str text = json_as_text(json_get(name, STR("text")));
    const struct str parts[] = {joined(r, name, STR("prefix")), joined(r, name, STR("given")),
        json_as_text(json_get(name, STR("family")))};
    struct str whole = str_join(r->a, parts, COUNT_OF(parts), STR(" "));
    return fhir_text(r, whole.n ? whole : text);
}

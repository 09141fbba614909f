/*
 * A document's form and the edits of two people: a state that was read from a form is the same when it is read
 * from the form that it makes, and what is put together from two states loses no paragraph of either. Three forms,
 * one to a line: what it said, what it says now, what this edit says.
 */
#include "care/about/about_document.h"

#include "base/limits.h"
#include "platform/versions/merge.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static bool read_state(struct arena *a, struct str sent, struct str *ret)
{
    struct form form;
    struct problems problems = {.arena = a};
    if (form_parse(a, sent, &form, NULL)) return false;
    *ret = document_form_read(a, &about_document, &form, &problems);
    if (problems.n) return false;
    struct form again = document_form_of(a, &about_document, &(struct document_state){1, 1, *ret});
    struct str same = document_form_read(a, &about_document, &again, &problems);
    MUST(!problems.n && str_eq(same, *ret));
    return true;
}

static bool has_line(struct str text, struct str line)
{
    while (text.p)
        if (str_eq(str_cut(&text, '\n'), line)) return true;
    return false;
}

/* What one side wrote anew stands in the result. */
static void check_kept(struct arena *a, const struct merge_field *f, struct str side)
{
    struct str base = merge_text(a, f->base), rest = merge_text(a, side), result = merge_text(a, f->result);
    while (rest.p) {
        struct str line = str_cut(&rest, '\n');
        MUST(!line.n || has_line(base, line) || has_line(result, line));
    }
}

static void check_merge(struct arena *a, const struct merge *m)
{
    for (size_t i = 0; i < m->n; i++) {
        const struct merge_field *f = &m->fields[i];
        if (f->outcome == MERGE_SAME) MUST(str_eq(f->theirs, f->mine));
        if (f->outcome == MERGE_THEIRS) MUST(str_eq(f->result, f->theirs));
        if (f->outcome == MERGE_MINE) MUST(str_eq(f->result, f->mine));
        if (f->outcome != MERGE_TOGETHER) continue;
        check_kept(a, f, f->theirs);
        check_kept(a, f, f->mine);
    }
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    struct str rest = {(const char *)data, size}, states[3];
    if (size > 3 * LIMIT_BODY_FORM) return 0;
    struct arena a CLEANUP(arena_release);
    arena_init(&a, LIMIT_REQUEST_ARENA);
    for (size_t i = 0; i < COUNT_OF(states); i++)
        if (!read_state(&a, str_cut(&rest, '\n'), &states[i])) return 0;
    struct merge m;
    size_t n;
    struct record_fields fields = document_record_fields(&a, &about_document);
    struct merge_rule *rules = record_merge_rules(&a, fields, &n);
    MUST(!merge_read(&a, rules, n, states[0], states[1], states[2], &m));
    merge_decide(&a, &m);
    check_merge(&a, &m);
    struct merge again;
    MUST(!merge_read(&a, rules, n, states[0], states[1], merge_state(&a, &m), &again));
    return 0;
}

#include "platform/versions/merge.h"

#include "platform/versions/merge_lines.h"
#include "wire/json.h"
#include "wire/json_write.h"

static enum err read_state(struct arena *a, struct str state, struct json_value *ret)
{
    struct json_problem problem;
    if (json_parse(a, state, ret, &problem)) return ERR_DAMAGED;
    return json_kind(*ret) == JSON_OBJECT ? ERR_NONE : ERR_DAMAGED;
}

enum err merge_read(struct arena *a, const struct merge_rule *rules, size_t n, struct str base, struct str theirs,
    struct str mine, struct merge *ret)
{
    struct json_value b, t, m;
    enum err err = read_state(a, base, &b);
    if (!err) err = read_state(a, theirs, &t);
    if (!err) err = read_state(a, mine, &m);
    if (err) return err;
    *ret = (struct merge){ARENA_ARRAY(a, struct merge_field, n), n, theirs};
    for (size_t i = 0; i < n; i++)
        ret->fields[i] = (struct merge_field){.rule = &rules[i],
            .base = json_source(json_get(b, rules[i].field)),
            .theirs = json_source(json_get(t, rules[i].field)),
            .mine = json_source(json_get(m, rules[i].field))};
    return ERR_NONE;
}

struct str merge_text(struct arena *a, struct str value)
{
    struct json_value v;
    struct json_problem problem;
    if (!value.n || json_parse(a, value, &v, &problem)) return STR_NONE;
    return json_as_text(v);
}

struct str merge_value(struct arena *a, struct str state, struct str field)
{
    struct json_value v;
    struct arena_mark mark =
        arena_mark(a); /* asked for each field of each version: what is read is forgotten again */
    bool is = state.n && !read_state(a, state, &v);
    struct str value = is ? json_source(json_get(v, field)) : STR_NONE; /* stands in the state itself */
    arena_rewind(a, mark);
    return value;
}

static struct str quoted(struct arena *a, struct str text)
{
    struct buf out = buf_new(a, text.n + 2, 6 * text.n + 2);
    struct json_writer w = json_writer_new(&out);
    json_str(&w, text);
    MUST(!out.overflow);
    return buf_str(&out);
}

static struct merged_lines lines_of(struct arena *a, const struct merge_field *f, struct str my_text)
{
    return merge_lines(a, merge_text(a, f->base), merge_text(a, f->theirs), my_text);
}

static void decide(struct arena *a, struct merge_field *f)
{
    bool mine_changed = !str_eq(f->mine, f->base), theirs_changed = !str_eq(f->theirs, f->base);
    f->result = f->theirs;
    f->outcome = MERGE_CONFLICT;
    if (str_eq(f->mine, f->theirs)) {
        f->outcome = MERGE_SAME;
    } else if (!mine_changed) {
        f->outcome = MERGE_THEIRS;
    } else if (!theirs_changed) {
        f->outcome = MERGE_MINE;
        f->result = f->mine;
    } else if (f->rule->lines && f->mine.n && f->theirs.n) {
        struct merged_lines merged = lines_of(a, f, merge_text(a, f->mine));
        if (!merged.clean) return;
        f->outcome = MERGE_TOGETHER;
        f->result = quoted(a, merged.text);
    }
}

/* Both sides changed something in the group: whatever differs in it must be chosen. */
static void decide_group(struct merge *m, int group)
{
    bool mine = false, theirs = false;
    for (size_t i = 0; i < m->n; i++) {
        const struct merge_field *f = &m->fields[i];
        if (f->rule->group != group) continue;
        mine = mine || f->outcome == MERGE_MINE || f->outcome == MERGE_CONFLICT;
        theirs = theirs || f->outcome == MERGE_THEIRS || f->outcome == MERGE_CONFLICT;
    }
    if (!mine || !theirs) return;
    for (size_t i = 0; i < m->n; i++) {
        struct merge_field *f = &m->fields[i];
        if (f->rule->group != group || f->outcome == MERGE_SAME) continue;
        f->outcome = MERGE_CONFLICT;
        f->result = f->theirs;
    }
}

void merge_decide(struct arena *a, struct merge *m)
{
    int groups = 0;
    for (size_t i = 0; i < m->n; i++) {
        decide(a, &m->fields[i]);
        if (m->fields[i].rule->group > groups) groups = m->fields[i].rule->group;
    }
    for (int group = 1; group <= groups; group++) decide_group(m, group);
}

size_t merge_conflicts(const struct merge *m)
{
    size_t n = 0;
    for (size_t i = 0; i < m->n; i++) n += m->fields[i].outcome == MERGE_CONFLICT;
    return n;
}

bool merge_changes(const struct merge *m)
{
    for (size_t i = 0; i < m->n; i++)
        if (!str_eq(m->fields[i].result, m->fields[i].theirs)) return true;
    return false;
}

static bool is_listed(const struct merge *m, struct str name)
{
    for (size_t i = 0; i < m->n; i++)
        if (str_eq(m->fields[i].rule->field, name)) return true;
    return false;
}

struct str merge_state(struct arena *a, const struct merge *m)
{
    struct json_value now;
    size_t most = m->now.n + 64;
    MUST(read_state(a, m->now, &now) == ERR_NONE);
    for (size_t i = 0; i < m->n; i++) most += m->fields[i].result.n + m->fields[i].rule->field.n + 8;
    struct buf out = buf_new(a, most, most);
    struct json_writer w = json_writer_new(&out);
    json_object_begin(&w);
    for (struct json_each e = json_each(now); json_each_next(&e);) {
        if (is_listed(m, e.name)) continue;
        json_name(&w, e.name);
        json_literal(&w, json_source(e.value));
    }
    for (size_t i = 0; i < m->n; i++) {
        if (!m->fields[i].result.n) continue;
        json_name(&w, m->fields[i].rule->field);
        json_literal(&w, m->fields[i].result);
    }
    json_object_end(&w);
    MUST(!out.overflow);
    return buf_str(&out);
}

struct str merge_both(struct arena *a, const struct merge_field *f, struct str my_text)
{
    return quoted(a, lines_of(a, f, my_text).text);
}

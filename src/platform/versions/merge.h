/*
 * Three ways: what a record said when an edit began, what it says now, and what the edit says.
 *
 * Works on saved states (JSON objects, versions.h) and knows nothing of what is in them. The slice lists the
 * fields that its form can change; a field that isn't listed stays as it is now. What only one side changed is
 * taken from that side. Where both changed a field differently there is a conflict, and somebody must choose; long
 * texts are put together paragraph by paragraph first. Fields of one group mean something only together (the
 * lines of an address): if both sides changed the group, what differs in it is a conflict as a whole.
 *
 * A value is JSON exactly as the state has it, STR_NONE where the field is absent.
 */
#ifndef CAIRN_PLATFORM_MERGE_H
#define CAIRN_PLATFORM_MERGE_H

#include "base/arena.h"
#include "base/str.h"
#include "base/err.h"

struct merge_rule {
    struct str field;
    int group;  /* 0: stands alone */
    bool lines; /* a long text */
};

enum merge_outcome {
    MERGE_SAME, /* both sides say the same */
    MERGE_THEIRS,
    MERGE_MINE,
    MERGE_TOGETHER, /* a text with the changes of both */
    MERGE_CONFLICT, /* result is theirs until somebody chose */
};

struct merge_field {
    const struct merge_rule *rule;
    struct str base, theirs, mine, result;
    enum merge_outcome outcome;
};
struct merge {
    struct merge_field *fields; /* one for each rule, in their order */
    size_t n;
    struct str now; /* their whole state */
};

/* Reads the three states; ERR_DAMAGED if one isn't an object. merge_decide fills outcome and result; before that a
 * field's base and mine may be replaced, when somebody chose already. */
MUST_USE enum err merge_read(struct arena *a, const struct merge_rule *rules, size_t n, struct str base,
    struct str theirs, struct str mine, struct merge *ret);
void merge_decide(struct arena *a, struct merge *m);

size_t merge_conflicts(const struct merge *m);
/* Whether the result says anything that the record doesn't say now. */
bool merge_changes(const struct merge *m);
/* Their state with the results in it. */
struct str merge_state(struct arena *a, const struct merge *m);

/* The text of a value: a string's letters; STR_NONE for anything else. */
struct str merge_text(struct arena *a, struct str value);
/* Both changes of a long text, theirs and mine, where they conflict one after the other: a value. */
struct str merge_both(struct arena *a, const struct merge_field *f, struct str my_text);
/* A field of a state as it is written; STR_NONE: absent, or no state. */
struct str merge_value(struct arena *a, struct str state, struct str field);

#endif

/* The views behind the slice's templates, and its handlers. Private to the slice. */
#ifndef CAIRN_CARE_DUPLICATES_PAGES_H
#define CAIRN_CARE_DUPLICATES_PAGES_H

#include "care/duplicates/duplicates.h"
#include "care/shell/shell.h"

struct duplicates_list_view {
    struct page_top top;
    struct work_group group;
};

struct hidden_choice {
    struct str name, value;
};
struct same_view {
    struct error_summary problems;
    struct page_top top;
    struct str refused, decided; /* drawn when they have text */
    struct versions beside;
    struct url action, not_action, swap, back;
    struct str kept_seen, away_seen, kept_name;
    LIST(struct radios) choices;
    struct input why;
};
/* The interruption before two records are joined. */
struct sure_view {
    struct panel panel;
    struct url action, back;
    LIST(struct hidden_choice) hidden;
    LIST(struct str) consequences;
};

struct joined_view {
    struct page_top top;
    struct timeline timeline;
};
struct undo_view {
    struct error_summary problems;
    struct str explanation, seen, stays;
    struct person_changes changes;
    struct slot shown; /* the changes */
    struct str refused;
    bool possible; /* else only why not */
    struct url action, cancel;
};

/* "3 contacts, 1 letter"; STR_NONE: nothing. */
struct amount_of {
    struct str kind;
    int64_t amount;
};
struct str amounts_in_words(struct arena *a, const struct amount_of *items, size_t n);

/* "/people/<key>/same/<other's key>" + after */
struct url same_url(struct arena *a, const struct person *kept, const struct person *away, const char *after);

struct reply duplicates_get(struct ctx *c, const struct request *r);
struct reply same_get(struct ctx *c, const struct request *r);
struct reply same_post(struct ctx *c, const struct request *r);
struct reply same_not_post(struct ctx *c, const struct request *r);
struct reply joined_get(struct ctx *c, const struct request *r);
struct reply joined_undo_get(struct ctx *c, const struct request *r);
struct reply joined_undo_post(struct ctx *c, const struct request *r);

#endif

/* The page of entries, and what it shows. Private to the slice. */
#ifndef CAIRN_CARE_CODING_PAGES_H
#define CAIRN_CARE_CODING_PAGES_H

#include "base/limits.h"
#include "care/coding/coding_entry.h"
#include "care/shell/shell.h"
#include "ui/ui.h"

/* In the order of the numbers in coding.sql. The word in the address, how it is listed, what is said where it is
 * empty */
#define CODING_VIEW_LIST(X) \
    X(WAITING, "waiting", "To do", "Nothing waits.") \
    X(FAILED, "failed", "Failed", "Nothing has failed.") \
    X(GIVEN, "given", "Given", "Nothing is under way.") \
    X(UNSEEN, "unseen", "Not seen in the last import", \
        "The last import had everything that was given before it.") \
    X(DONE, "done", "Done", "Nothing is done yet.")
enum coding_view {
    CODING_VIEW_NONE,
#define CODING_VIEW_ENUM(name, word, label, none) CODING_VIEW_##name,
    CODING_VIEW_LIST(CODING_VIEW_ENUM)
#undef CODING_VIEW_ENUM
        CODING_VIEW_END
};

/* So many working days are left to the practice, and to the extract that an import is made from. */
enum { CODING_PEOPLE_PAGE = 20, CODING_ENTRIES_EACH = 100, CODING_FILE_MOST = 200, CODING_DAYS_UNTIL_SEEN = 5 };

/* ---- what is read ---- */
struct coding_practice {
    struct practice_id id;
    struct uuid key;
    struct str name;
    struct coding_counts counts;
};
struct coding_practices {
    struct coding_practice *items;
    size_t n;
};
/* Those the actor's role is held for. */
MUST_USE enum err coding_practices_read(struct ctx *c, struct coding_practices *ret);

struct coding_line {
    struct uuid key;
    int64_t version;
    struct snomed_id code;
    struct date on;
    struct str name; /* who saw them */
    enum staff_role role;
    enum coding_state state;
    struct str why, given_by, changed_by;
    struct instant given_at, found_at, changed_at;
};
struct coding_person {
    struct person person;
    bool may;             /* be given to the practice, */
    struct str may_words; /* or why not */
    struct coding_line *lines;
    size_t n;
};
struct coding_people {
    struct coding_person *items;
    size_t n;
    bool more;
};
struct coding_asked {
    struct coding_practice practice;
    enum coding_view view;
    int64_t page; /* from 1 */
    int most;
    struct instant cutoff; /* what was given before it should have been seen; 0: no import yet */
    struct instant last_import;
};
/* ERR_NOT_FOUND: no such practice of theirs. */
MUST_USE enum err coding_asked_for(struct ctx *c, const struct form *form, struct coding_asked *ret);
MUST_USE enum err coding_people_read(struct ctx *c, const struct coding_asked *asked, struct coding_people *ret);
struct str coding_view_word(enum coding_view view);
struct url coding_url(struct arena *a, const struct coding_asked *asked, enum coding_view view, int64_t page);

/* Asks whether something of this person may be given to their practice: anew each time something is. */
MUST_USE enum err coding_ask(struct ctx *c, const struct person *p, bool *ret_may, struct str *ret_words);

/* ---- words ---- */
/* "148481000000101 Seen by care coordinator", a line end, "27-Nov-2026, Leah Morgan, care co-ordinator": what a GP
 * system takes, and no more than it needs. */
struct str coding_block(struct arena *a, const struct coding_person *p);
struct str coding_note(struct arena *a, const struct coding_line *line); /* "Leah Morgan, care co-ordinator" */
struct str coding_what_became(struct arena *a, const struct coding_line *line);

/* ---- what is shown ---- */
struct coding_person_view {
    struct box box;
    struct str held;
    struct checkboxes lines;
    struct str block, block_id;
    int64_t rows;
};
struct coding_file_view {
    struct str words;
    struct url take_back;
};
struct gp_record_view {
    struct error_summary problems;
    struct page_top top;
    struct lines practices;
    struct secondary_nav views;
    struct str quiet, none;
    LIST(struct coding_person_view) people;
    struct radios act;
    struct input why;
    struct str practice, view, page;
    struct str file; /* "Take 34 entries as a file (CSV)"; empty: there is nothing to take */
    LIST(struct coding_file_view) files;
    struct pagination pages;
    bool has_pages;
};
struct coding_page {
    struct problems problems;
    struct coding_asked asked;
    struct coding_people people;
    const struct form *sent;
};
/* Reads the page and answers with it. */
struct reply coding_page_reply(struct ctx *c, const struct request *r, struct coding_page *k, int status);

struct reply gp_record_get(struct ctx *c, const struct request *r);
struct reply gp_record_post(struct ctx *c, const struct request *r);
struct reply gp_file_post(struct ctx *c, const struct request *r);
struct reply gp_file_back_post(struct ctx *c, const struct request *r);

#endif

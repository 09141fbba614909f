/*
 * Letters to people: in plain words, in the reader's own format, kept as they were given.
 *
 * A letter begins from a template filled from the record, is edited, saved, and then printed. Once saved it never
 * changes. The format is the reader's: who needs 28 point gets 28 point without anybody remembering it. Headings
 * come in the reader's language where there is a catalogue (letter_words.h); the text stays as its author wrote
 * it. What stands against a letter (a death, a protected address, "no letters", no address, a format that can't be
 * made) is said before it is written, checked again when it is saved, and a protected address never stands on one.
 * One function lets a letter leave, letter_leaves() in letter_leave.h: nothing else makes the sheet that is
 * printed. [domain §2, §7]
 */
#ifndef CAIRN_CARE_LETTER_H
#define CAIRN_CARE_LETTER_H

#include "base/clock.h"
#include "care/people/person.h"
#include "platform/versions/follow.h"

/* name, the word in the database and in addresses, what it is called among staff */
#define LETTER_ABOUT_LIST(X) \
    X(TRIED, "tried", "We tried to reach you") \
    X(INTRODUCING, "introducing", "Introducing their care co-ordinator") \
    X(VISIT, "visit", "Their appointment or visit") \
    X(AGREED, "agreed", "What we agreed today") \
    X(ENDED, "ended", "Keeping in touch has ended, and who to ring") \
    X(REVIEW, "review", "Invitation to a review")

enum letter_about {
    LETTER_ABOUT_NONE,
#define LETTER_ABOUT_ENUM(name, word, label) LETTER_##name,
    LETTER_ABOUT_LIST(LETTER_ABOUT_ENUM)
#undef LETTER_ABOUT_ENUM
};
extern const struct vocabulary letter_abouts; /* word and label, in enum order */

struct letter {
    struct letter_id id;
    struct uuid key;
    struct person_id person;
    struct account_id by;
    struct str by_name;
    enum staff_role role;
    struct instant written_at;
    enum letter_about about;
    enum written_format format;
    struct str language;           /* of the headings */
    struct str addressee, address; /* address: lines, STR_NONE: none stands on it */
    struct str called, body, phone, sender, sender_from;
};
struct letter_list {
    struct letter *items;
    size_t n;
};

/* Newest first, from an instant back (of that instant only ids below the one given): without text and address. */
MUST_USE enum err letters_from(struct ctx *c, struct person_id person, struct instant up_to, int64_t below,
    int most, struct letter_list *ret);
/* "Letter: What we agreed today" */
struct str letter_title(struct arena *a, const struct letter *l);
struct url letter_url(struct arena *a, struct url person, const struct letter *l);

/* ---- for whatever is printed for somebody, in the format they need ---- */

/* Formats that a printer can make; the others are said plainly, with what to do. */
bool letter_can_print(enum written_format format);
/* The size of its letters in points: 12, 16 (easy read), 18, 20, 24, 28. */
int letter_points(enum written_format format);
/* "Cairn can't make Braille. Ask …"; STR_NONE for what can be printed. */
struct str letter_instead(enum written_format format);
/* Easy read: one idea, that is one sentence or one item of a list, to a line. */
struct letter_lines {
    struct str *items;
    size_t n;
};
struct letter_lines letter_ideas(struct arena *a, struct str body);

/* Two records of one person are joined or parted: platform/versions/follow.h. */
extern follow_rows letter_rows_follow;

/* What a letter says by email: care/messages. */
extern const struct message_maker letter_message_maker;

extern const struct route_table letter_routes;
extern const struct db_statement_file letter_statements;

#endif

/*
 * The views behind the templates of letters: the list, one letter, and the sheet that is printed. Private to the
 * slice.
 */
#ifndef CAIRN_CARE_LETTER_VIEWS_H
#define CAIRN_CARE_LETTER_VIEWS_H

#include "care/letters/letter_form.h"

struct letters_view {
    struct lines given;
    struct lines begin; /* the templates; none when nothing may be begun */
    LIST(struct letter_reason) stops;
    bool may_write;
};

/* What is copied into an email by hand. */
struct letter_copy_view {
    struct str to, subject;
    struct textarea text;
    struct url back, done; /* done: where one says that it was given; may be none */
};

/* One letter on a page of the record. */
struct letter_view {
    struct str heading;
    struct fact_list facts;
    struct letter_parts parts;
    struct button print; /* drawn when it has text */
    struct button email; /* likewise */
    struct url email_to; /* where its form is sent */
    struct str by_email; /* what became of it, or why it can't go by email */
    struct link message; /* leads to it, or to copying it */
    struct str unreviewed;
};

/* The sheet: everything on it and nothing else. Words in the reader's language carry it with them. */
struct letter_sheet {
    struct url style, script, mark, back;
    struct str size; /* "l-28", "l-easy" */
    struct str language;
    bool right_to_left, foreign, easy, demonstration;
    struct str addressee, date, heading, heading_in_english, dear, called, ring, phone, other_format, in_english,
        sincerely;
    struct str sender, sender_role, sender_from;
    struct letter_lines address;
    struct letter_parts parts;
    struct letter_lines ideas;
};

#endif

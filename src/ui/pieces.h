/*
 * The pieces of Cairn's own pages that the NHS design system lacks: the person banner, rows of work, boxes,
 * facts, what to know before speaking, timelines and the comparison of two versions.
 *
 * As in components.h each template takes the struct of its name, text is ready to show, and 0 means "not there".
 * Unknown is a fact and is said in words; a piece never leaves an empty place.
 */
#ifndef CAIRN_UI_PIECES_H
#define CAIRN_UI_PIECES_H

#include "ui/components.h"

/*
 * Who this page is about, on every page of a record, after the NHS patient banner standard (ISB 1505): family
 * name in capitals, values strong, labels quiet. A person who has died has a form of their own, that can't be
 * mistaken for the other.
 */
struct person_banner {
    struct str name;       /* "RAHMAN, Amina (Mrs)": person_name_formal() of the slice makes it */
    struct str preferred;  /* "Amina Apa" */
    struct str born;       /* "04-Mar-1943 (83y)"; empty: "Not known" */
    struct str died;       /* "3 May 2026, aged 83"; set: the form for people who died */
    struct str gender;     /* "Female"; empty: "Not known" */
    struct str nhs_number; /* "999 214 3061"; empty: "Not known" */
    struct str phone;
    struct url call;        /* tel: */
    struct str address;     /* "14 Elm Rise, Leeds LS8 4QT"; empty: "Not known" */
    bool protected_address; /* said instead of the address, which is then not printed at all */
    struct str practice;    /* "Elm Street Surgery, Dr Anil Patel" */
    struct str coordinator; /* "Leah Morgan (you)"; left out when empty */
    struct url href;        /* the record; the name links to it when the page is not the record itself */
    struct str alert;       /* one short line that comes before all else, e.g. "Restricted record" */
};

/* h1 with its actions at the right; the slot holds the buttons. */
struct page_top {
    struct str heading;
    struct str quiet; /* a line under it */
};

/* The views of one thing, under its heading or under the person banner: the one that is shown is marked, and a
 * link's count says how many are there. */
struct secondary_nav {
    struct str label; /* "Referrals by state" */
    struct link_list items;
};

/* Stays at the top while one works through something that takes a while: for whom, and which stage. Body: what can
 * be done, the slot. */
struct status_bar {
    struct str who; /* "RAHMAN, Amina (Mrs)" */
    struct url href;
    struct tag stage;
    struct str quiet; /* "2 of 6 people" */
};

/* The form of a list's filters, sent with GET: never a name or a number of a person in it. Its fields are the
 * slot. A filter that is set is a chip with the link that takes it off; `clear` takes off all. Works without
 * scripts. */
struct filter_panel {
    struct str heading; /* "Filter" */
    struct str id;      /* unique on the page */
    struct url action, clear;
    struct link_list chips; /* "Practice: Elm Street", hidden_text is not needed */
    struct str button;      /* "Update the list" */
};

/* "11 need you  2 overdue" */
struct count {
    int64_t number;
    struct str text;
};
struct count_list {
    struct count *items;
    size_t n;
};
struct counts {
    struct count_list items;
    struct str quiet; /* the sentence after them */
};

/* Rows of work (My day, results, lists of accounts): a group has a heading and rows, a row a person or thing, why
 * it is here, when, and one action. */
struct work_row {
    struct str name; /* "BENNETT, Harold" */
    struct url href;
    struct str born;       /* "12 Feb 1938 (88y)" */
    struct str nhs_number; /* "999 407 2153"; empty: "NHS number not known" when born is set */
    struct str reason;     /* in bold: what to do */
    struct str evidence;   /* why, and what helps */
    struct tag due;        /* drawn when it has text */
    struct str phone;
    struct url call;
    struct button action; /* drawn when it has text; hidden_text says for whom */
    struct slot more;     /* further markup beside or under the action */
};
struct work_rows {
    struct work_row *items;
    size_t n;
};
struct work_group {
    struct str heading; /* "Act first" */
    struct str quiet;   /* "Ordered by what happens if it waits" */
    struct str id;      /* unique on the page */
    bool first;         /* the red edge: act first */
    struct work_rows rows;
    struct str none; /* said when there are no rows */
};

/* A white box; body: the slot. */
struct box {
    struct str heading;
    struct str quiet;
    struct link link; /* at the right of the heading */
    struct str id;
};

/* The yellow panel: what can go wrong before one speaks with somebody. */
struct know_item {
    struct str strong, text; /* "Ring after 11am" + "and let it ring" */
    struct url href;         /* strong leads there */
};
struct know_items {
    struct know_item *items;
    size_t n;
};
struct know {
    struct str heading; /* "Before you get in touch" */
    struct know_items items;
    struct str id;
};

/* The person's own words. */
struct voice {
    struct str text, source; /* source: "In her own words, 2 September 2026." */
};

/* Lines with something at the right: due next, recent contacts, who does what. */
struct line {
    struct str above; /* quiet, before */
    struct str text;  /* in bold */
    struct str rest;  /* after the bold words */
    struct url text_href;
    struct str below; /* small, after */
    struct tag tag;   /* at the right: a tag, */
    struct str right; /* words, */
    struct link link; /* or a link */
};
struct line_list {
    struct line *items;
    size_t n;
};
struct lines {
    struct line_list items;
    struct str none;
};

/* What must be known first, at the top of a page of a record. */
struct page_note {
    struct str strong, text; /* "Moved practice." + "They moved from Elm Street Surgery to Mill Row." */
    struct link link;
};
struct page_notes {
    struct page_note *items;
    size_t n;
};

/* Label and value, small: label left, value right. */
struct fact {
    struct str label, value; /* an empty value reads "Not known" */
    struct slot slot;
    struct url href;
};
struct fact_items {
    struct fact *items;
    size_t n;
};
struct fact_list {
    struct fact_items items;
};

/* Newest first. What was corrected stays, struck through, with who corrected it. */
struct timeline_event {
    struct str when, title, by, note;
    struct url href;
    struct tag tag;
    bool struck;          /* corrected or withdrawn */
    struct str struck_by; /* "Corrected by Leah Morgan, 24 November 2026" */
    struct str month;     /* set on the first of a month: a heading before it */
    struct link action;   /* what can be done about it: "Correct" */
};
struct timeline_events {
    struct timeline_event *items;
    size_t n;
};
struct timeline {
    struct timeline_events items;
    struct str none;
};

/* Two versions of one record side by side: history, and a save that met another's. */
struct version_field {
    struct str name;          /* "Phone" */
    struct str before, after; /* empty: "Nothing" */
    bool changed;
    struct slot choose; /* in a conflict: the radios that choose */
};
struct version_fields {
    struct version_field *items;
    size_t n;
};
struct versions {
    struct str caption;       /* "What changed" */
    struct str before, after; /* column headings: "Version 3, Leah Morgan, 2 September 2026" */
    struct version_fields fields;
    struct str withheld; /* said beneath, or in their place: something changed that this reader may not see */
    bool beside;         /* two records: neither is the older one, so nothing is struck out */
};

/* Small print with numbers and who to ring; the "Numbers" box. */
struct number_line {
    struct str who, phone;
    struct url call;
};
struct number_lines {
    struct number_line *items;
    size_t n;
};
struct numbers {
    struct str heading;
    struct number_lines items;
};

/* Nothing to show, and what to do about it. */
struct nothing {
    struct str heading, text;
    struct link link;
};

#endif

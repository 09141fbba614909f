/*
 * The page around every answer: head, header, banner, navigation, main and footer.
 *
 * A handler fills struct page and calls page_write(). The parts that belong to one page are slots: templates of
 * the slice with their own view. A page without an actor is signed out: no search, no account, no navigation.
 * The title never holds a person's name, because titles stay in a browser's history [ui.md §2].
 */
#ifndef CAIRN_UI_LAYOUT_H
#define CAIRN_UI_LAYOUT_H

#include "ui/components.h"
#include "ui/pieces.h"

struct page {
    struct str title;        /* "Log a contact, person record"; " – Cairn" is added */
    bool has_problems;       /* "Error: " goes before the title */
    struct str installation; /* "Riverside and Elm PCN" */
    struct str organisation; /* who runs it, for the footer; empty: the installation */
    bool demonstration;      /* everyone here is invented, said on every page */

    struct str actor_name;  /* "Leah Morgan"; empty: signed out */
    struct str actor_role;  /* "care co-ordinator" */
    struct url change_role; /* set where they hold several */
    struct url home;        /* of the mark; "/" if none */
    bool can_find;          /* the actor's role may look for people */
    bool shown;             /* the person looks on: no menu, finder, account, footer, but the strip that ends it */
    struct str shown_back;  /* where ending it leads */
    bool no_forms;          /* the page has no form token: neither the search nor "Log out" is drawn */
    bool has_design;        /* the footer leads to the page that shows what pages are made of */
    int64_t idle_seconds;   /* after how many the session pauses; 0: it is not said before */
    struct link_list nav;   /* header navigation; the current one is marked */

    struct notification_banner notice;  /* drawn when it has a heading or a text */
    const struct person_banner *person; /* NULL: not about one person */
    struct page_notes notes;            /* about them, above all else */
    struct str subnav_label;            /* "This record" */
    struct link_list subnav;
    struct url back;      /* a back link above main */
    struct str back_text; /* "Back" */
    struct slot main;
    bool narrow; /* questions and words: text keeps a readable width */
};

/* Writes the whole page. */
void page_write(struct html *h, const struct page *p);

/* What went wrong, in plain words, and what to do next. status: 400 403 404 405 408 409 410 413 415 429 500 503;
 * any other reads as 500. Show it as the main slot of a page: page.main = error_page_main(&error). */
struct error_page {
    int status;
    struct str reference; /* of the request, to quote to whoever helps; may be empty */
    struct str detail;    /* a sentence for this case, e.g. "Try again in 5 minutes." */
    struct link next;     /* where to go on, e.g. "Go to My day" */
    struct str contact;   /* who helps, e.g. "Ask the office on 0113 496 0100." */
};
struct str error_page_title(int status); /* "Page not found": for page.title */
struct slot error_page_main(const struct error_page *e);

/* What was sent and could not be saved, to be sent again: page.main = not_saved_main(&v). */
struct not_saved_field {
    struct str name, value;
};
struct not_saved {
    struct url action;
    LIST(struct not_saved_field) fields; /* all of them, unseen */
    LIST(struct str) words;              /* the longer texts among them, to be read and copied */
};
struct slot not_saved_main(const struct not_saved *v);

/* What the templates themselves take; made by layout.c. */
struct page_frame {
    struct page page;
    struct person_banner person;
    bool has_notice, has_person, signed_in;
    struct url library_css, own_css, boot_js, own_js, mark;
    bool has_time_out;
};
struct error_page_words {
    struct str title, what, next;
    struct error_page page;
};

#endif

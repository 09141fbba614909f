/*
 * The words of a letter that are not its author's: headings, greeting, closing, in the reader's language.
 *
 * A catalogue has every word or it isn't one. English was written by us; the others were made by a machine and
 * nobody who speaks the language has read them yet: `reviewed` says so, and whoever sends a letter is told. Add a
 * language by adding its catalogue to letter_words.c; the compiler counts the words. Private to the slice.
 */
#ifndef CAIRN_CARE_LETTER_WORDS_H
#define CAIRN_CARE_LETTER_WORDS_H

#include "care/letters/letter.h"

#define LETTER_WORD_LIST(X) \
    X(TRIED) \
    X(INTRODUCING) \
    X(VISIT) \
    X(AGREED) \
    X(ENDED) \
    X(REVIEW)       /* headings, in the order of enum letter_about */ \
    X(DEAR)         /* before the name */ \
    X(RING)         /* heading: how to reach us */ \
    X(OTHER_FORMAT) /* tell us if you need this in another language or format */ \
    X(IN_ENGLISH)   /* the text is in English, ask us to explain it */ \
    X(SINCERELY)

enum letter_word {
#define LETTER_WORD_ENUM(name) LETTER_WORD_##name,
    LETTER_WORD_LIST(LETTER_WORD_ENUM)
#undef LETTER_WORD_ENUM
        LETTER_WORDS
};

struct letter_catalogue {
    struct str language; /* BCP 47 */
    bool reviewed;       /* somebody who speaks it has read it */
    bool right_to_left;
    struct str words[LETTER_WORDS];
};
/* NULL: there is none in this language. */
const struct letter_catalogue *letter_catalogue(struct str language);
const struct letter_catalogue *letter_catalogue_at(size_t i); /* each of them; NULL past the end */
struct str letter_heading(const struct letter_catalogue *words, enum letter_about about);

#endif

/*
 * When two names are the same name, nearly the same, or sound alike.
 *
 * Names are compared as words: folded to small letters without accents (unicode.h), apostrophes of every kind
 * dropped, split at spaces, hyphens and anything else that is neither letter nor digit. What is typed is only
 * split; what is recorded is also spread into every form somebody may type (name_index_words), so that the start
 * of a word can be looked up as it stands. O'Connor, OConnor and O Connor find each other, McDonald and
 * MacDonald, St and Saint; a double surname is found by either part, by both and written as one word.
 *
 * The phonetic key is our own, tuned for the names of British, Irish, South Asian and Polish families as they are
 * spelled in English; words in other scripts have none. It may bring together names that differ: a match by sound
 * is shown below every better one and says what it is. Never merge people because names sound alike.
 *
 * Results are in the arena. Any text is safe; what isn't valid UTF-8 has no words.
 */
#ifndef CAIRN_NHS_NAME_MATCH_H
#define CAIRN_NHS_NAME_MATCH_H

#include "base/str.h"

enum {
    NAME_WORDS_MOST = 16,      /* of one text; what follows is dropped */
    NAME_WORD_LETTERS = 70,    /* letters of one word; what follows is dropped */
    NAME_FORMS_MOST = 64,      /* index words of one text */
    NAME_PHONETIC_LONGEST = 16 /* bytes */
};

struct name_words {
    struct str *items;
    size_t n;
};

/* "Mary-Ann O'Connor" gives mary, ann, oconnor. */
struct name_words name_words(struct arena *a, struct str text);
/* The same, and: neighbours joined (maryann), what follows an apostrophe (connor), Mac for Mc, Saint for St. */
struct name_words name_index_words(struct arena *a, struct str text);
/* The phonetic keys of the words, and of neighbours joined where one of them is a short particle (O Connor). */
struct name_words name_sounds(struct arena *a, struct str text);

/* The key of one word out of name_words; empty if it has none. */
struct str name_phonetic(struct arena *a, struct str word);

/* How many letters must be put in, left out, changed or swapped with a neighbour to make b of a, counted up to
 * most; above that the answer is most + 1. */
size_t name_distance(struct str a, struct str b, size_t most);

/* Other forms of a given name (liz for elizabeth, and back), at most `room`; returns how many were written. */
size_t name_other_forms(struct str word, struct str *out, size_t room);

#endif

#include "nhs/name_match.h"

#include "base/arena.h"

/*
 * The key is the consonants of a word, each standing for its family of spellings, and one vowel: the first, as
 * one of two kinds (a for a, e, i, y; o for o, u, au, aw), because consonants alone would make one of Mary and
 * Moore, Hassan and Hussain. A vowel at the very start is one of three kinds (A, E, O). Later vowels vary too
 * much between spellings of one name (Mohammed, Muhammad, Mohamad) to say anything.
 */
struct sounds {
    struct str word;
    size_t at;
    char key[NAME_PHONETIC_LONGEST];
    size_t n;
    bool vowel;     /* the one vowel is written */
    char consonant; /* the last one written, if no vowel came after it: a doubled letter sounds once */
};

static char letter_at(const struct sounds *s, size_t i)
{
    return i < s->word.n ? s->word.p[i] : '\0';
}

static bool is_vowel(char c)
{
    return c && memchr("aeiouy", c, 6);
}

static bool softens(char c)
{
    return c == 'e' || c == 'i' || c == 'y';
}

static void put(struct sounds *s, char c)
{
    if (s->n < sizeof s->key) s->key[s->n++] = c;
}

static void put_consonant(struct sounds *s, char c, size_t letters)
{
    if (c != s->consonant) put(s, c);
    s->consonant = c;
    s->at += letters;
}

/* The letters from here on begin with text. */
static bool here(const struct sounds *s, struct str text)
{
    return str_starts(str_skip(s->word, s->at), text);
}

/* A run of vowels; w belongs to it where no vowel follows (Brown, Shaw). */
static void sound_vowels(struct sounds *s)
{
    char first = letter_at(s, s->at), second = letter_at(s, s->at + 1);
    bool start = s->at == 0;
    bool back = first == 'o' || first == 'u' || (first == 'a' && (second == 'u' || second == 'w'));

    if (start)
        put(s, back ? 'O' : first == 'a' && !softens(second) ? 'A' : 'E');
    else if (!s->vowel)
        put(s, back ? 'o' : 'a');
    s->vowel = true;
    s->consonant = '\0';
    while (is_vowel(letter_at(s, s->at)) || (letter_at(s, s->at) == 'w' && !is_vowel(letter_at(s, s->at + 1))))
        s->at++;
}

/* f and ph between vowels sound like v often enough (Stephen, Steven, Stefan); `letters` is 1 or 2. */
static void sound_f(struct sounds *s, size_t letters)
{
    bool between = s->at > 0 && is_vowel(letter_at(s, s->at - 1)) && is_vowel(letter_at(s, s->at + letters));
    put_consonant(s, between ? 'v' : 'f', letters);
}

static void sound_c(struct sounds *s)
{
    if (here(s, STR("chr")) || here(s, STR("chl")))
        put_consonant(s, 'k', 2);
    else if (here(s, STR("ch")) || here(s, STR("cz")))
        put_consonant(s, 'c', 2);
    else if (softens(letter_at(s, s->at + 1)))
        put_consonant(s, 's', 1);
    else
        put_consonant(s, 'k', 1);
}

/* gh is silent after a vowel in Wright, Vaughan, Leigh and Hughes, and a g in Singh, Ghosh and Mughal. */
static void sound_g(struct sounds *s)
{
    char before = s->at > 0 ? letter_at(s, s->at - 1) : '\0';
    if (here(s, STR("gh"))) {
        struct str start = str_slice(s->word, 0, s->at), end = str_skip(s->word, s->at);
        bool silent = is_vowel(before) &&
            (!is_vowel(letter_at(s, s->at + 2)) || str_ends(start, STR("au")) || str_ends(start, STR("ou")) ||
                str_ends(start, STR("ei")) || str_eq(end, STR("ghes")));
        if (silent)
            s->at += 2;
        else
            put_consonant(s, 'g', 2);
    } else if (here(s, STR("gg"))) {
        put_consonant(s, 'g', 2);
    } else {
        put_consonant(s, softens(letter_at(s, s->at + 1)) ? 'j' : 'g', 1);
    }
}

static void sound_s(struct sounds *s)
{
    if (here(s, STR("sch")))
        put_consonant(s, 's', 3);
    else if (here(s, STR("sh")) || here(s, STR("sz")) || (here(s, STR("sc")) && softens(letter_at(s, s->at + 2))))
        put_consonant(s, 's', 2);
    else
        put_consonant(s, 's', 1);
}

static void sound_p(struct sounds *s)
{
    char next = letter_at(s, s->at + 1);
    if (next == 'h')
        sound_f(s, 2);
    else if (s->consonant == 'm' && (next == 's' || next == 't'))
        s->at++; /* Thompson, Thomson */
    else
        put_consonant(s, 'p', 1);
}

/* h is heard at the start and between vowels; elsewhere it colours its neighbour (Khan, Sarah, John, Rahman). */
static void sound_h(struct sounds *s)
{
    bool heard = s->at == 0 || (is_vowel(letter_at(s, s->at - 1)) && is_vowel(letter_at(s, s->at + 1)));
    if (heard)
        put_consonant(s, 'h', 1);
    else
        s->at++;
}

static void sound_consonant(struct sounds *s, char c)
{
    char next = letter_at(s, s->at + 1);
    switch (c) {
    case 'c': sound_c(s); break;
    case 'f': sound_f(s, 1); break;
    case 'g': sound_g(s); break;
    case 'h': sound_h(s); break;
    case 'p': sound_p(s); break;
    case 's': sound_s(s); break;
    case 'd':
        if (next == 'j' || (next == 'g' && softens(letter_at(s, s->at + 2))))
            put_consonant(s, 'j', 2);
        else
            put_consonant(s, 'd', 1);
        break;
    case 't':
        if (here(s, STR("tch")))
            put_consonant(s, 'c', 3);
        else
            put_consonant(s, 't', 1);
        break;
    case 'q': put_consonant(s, 'k', 1); break;
    case 'w':
        if (is_vowel(next) || next == 'h')
            put_consonant(s, 'v', 1);
        else
            s->at++;
        break;
    case 'x':
        put_consonant(s, 'k', 0);
        put_consonant(s, 's', 1);
        break;
    case 'z': put_consonant(s, 's', 1); break;
    default: put_consonant(s, c, 1); break;
    }
}

/* What only the start of a word has: silent letters, and Mc, which is Mac. */
static void sound_start(struct sounds *s)
{
    bool mac = here(s, STR("mac")) && s->word.n > 5 && !is_vowel(letter_at(s, 3));
    if (mac || here(s, STR("mc"))) {
        put(s, 'm');
        put(s, 'a');
        s->vowel = true;
        s->at = mac ? 2 : 1;
        put_consonant(s, 'k', 1);
    } else if (here(s, STR("kn")) || here(s, STR("gn")) || here(s, STR("wr")) || here(s, STR("ps"))) {
        s->at = 1;
    } else if (letter_at(s, 0) == 'y' && is_vowel(letter_at(s, 1))) {
        put_consonant(s, 'y', 1);
    }
}

struct str name_phonetic(struct arena *a, struct str word)
{
    struct sounds s = {.word = word};
    for (size_t i = 0; i < word.n; i++)
        if (word.p[i] < 'a' || word.p[i] > 'z') return STR("");
    sound_start(&s);
    while (s.at < word.n) {
        char c = letter_at(&s, s.at);
        if (is_vowel(c))
            sound_vowels(&s);
        else
            sound_consonant(&s, c);
    }
    return s.n > 1 ? str_dup(a, (struct str){s.key, s.n}) : STR("");
}

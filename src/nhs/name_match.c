#include "nhs/name_match.h"

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"
#include "nhs/typed.h"
#include "nhs/unicode.h"

enum { PARTICLE_LETTERS = 3 }; /* "o", "mc", "mac", "st", "al", "van" */

static struct name_words list_new(struct arena *a, size_t room)
{
    return (struct name_words){ARENA_ARRAY(a, struct str, room), 0};
}

static void add_once(struct name_words *list, size_t room, struct str word)
{
    if (!word.n || list->n == room) return;
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->items[i], word)) return;
    list->items[list->n++] = word;
}

static bool has_apostrophe(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if (typed_apostrophe(str_skip(text, i))) return true;
    return false;
}

static struct str without_apostrophes(struct arena *a, struct str text, struct str instead)
{
    if (!has_apostrophe(text)) return text;
    struct buf out = buf_new(a, text.n + 1, text.n + 1);
    while (text.n) {
        size_t n = typed_apostrophe(text);
        buf_add(&out, n ? instead : str_slice(text, 0, 1));
        text = str_skip(text, n ? n : 1);
    }
    return buf_str(&out);
}

/* At most NAME_WORD_LETTERS code points of a word. */
static struct str shortened(struct str word)
{
    size_t at = 0;
    for (int i = 0; i < NAME_WORD_LETTERS && at < word.n; i++) (void)utf8_next(word, &at);
    return str_slice(word, 0, at);
}

static struct name_words split(struct arena *a, struct str folded)
{
    struct name_words list = list_new(a, NAME_WORDS_MOST);
    size_t from = 0;
    for (size_t at = 0; at < folded.n;) {
        size_t here = at;
        uint32_t c = utf8_next(folded, &at);
        if (unicode_is_letter(c) || unicode_is_digit(c)) {
            if (at < folded.n) continue;
            here = at;
        }
        if (here > from && list.n < NAME_WORDS_MOST)
            list.items[list.n++] = shortened(str_slice(folded, from, here));
        from = at;
    }
    return list;
}

struct name_words name_words(struct arena *a, struct str text)
{
    return split(a, unicode_fold(a, without_apostrophes(a, text, STR_NONE)));
}

static bool is_consonant(char c)
{
    return c >= 'a' && c <= 'z' && !memchr("aeiouy", c, 6);
}

static struct str joined(struct arena *a, struct str first, struct str second)
{
    return shortened(str_printf(a, "%.*s%.*s", STR_ARG(first), STR_ARG(second)));
}

/* A word, and the ways of writing it that differ in more than accents. */
static void add_forms(struct arena *a, struct name_words *list, struct str word)
{
    add_once(list, NAME_FORMS_MOST, word);
    if (word.n > 3 && str_starts(word, STR("mc")))
        add_once(list, NAME_FORMS_MOST, joined(a, STR("mac"), str_skip(word, 2)));
    else if (word.n > 5 && str_starts(word, STR("mac")) && is_consonant(word.p[3]))
        add_once(list, NAME_FORMS_MOST, joined(a, STR("mc"), str_skip(word, 3)));
    else if (str_eq(word, STR("st")))
        add_once(list, NAME_FORMS_MOST, STR("saint"));
    else if (str_eq(word, STR("saint")))
        add_once(list, NAME_FORMS_MOST, STR("st"));
}

struct name_words name_index_words(struct arena *a, struct str text)
{
    struct name_words words = name_words(a, text), list = list_new(a, NAME_FORMS_MOST), pieces = words;
    if (has_apostrophe(text)) pieces = split(a, unicode_fold(a, without_apostrophes(a, text, STR(" "))));
    for (size_t i = 0; i < words.n; i++) add_forms(a, &list, words.items[i]);
    for (size_t i = 0; i + 1 < words.n; i++) add_forms(a, &list, joined(a, words.items[i], words.items[i + 1]));
    for (size_t i = 0; i < pieces.n; i++)
        if (pieces.items[i].n >= PARTICLE_LETTERS) add_once(&list, NAME_FORMS_MOST, pieces.items[i]);
    return list;
}

struct name_words name_sounds(struct arena *a, struct str text)
{
    struct name_words words = name_words(a, text), list = list_new(a, NAME_FORMS_MOST);
    for (size_t i = 0; i < words.n; i++) add_once(&list, NAME_FORMS_MOST, name_phonetic(a, words.items[i]));
    for (size_t i = 0; i + 1 < words.n; i++) {
        struct str first = words.items[i], second = words.items[i + 1];
        if (first.n <= PARTICLE_LETTERS || second.n <= PARTICLE_LETTERS)
            add_once(&list, NAME_FORMS_MOST, name_phonetic(a, joined(a, first, second)));
    }
    return list;
}

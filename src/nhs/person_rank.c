#include "nhs/person_rank.h"

#include "base/arena.h"
#include "nhs/name_match.h"
#include "nhs/telephone.h"

/* Weights: each class outweighs all that is below it. */
enum {
    SCORE_NHS_NUMBER = 100000,
    SCORE_BORN = 12000,
    SCORE_BORN_SWAPPED = 3000,
    SCORE_BORN_OTHER = -4000,
    SCORE_TELEPHONE = 8000,
    SCORE_NAME = 2000,     /* times the likeness of the least like word */
    SCORE_NAME_PART = 100, /* times the words that fit, if not all do */
    SCORE_WORD = 10,       /* times the likeness, for each word */
    SCORE_POSTCODE = 1500,
    SCORE_YEAR = 1000,
    REASONS_MOST = 5,
    OTHER_FORMS_MOST = 24, /* of one name; Elizabeth has nine */
};

struct candidate {
    struct name_words words, sounds;
};

static void append(struct name_words *list, size_t room, struct name_words more)
{
    for (size_t i = 0; i < more.n && list->n < room; i++) list->items[list->n++] = more.items[i];
}

static struct candidate candidate_of(struct arena *a, const struct person_facts *facts)
{
    size_t room = NAME_FORMS_MOST * (3 + facts->n_other_names);
    struct candidate c = {{ARENA_ARRAY(a, struct str, room), 0}, {ARENA_ARRAY(a, struct str, room), 0}};
    const struct str names[] = {facts->family, facts->given, facts->known_as};
    for (size_t i = 0; i < COUNT_OF(names) + facts->n_other_names; i++) {
        struct str name = i < COUNT_OF(names) ? names[i] : facts->other_names[i - COUNT_OF(names)];
        append(&c.words, room, name_index_words(a, name));
        append(&c.sounds, room, name_sounds(a, name));
    }
    return c;
}

/* How many slips of the finger a word of this length may hold. */
static size_t slips(struct str word)
{
    return word.n < 4 ? 0 : word.n < 8 ? 1 : 2;
}

static struct person_sought_word sought_word(struct arena *a, struct str word, bool prefix)
{
    struct person_sought_word w = {.text = word,
        .sound = name_phonetic(a, word),
        .forms = {ARENA_ARRAY(a, struct str, OTHER_FORMS_MOST), 0},
        .slips = slips(word),
        .prefix = prefix || word.n == 1};
    w.forms.n = name_other_forms(word, w.forms.items, OTHER_FORMS_MOST);
    return w;
}

struct person_sought person_sought(struct arena *a, const struct person_query *q)
{
    struct person_sought s = {.query = q};
    for (size_t i = 0; i < q->n_words; i++) {
        s.words[i] = sought_word(a, q->words[i], q->last_is_prefix && i + 1 == q->n_words);
        if (i + 1 == q->n_words) break;
        struct str both = str_printf(a, "%.*s%.*s", STR_ARG(q->words[i]), STR_ARG(q->words[i + 1]));
        s.joined[i] = sought_word(a, both, q->last_is_prefix && i + 2 == q->n_words);
    }
    return s;
}

static bool is_among(const struct name_words *list, struct str word)
{
    for (size_t i = 0; i < list->n; i++)
        if (str_eq(list->items[i], word)) return true;
    return false;
}

static enum name_likeness word_likeness(const struct candidate *c, const struct person_sought_word *w)
{
    enum name_likeness best = NAME_UNLIKE;
    for (size_t i = 0; i < c->words.n; i++) {
        struct str name = c->words.items[i];
        enum name_likeness like = NAME_UNLIKE;
        if (str_eq(name, w->text))
            return NAME_SAME;
        else if (w->prefix && str_starts(name, w->text))
            like = NAME_STARTS;
        else if (is_among(&w->forms, name))
            like = NAME_FORM;
        else if (w->slips && best < NAME_NEAR && name_distance(name, w->text, w->slips) <= w->slips)
            like = NAME_NEAR;
        if (like > best) best = like;
    }
    if (best < NAME_SOUNDS && w->sound.n && is_among(&c->sounds, w->sound)) best = NAME_SOUNDS;
    return best;
}

/* What the name says: its score, and the likeness of the least like word; *ret_fit counts words that fit. */
static int name_score(
    const struct person_sought *s, const struct candidate *c, enum name_likeness *ret_least, size_t *ret_fit)
{
    enum name_likeness like[PERSON_QUERY_WORDS] = {NAME_UNLIKE}, least = NAME_SAME;
    size_t fit = 0, n = s->query->n_words;
    int score = 0;
    for (size_t i = 0; i < n; i++) {
        enum name_likeness one = word_likeness(c, &s->words[i]);
        if (one > like[i]) like[i] = one;
        if (i + 1 == n) break;
        one = word_likeness(c, &s->joined[i]);
        if (one > like[i]) like[i] = one;
        if (one > like[i + 1]) like[i + 1] = one;
    }
    for (size_t i = 0; i < n; i++) {
        if (like[i] < least) least = like[i];
        fit += like[i] != NAME_UNLIKE;
        score += (int)like[i] * SCORE_WORD;
    }
    if (n) score += least == NAME_UNLIKE ? (int)fit * SCORE_NAME_PART : (int)least * SCORE_NAME;
    *ret_least = least;
    *ret_fit = fit;
    return score;
}

static struct str name_reason(enum name_likeness least)
{
    switch (least) {
    case NAME_SAME: return STR("same name");
    case NAME_STARTS: return STR("name starts the same");
    case NAME_FORM: return STR("another form of the name");
    case NAME_SOUNDS: return STR("name sounds alike");
    case NAME_NEAR: return STR("name is spelled nearly the same");
    case NAME_UNLIKE: break;
    }
    return STR("part of the name");
}

static bool is_swapped(struct date a, struct date b)
{
    struct date_parts p = date_parts(a), s = date_parts(b);
    return p.year == s.year && p.day == s.month && p.month == s.day;
}

static int birth_score(const struct person_query *q, struct date born, struct str *ret_reason)
{
    int score = q->n_dates ? SCORE_BORN_OTHER : 0;
    if (!date_is_set(born)) return 0;
    for (size_t i = 0; i < q->n_dates; i++) {
        if (date_eq(q->dates[i], born)) {
            *ret_reason = STR("same date of birth");
            return SCORE_BORN;
        }
        if (is_swapped(q->dates[i], born)) {
            *ret_reason = STR("day and month of birth the other way round");
            score = SCORE_BORN_SWAPPED;
        }
    }
    if (score <= 0 && q->year && date_parts(born).year == q->year) {
        *ret_reason = STR("same year of birth");
        score += SCORE_YEAR;
    }
    return score;
}

static bool has_telephone(struct arena *a, const struct person_query *q, const struct person_facts *facts)
{
    if (!q->n_telephones) return false;
    for (size_t i = 0; i < facts->n_telephones; i++) {
        struct str number;
        if (!telephone_normalise(a, facts->telephones[i], &number)) continue;
        for (size_t k = 0; k < q->n_telephones; k++) {
            bool whole = telephone_is_whole(q->telephones[k]);
            if (whole ? str_eq(number, q->telephones[k]) : str_starts(number, q->telephones[k])) return true;
        }
    }
    return false;
}

static bool has_postcode(const struct person_query *q, struct str recorded)
{
    struct postcode code;
    return q->postcode.n && postcode_parse(recorded, &code) &&
        str_starts(postcode_str(&code), postcode_str(&q->postcode));
}

static struct str sentence(struct arena *a, const struct str *reasons, size_t n)
{
    struct str text = str_join(a, reasons, n, STR(", "));
    return str_printf(a, "%.*s%.*s", STR_ARG(str_upper(a, str_slice(text, 0, 1))), STR_ARG(str_skip(text, 1)));
}

bool person_match(
    struct arena *a, const struct person_sought *s, const struct person_facts *facts, struct person_match *ret)
{
    const struct person_query *q = s->query;
    struct str reasons[REASONS_MOST] = {STR_NONE};
    struct arena_mark mark = arena_mark(a);
    struct candidate c = candidate_of(a, facts);
    enum name_likeness least;
    size_t fit;
    int score = name_score(s, &c, &least, &fit) + birth_score(q, facts->born, &reasons[2]);
    arena_rewind(a, mark); /* a hundred candidates use the same few pages */

    if (nhs_number_is_set(q->nhs_number) && nhs_number_eq(q->nhs_number, facts->nhs_number)) {
        reasons[0] = STR("same NHS number");
        score += SCORE_NHS_NUMBER;
    }
    if (fit) reasons[1] = name_reason(least);
    if (has_telephone(a, q, facts)) {
        reasons[3] = STR("same telephone number");
        score += SCORE_TELEPHONE;
    }
    if (has_postcode(q, facts->postcode)) {
        reasons[4] = q->postcode_is_part ? STR("same postcode area") : STR("same postcode");
        score += SCORE_POSTCODE;
    }
    struct str why = sentence(a, reasons, COUNT_OF(reasons));
    if (!why.n) return false;
    *ret = (struct person_match){score, why};
    return true;
}

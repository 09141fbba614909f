/*
 * How wide words are, so that labels can be kept apart before any browser has seen them.
 *
 * The widths are those of Arial and its like (Liberation Sans, Helvetica), in thousandths of the letters' height.
 * For other scripts, whose font nobody can foresee, each character counts as wide as the widest common one. It may
 * be too much and is never too little: a label is rather cut a letter early than laid over another.
 */
#include "base/utf8.h"
#include "ui/charts/picture.h"

enum { THOUSAND = 1000, SLACK = 1040, BOLD_MORE = 60 };

/* From space to tilde. */
static const short ASCII[] = {278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556,
    556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611,
    778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278,
    278, 469, 556, 333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333,
    500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584};

/* Everything after ASCII, by the first code point of a stretch. */
static const struct {
    uint32_t from;
    int width;
} STRETCHES[] = {
    {0x7F, 900},     /* Latin with marks, Greek, Cyrillic */
    {0x300, 0},      /* marks over and under letters */
    {0x370, 950},    /* Greek, Cyrillic, Armenian */
    {0x590, 950},    /* Hebrew, Arabic */
    {0x900, 1000},   /* the scripts of India */
    {0xE00, 950},    /* Thai and others */
    {0x1100, 1100},  /* Korean */
    {0x1E00, 950},   /* Latin with marks, Greek with marks */
    {0x2010, 1000},  /* dashes, quotes, ellipsis */
    {0x2030, 1100},  /* signs */
    {0x2E80, 1100},  /* Chinese, Japanese, Korean */
    {0x1F000, 1500}, /* pictures */
    {0x20000, 1100}, /* Chinese */
};

static int width_of(uint32_t c)
{
    if (c < 0x20) return 0;
    if (c < 0x7F) return ASCII[c - 0x20];
    size_t i = COUNT_OF(STRETCHES);
    while (STRETCHES[i - 1].from > c) i--;
    return STRETCHES[i - 1].width;
}

int words_width(struct str words, int size, bool bold)
{
    int64_t width = 0;
    for (size_t at = 0; at < words.n;) {
        int w = width_of(utf8_next(words, &at));
        width += w && bold ? w + BOLD_MORE : w;
    }
    return (int)(width * size * SLACK / THOUSAND / THOUSAND) + 1;
}

/* Does a character belong to the letter before it: an accent, an Indian vowel sign, a joiner? */
static bool is_joined(uint32_t c)
{
    uint32_t in_block = c & 0x7F;
    if (c >= 0x900 && c < 0xE00)
        return in_block <= 0x03 || in_block == 0x3C || (in_block >= 0x3E && in_block <= 0x4D) ||
            (in_block >= 0x51 && in_block <= 0x57) || in_block == 0x62 || in_block == 0x63;
    return (c >= 0x300 && c < 0x370) || (c >= 0x591 && c < 0x5C8) || (c >= 0x64B && c < 0x660) || c == 0x670 ||
        (c >= 0x6D6 && c < 0x6EE) || c == 0x200C || c == 0x200D || (c >= 0xFE00 && c < 0xFE10) ||
        (c >= 0x1F3FB && c < 0x1F400);
}

struct str words_fitting(struct arena *a, struct str words, int size, bool bold, int most)
{
    if (words_width(words, size, bold) <= most) return words;
    int room = most - words_width(STR("…"), size, bold) - 1;
    size_t end = 0;
    for (size_t at = 0, next = 0; at < words.n; at = next) {
        uint32_t c = utf8_next(words, &next);
        if (words_width(str_slice(words, 0, next), size, bold) > room) {
            while (end && is_joined(c)) { /* the letter goes with its marks */
                size_t before = 0, from = 0;
                while (before < end) {
                    from = before;
                    c = utf8_next(words, &before);
                }
                end = from;
            }
            break;
        }
        end = next;
    }
    return str_printf(a, "%.*s…", STR_ARG(str_trim(str_slice(words, 0, end))));
}

struct str words_line(struct str *rest, int size, bool bold, int most)
{
    struct str s = str_trim(*rest);
    size_t end = s.n;
    while (words_width(str_slice(s, 0, end), size, bold) > most) {
        size_t space = end;
        while (space && s.p[space - 1] != ' ') space--;
        if (!space) break;
        end = space - 1;
    }
    if (end < s.n && words_width(str_slice(s, 0, end), size, bold) > most) /* one long word: up to its space */
        if (!str_find(s, ' ', &end)) end = s.n;
    *rest = str_trim(str_skip(s, end));
    return str_trim(str_slice(s, 0, end));
}

#include "nhs/name_match.h"

#include "base/utf8.h"

static size_t letters_of(struct str word, uint32_t letters[NAME_WORD_LETTERS])
{
    size_t n = 0;
    for (size_t at = 0; at < word.n && n < NAME_WORD_LETTERS;) letters[n++] = utf8_next(word, &at);
    return n;
}

static size_t least(size_t a, size_t b)
{
    return a < b ? a : b;
}

/* Damerau and Levenshtein's distance, in which no swapped pair is touched twice: one row per letter of a, of which
 * the last three are kept. */
size_t name_distance(struct str a, struct str b, size_t most)
{
    uint32_t left[NAME_WORD_LETTERS], right[NAME_WORD_LETTERS];
    size_t rows[3][NAME_WORD_LETTERS + 1];
    size_t n = letters_of(a, left), m = letters_of(b, right);

    if ((n > m ? n - m : m - n) > most) return most + 1;
    for (size_t j = 0; j <= m; j++) rows[0][j] = j;
    for (size_t i = 1; i <= n; i++) {
        size_t *row = rows[i % 3];
        const size_t *above = rows[(i - 1) % 3], *before = i > 1 ? rows[(i - 2) % 3] : NULL;
        size_t best = row[0] = i;
        for (size_t j = 1; j <= m; j++) {
            bool same = left[i - 1] == right[j - 1];
            row[j] = least(above[j - 1] + !same, least(above[j], row[j - 1]) + 1);
            if (before && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1])
                row[j] = least(row[j], before[j - 2] + 1);
            best = least(best, row[j]);
        }
        if (best > most + 1) return most + 1;
    }
    return least(rows[n % 3][m], most + 1);
}

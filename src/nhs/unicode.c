#include "nhs/unicode.h"

#include <unicase.h>
#include <uninorm.h>
#include <unictype.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/utf8.h"

/* Letters that don't decompose, in their small form: what people type for them on a British keyboard. */
static struct str plain_letters(uint32_t c)
{
    switch (c) {
    case 0x00E6: return STR("ae"); /* æ */
    case 0x00F0: return STR("d");  /* ð */
    case 0x00F8: return STR("o");  /* ø */
    case 0x00FE: return STR("th"); /* þ */
    case 0x0111: return STR("d");  /* đ */
    case 0x0127: return STR("h");  /* ħ */
    case 0x0131: return STR("i");  /* ı */
    case 0x0138: return STR("k");  /* ĸ */
    case 0x0142: return STR("l");  /* ł */
    case 0x014B: return STR("n");  /* ŋ */
    case 0x0153: return STR("oe"); /* œ */
    case 0x0167: return STR("t");  /* ŧ */
    case 0x0253: return STR("b");  /* ɓ */
    case 0x0254: return STR("o");  /* ɔ */
    case 0x0256:
    case 0x0257: return STR("d"); /* ɖ ɗ */
    case 0x0259: return STR("a"); /* ə, of Azerbaijani */
    case 0x025B: return STR("e"); /* ɛ */
    case 0x0268: return STR("i"); /* ɨ */
    case 0x0199: return STR("k"); /* ƙ */
    case 0x01B4: return STR("y"); /* ƴ */
    default: return STR_NONE;
    }
}

/* libunistring answers in our buffer when the result fits, else in memory of its own; both end up in the arena. */
static struct str adopt(struct arena *a, uint8_t *result, size_t n, const uint8_t *buffer)
{
    if (!result) return STR("");
    struct str copy = str_dup(a, (struct str){(const char *)result, n});
    if (result != buffer) free(result);
    return copy;
}

static bool is_mark(uint32_t c)
{
    return uc_is_general_category_withtable(c, UC_CATEGORY_MASK_Mn | UC_CATEGORY_MASK_Me);
}

static bool is_ascii(struct str text)
{
    for (size_t i = 0; i < text.n; i++)
        if ((unsigned char)text.p[i] >= 0x80) return false;
    return true;
}

/* Most names: folding them is making their letters small, which the finder does a hundred times a search. */
static struct str fold_ascii(struct arena *a, struct str text)
{
    char *copy = (char *)str_dup(a, text).p;
    for (size_t i = 0; i < text.n; i++)
        if (copy[i] >= 'A' && copy[i] <= 'Z') copy[i] = (char)(copy[i] - 'A' + 'a');
    return (struct str){copy, text.n};
}

struct str unicode_fold(struct arena *a, struct str text)
{
    if (text.n && is_ascii(text)) return fold_ascii(a, text);
    uint8_t buffer[512];
    size_t n = sizeof buffer;
    if (!text.n || !utf8_is_valid(text, NULL)) return STR("");
    uint8_t *result = u8_casefold((const uint8_t *)text.p, text.n, NULL, UNINORM_NFKD, buffer, &n);
    struct str folded = adopt(a, result, n, buffer);
    /* No letter of the table takes more bytes afterwards than before. */
    struct buf out = buf_new(a, folded.n + 4, folded.n + 4);
    for (size_t at = 0; at < folded.n;) {
        size_t from = at;
        uint32_t c = utf8_next(folded, &at);
        if (is_mark(c)) continue;
        struct str plain = c < 0x80 ? STR_NONE : plain_letters(c);
        buf_add(&out, plain.n ? plain : str_slice(folded, from, at));
    }
    return buf_str(&out);
}

struct str unicode_upper(struct arena *a, struct str text)
{
    uint8_t buffer[512];
    size_t n = sizeof buffer;
    if (!text.n || !utf8_is_valid(text, NULL)) return STR("");
    uint8_t *result = u8_toupper((const uint8_t *)text.p, text.n, NULL, UNINORM_NFC, buffer, &n);
    return adopt(a, result, n, buffer);
}

bool unicode_is_letter(uint32_t code_point)
{
    if (code_point < 0x80) return (code_point | 0x20) >= 'a' && (code_point | 0x20) <= 'z';
    return uc_is_general_category_withtable(code_point, UC_CATEGORY_MASK_L | UC_CATEGORY_MASK_M);
}

bool unicode_is_digit(uint32_t code_point)
{
    if (code_point < 0x80) return code_point >= '0' && code_point <= '9';
    return uc_is_general_category_withtable(code_point, UC_CATEGORY_MASK_Nd);
}

#include "care/plan/plan_card.h"

#include "base/utf8.h"
#include "care/about/about_me.h"
#include "care/editing/editing.h"

/* What the audit's head signs begins otherwise: no signature of one is good for the other. */
#define CARD_SIGNED "cairn-card 1\n"
#define CARD_SIGNATURE "\nSigned: "
enum { SIGNATURE_BYTES = sizeof(struct crypto_signature) };

static struct str whole_lines(struct arena *a, struct str text, size_t most, int lines)
{
    struct str all = STR_NONE;
    for (; text.n && lines > 0; lines--) {
        struct str line = str_trim(str_cut(&text, '\n'));
        struct str more = str_join(a, (const struct str[]){all, line}, 2, STR("\n"));
        if (more.n > most) break;
        all = more;
    }
    return all;
}

static struct str about_words(struct arena *a, const struct plan *plan, const char *field, size_t most)
{
    struct str value = merge_value(a, plan->about, str_from_cstr(field));
    return value.n ? utf8_shorten(a, merge_text(a, value), most) : STR_NONE;
}

struct plan_card plan_card_of(
    struct arena *a, const struct person *p, const struct plan *plan, struct str issuer, struct date on)
{
    return (struct plan_card){.called = person_called(a, p),
        .matters = about_words(a, plan, "most_important", CARD_MATTERS),
        .talk = about_words(a, plan, "communication", CARD_TALK),
        .call = whole_lines(a, plan_text(a, plan_section(plan, PLAN_CHANGE), "call"), CARD_CALL, CARD_CALL_LINES),
        .issued = str_printf(a, "%.*s, %.*s", STR_ARG(issuer), STR_ARG(date_long(a, on)))};
}

static struct str labelled(struct arena *a, const char *label, struct str text)
{
    return text.n ? str_printf(a, "%s: %.*s", label, STR_ARG(text)) : STR_NONE;
}

static struct crypto_signature sign(struct arena *a, struct str body, const struct crypto_key *signing_seed)
{
    return crypto_sign_message(signing_seed, str_printf(a, CARD_SIGNED "%.*s", STR_ARG(body)));
}

struct str plan_card_text(struct arena *a, const struct plan_card *card, const struct crypto_key *signing_seed)
{
    const struct str lines[] = {card->called, labelled(a, "What matters to me", card->matters),
        labelled(a, "How to communicate with me", card->talk), labelled(a, "Who to call", card->call),
        card->issued};
    struct str body = str_join(a, lines, COUNT_OF(lines), STR("\n"));
    struct crypto_signature signature = sign(a, body, signing_seed);
    return str_printf(
        a, "%.*s" CARD_SIGNATURE "%.*s", STR_ARG(body), STR_ARG(crypto_hex(a, signature.bytes, SIGNATURE_BYTES)));
}

/* As a telephone hands it on and a form sends it: with other line ends. */
static struct str without_returns(struct arena *a, struct str text)
{
    char *out = ARENA_ARRAY(a, char, text.n + 1);
    size_t n = 0;
    for (size_t i = 0; i < text.n; i++)
        if (text.p[i] != '\r') out[n++] = text.p[i];
    return str_trim((struct str){out, n});
}

bool plan_card_good(struct arena *a, struct str text, struct crypto_public_key by)
{
    struct crypto_signature signature;
    struct str mark = STR(CARD_SIGNATURE), plain = without_returns(a, text);
    size_t tail = mark.n + 2 * (size_t)SIGNATURE_BYTES;
    if (plain.n < tail) return false;
    struct str body = str_slice(plain, 0, plain.n - tail), rest = str_skip(plain, plain.n - tail);
    if (!str_starts(rest, mark) || !crypto_from_hex(str_skip(rest, mark.n), signature.bytes, SIGNATURE_BYTES))
        return false;
    return crypto_signature_good(by, str_printf(a, CARD_SIGNED "%.*s", STR_ARG(body)), &signature);
}

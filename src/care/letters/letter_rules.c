#include "care/letters/letter_rules.h"

bool letter_can_print(enum written_format format)
{
    return format != WRITTEN_FORMAT_NONE && !letter_instead(format).n;
}

int letter_points(enum written_format format)
{
    switch (format) {
    case WRITTEN_FORMAT_LARGE_18: return 18;
    case WRITTEN_FORMAT_LARGE_20: return 20;
    case WRITTEN_FORMAT_LARGE_24: return 24;
    case WRITTEN_FORMAT_LARGE_28: return 28;
    case WRITTEN_FORMAT_EASY_READ: return 16;
    case WRITTEN_FORMAT_NONE:
    case WRITTEN_FORMAT_STANDARD:
    case WRITTEN_FORMAT_BRAILLE:
    case WRITTEN_FORMAT_AUDIO:
    case WRITTEN_FORMAT_ELECTRONIC: break;
    }
    return 12;
}

struct str letter_instead(enum written_format format)
{
    if (format == WRITTEN_FORMAT_BRAILLE)
        return STR("They need Braille, which Cairn cannot make. Send the text to your Braille service, or ring "
                   "and read it "
                   "to them");
    if (format == WRITTEN_FORMAT_AUDIO)
        return STR(
            "They need audio, which Cairn cannot make. Ring and read it to them, or have the text recorded");
    if (format == WRITTEN_FORMAT_ELECTRONIC)
        return STR(
            "They need email or another electronic form. Save the letter, then send it by email from its page, "
            "if they agreed to that");
    return STR_NONE;
}

/* ---- what stands against it ---- */

bool letter_has_address(const struct person *p)
{
    return (p->address[0].n || p->address[1].n) && !p->protected_address;
}

static void stop(struct letter_against *a, struct str why)
{
    MUST(a->n_stops < LETTER_REASONS_MOST);
    a->stops[a->n_stops++] = why;
}

static void warn(struct letter_against *a, struct str why)
{
    MUST(a->n_warns < LETTER_REASONS_MOST);
    a->warns[a->n_warns++] = why;
}

struct letter_against letter_against(const struct person *p, bool may_see_address, struct str refused)
{
    struct letter_against a = {.n_stops = 0};
    if (p->died_known)
        stop(&a, STR("They have died. No letter is written to them. Ring the family, or ask your supervisor"));
    if (p->protected_address && !may_see_address)
        stop(&a,
            STR("Their address is protected, and you are not on their team. Ask somebody of their team to write"));
    if (refused.n) stop(&a, refused);
    if (a.n_stops) return a;
    if (p->no_letters) warn(&a, STR("They asked not to be sent letters. Ring or visit instead"));
    if (p->protected_address)
        warn(&a,
            STR("Their address is protected. It will not stand on the letter: hand it over, or address the "
                "envelope "
                "by hand"));
    else if (!letter_has_address(p))
        warn(&a, STR("No address is known. Add it to their details first, or hand the letter over"));
    struct str instead = letter_instead(p->written_format);
    if (instead.n) warn(&a, instead);
    return a;
}

/* ---- the text ---- */

struct str letter_unfilled(struct str body)
{
    size_t from;
    if (!str_find(body, '[', &from)) return STR_NONE;
    struct str rest = str_skip(body, from);
    size_t to;
    if (!str_find(rest, ']', &to)) return rest;
    return str_slice(rest, 0, to + 1);
}

static bool is_item(struct str line)
{
    return str_starts(line, STR("- "));
}

static size_t count_lines(struct str s)
{
    size_t n = 1;
    for (size_t i = 0; i < s.n; i++) n += s.p[i] == '\n';
    return n;
}

/* Never an item and a line of text in one part: a list ends where the text begins. The parts' lines lie one after
 * the other in one array. */
struct letter_parts letter_parts(struct arena *a, struct str body)
{
    size_t most = count_lines(body);
    struct letter_parts parts = {ARENA_ARRAY(a, struct letter_part, most), 0};
    struct str *free_line = ARENA_ARRAY(a, struct str, most);
    bool open = false;
    while (body.p) {
        struct str line = str_trim(str_cut(&body, '\n'));
        bool item = is_item(line);
        if (!line.n) {
            open = false;
            continue;
        }
        if (!open || parts.items[parts.n - 1].list != item)
            parts.items[parts.n++] = (struct letter_part){item, {free_line, 0}};
        open = true;
        parts.items[parts.n - 1].lines.n++;
        *free_line++ = item ? str_trim(str_skip(line, 2)) : line;
    }
    return parts;
}

/* Where the first sentence ends: after . ! or ? and a space before a capital or a digit; "Dr. Patel" and "e.g.
 * this" stay together. */
static size_t sentence_end(struct str s)
{
    static const struct str SHORT[] = {STR_INIT("Dr"), STR_INIT("Mr"), STR_INIT("Mrs"), STR_INIT("Ms"),
        STR_INIT("St"), STR_INIT("No"), STR_INIT("e.g"), STR_INIT("i.e")};
    for (size_t i = 0; i + 2 < s.n; i++) {
        if ((s.p[i] != '.' && s.p[i] != '!' && s.p[i] != '?') || s.p[i + 1] != ' ') continue;
        bool small = s.p[i + 2] >= 'a' && s.p[i + 2] <= 'z', shortened = false;
        struct str before = str_slice(s, 0, i);
        for (size_t k = 0; s.p[i] == '.' && k < COUNT_OF(SHORT); k++)
            shortened = shortened ||
                (str_ends(before, SHORT[k]) &&
                    (before.n == SHORT[k].n || before.p[before.n - SHORT[k].n - 1] == ' '));
        if (!small && !shortened) return i + 1;
    }
    return s.n;
}

struct letter_lines letter_ideas(struct arena *a, struct str body)
{
    struct letter_parts parts = letter_parts(a, body);
    struct letter_lines ideas = {ARENA_ARRAY(a, struct str, body.n / 2 + 2), 0};
    for (size_t i = 0; i < parts.n; i++)
        for (size_t k = 0; k < parts.items[i].lines.n; k++) {
            struct str rest = parts.items[i].lines.items[k];
            while (rest.n) {
                size_t end = parts.items[i].list ? rest.n : sentence_end(rest);
                ideas.items[ideas.n++] = str_trim(str_slice(rest, 0, end));
                rest = str_trim(str_skip(rest, end));
            }
        }
    return ideas;
}

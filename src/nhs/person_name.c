#include "nhs/person_name.h"

#include "base/arena.h"
#include "base/utf8.h"
#include "nhs/typed.h"
#include "nhs/unicode.h"

static const struct str NOT_KNOWN = STR_INIT("Name not known");

struct str person_name_banner(struct arena *a, const struct person_name *name)
{
    struct str family = unicode_upper(a, typed_trim(name->family)), given = typed_trim(name->given);
    struct str title = typed_trim(name->title);
    struct str both[] = {family, given};
    struct str text = str_join(a, both, COUNT_OF(both), STR(", "));
    if (!text.n) return NOT_KNOWN;
    return title.n ? str_printf(a, "%.*s (%.*s)", STR_ARG(text), STR_ARG(title)) : text;
}

struct str person_name_plain(struct arena *a, const struct person_name *name)
{
    struct str both[] = {typed_trim(name->given), typed_trim(name->family)};
    struct str text = str_join(a, both, COUNT_OF(both), STR(" "));
    return text.n ? text : NOT_KNOWN;
}

struct str person_name_friendly(struct arena *a, const struct person_name *name)
{
    struct str known_as = typed_trim(name->known_as), given = typed_trim(name->given);
    if (known_as.n) return known_as;
    return given.n ? str_cut(&given, ' ') : person_name_plain(a, name);
}

/* The first letter of a text, with the accents written after it. */
static struct str first_letter(struct str text)
{
    for (size_t at = 0; at < text.n;) {
        size_t from = at;
        if (!unicode_is_letter(utf8_next(text, &at))) continue;
        while (at < text.n) {
            size_t next = at;
            uint32_t c = utf8_next(text, &next);
            if (c < 0x300 || c > 0x36F) break;
            at = next;
        }
        return str_slice(text, from, at);
    }
    return STR_NONE;
}

struct str person_name_initials(struct arena *a, const struct person_name *name)
{
    struct str letters[] = {first_letter(name->given), first_letter(name->family)};
    struct str text = str_join(a, letters, COUNT_OF(letters), STR_NONE);
    return text.n ? unicode_upper(a, text) : STR("?");
}

#include "tmplc.h"

bool name_in(struct str name, const char *spaced)
{
    struct str rest = str_from_cstr(spaced);
    while (rest.p)
        if (str_eq_nocase(str_cut(&rest, ' '), name)) return true;
    return false;
}

bool element_is_void(struct str name)
{
    return name_in(name, "area base br col embed hr img input link meta source track wbr");
}

bool element_is_raw(struct str name)
{
    return name_in(name, "script style");
}

bool element_is_text_only(struct str name)
{
    return name_in(name, "textarea title");
}

bool element_keeps_space(struct str name)
{
    return name_in(name, "pre textarea");
}

const char *element_refused(struct str name)
{
    if (name_in(name, "xmp plaintext noembed noframes listing"))
        return "is obsolete, and browsers read it differently";
    if (name_in(name, "set animate animatetransform animatemotion")) return "can change addresses by itself";
    return NULL;
}

const char *attribute_refused(struct str name)
{
    if (str_starts(name, STR("on")) || str_starts(name, STR("ON")) || str_starts(name, STR("On")) ||
        str_starts(name, STR("oN")))
        return "scripts belong in a file, not in an attribute";
    if (name_in(name, "style")) return "styles belong in a file, not in an attribute: use a class";
    if (name_in(name, "srcdoc")) return "a page inside an attribute can't be escaped safely";
    return NULL;
}

/* What ends an open <p> of itself in HTML, so that the </p> would close nothing. */
static const char closes_paragraph[] = "address article aside blockquote details dialog div dl fieldset "
                                       "figcaption figure footer form h1 h2 h3 h4 h5 h6 "
                                       "header hgroup hr main menu nav ol p pre search section table ul";

const char *element_refused_inside(struct str name, struct str outer, bool is_direct)
{
    if (is_direct && name_in(outer, "p") && name_in(name, closes_paragraph))
        return "browsers would close the <p> first";
    if (name_in(name, "a button form option") && str_eq_nocase(name, outer))
        return "it can't stand in another one";
    return NULL;
}

enum value_kind attribute_value_kind(struct str tag, struct str attribute)
{
    static const char addresses[] = "href src action formaction xlink:href poster cite ping manifest background "
                                    "longdesc usemap profile codebase classid archive";
    if (name_in(attribute, addresses)) return VALUE_ADDRESS;
    if (name_in(attribute, "data") && name_in(tag, "object")) return VALUE_ADDRESS;
    /* srcset holds several addresses in a syntax of its own; the others change what a page or a form does */
    if (name_in(attribute, "srcset imagesrcset http-equiv method formmethod enctype formenctype attributename"))
        return VALUE_LITERAL_ONLY;
    return VALUE_TEXT;
}

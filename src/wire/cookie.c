#include "wire/cookie.h"

struct str cookie_get(struct str header, struct str name)
{
    while (header.p) {
        struct str value = str_trim(str_cut(&header, ';'));
        struct str found = str_cut(&value, '=');
        if (value.p && str_eq(found, name)) return value;
    }
    return STR_NONE;
}

static bool is_simple(struct str s, const char *more)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && (!c || !strchr(more, c))) return false;
    }
    return s.n > 0;
}

static struct str write_cookie(struct arena *a, struct str name, struct str value, bool secure, const char *end)
{
    MUST(is_simple(name, "-_.~") && str_starts(name, STR("__Host-")) == secure);
    return str_printf(a, "%.*s=%.*s; Path=/; HttpOnly; SameSite=Lax%s%s", STR_ARG(name), STR_ARG(value),
        secure ? "; Secure" : "", end);
}

struct str cookie_for_session(struct arena *a, struct str name, struct str value, bool secure)
{
    MUST(is_simple(value, "-_.~="));
    return write_cookie(a, name, value, secure, "");
}

struct str cookie_cleared(struct arena *a, struct str name, bool secure)
{
    return write_cookie(a, name, STR(""), secure, "; Max-Age=0");
}

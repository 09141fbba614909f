/* Settings, servers and addresses: pure. */
#include "platform/mail/mail.h"

enum { ADDRESS_MOST = 254, LOCAL_MOST = 64, NAME_MOST = 70, PORT_PLAIN = 587, PORT_TLS = 465 };

static bool is_letter_or_digit(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

static bool made_of(struct str s, const char *others)
{
    for (size_t i = 0; i < s.n; i++)
        if (!is_letter_or_digit(s.p[i]) && (!s.p[i] || !strchr(others, s.p[i]))) return false;
    return s.n != 0;
}

/* Parts between dots, none of them empty. */
static bool dotted(struct str s)
{
    return s.n && s.p[0] != '.' && s.p[s.n - 1] != '.' && !str_has(s, STR(".."));
}

static bool domain_is(struct str s)
{
    return s.n < ADDRESS_MOST && made_of(s, ".-") && dotted(s) && s.p[0] != '-';
}

bool mail_address_is(struct str address)
{
    struct str rest = address, local = str_cut(&rest, '@');
    return address.n <= ADDRESS_MOST && rest.p && local.n <= LOCAL_MOST &&
        made_of(local, ".!#$%&'*+/=?^_`{|}~-") && dotted(local) && domain_is(rest) && str_has(rest, STR("."));
}

struct str mail_address_in(struct str typed)
{
    static const char BETWEEN[] = " \t\r\n,;:<>()[]\"";
    while (typed.n) {
        size_t n = 0;
        while (n < typed.n && typed.p[n] && !strchr(BETWEEN, typed.p[n])) n++;
        struct str word = str_slice(typed, 0, n);
        while (word.n && word.p[word.n - 1] == '.') word.n--; /* it ended a sentence */
        if (mail_address_is(word)) return word;
        typed = str_skip(typed, n + 1);
    }
    return STR_NONE;
}

static bool host_is_here(struct str host)
{
    return str_eq(host, STR("localhost")) || str_eq(host, STR("::1")) || str_starts(host, STR("127."));
}

static bool bracketed(struct str s)
{
    return s.n > 2 && s.p[0] == '[' && s.p[s.n - 1] == ']';
}

enum err mail_server_read(struct str url, struct mail_server *ret)
{
    *ret = (struct mail_server){.tls = str_starts(url, STR("smtps://"))};
    if (!ret->tls && !str_starts(url, STR("smtp://"))) return ERR_INVALID;
    struct str rest = str_skip(url, ret->tls ? 8 : 7);
    if (str_ends(rest, STR("/"))) rest.n--;
    size_t colon = rest.n;
    while (colon && rest.p[colon - 1] != ':' && rest.p[colon - 1] != ']') colon--;
    bool named = colon && rest.p[colon - 1] == ':';
    ret->port = ret->tls ? PORT_TLS : PORT_PLAIN;
    if (named && !str_int(str_skip(rest, colon), 1, 65535, &ret->port)) return ERR_INVALID;
    ret->host = named ? str_slice(rest, 0, colon - 1) : rest;
    bool six = bracketed(ret->host);
    if (six) ret->host = str_slice(ret->host, 1, ret->host.n - 1);
    if (six ? !made_of(ret->host, ":.") : !domain_is(ret->host)) return ERR_INVALID;
    ret->loopback = host_is_here(ret->host);
    return ERR_NONE;
}

struct str mail_from_address(struct str from)
{
    size_t at;
    if (!str_ends(from, STR(">")) || !str_find(from, '<', &at)) return str_trim(from);
    return str_slice(from, at + 1, from.n - 1);
}

/* Before the address: a name that needs no quotes and no encoding. */
static bool from_is(struct str from)
{
    size_t at;
    if (!mail_address_is(mail_from_address(from))) return false;
    if (!str_find(from, '<', &at)) return true;
    struct str name = str_trim(str_slice(from, 0, at));
    return name.n <= NAME_MOST && made_of(name, " -'");
}

enum err mail_settings_check(struct arena *a, const struct mail_settings *s, struct str *ret_why)
{
    struct mail_server server;
    *ret_why = STR_NONE;
    if (mail_server_read(s->url, &server))
        *ret_why = STR("--smtp-url must be like smtps://mail.example.nhs.uk or smtp://mail.example.nhs.uk:587. A "
                       "user's name and password go into the file of --smtp-credentials");
    else if (!from_is(s->from))
        *ret_why = str_printf(a,
            "--smtp-from must be like care@example.nhs.uk or Care team <care@example.nhs.uk>, in plain letters%s",
            s->from.n ? "" : ". It is missing");
    return ret_why->n ? ERR_INVALID : ERR_NONE;
}

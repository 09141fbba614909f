#include "platform/http/transport_own.h"

#include "base/buf.h"
#include "base/limits.h"
#include "base/log.h"

static const struct {
    struct str name;
    enum http_method method;
} methods[] = {
    {STR_INIT("GET"), HTTP_GET},
    {STR_INIT("HEAD"), HTTP_GET},
    {STR_INIT("POST"), HTTP_POST},
    {STR_INIT("PUT"), HTTP_PUT},
    {STR_INIT("PATCH"), HTTP_PATCH},
    {STR_INIT("DELETE"), HTTP_DELETE},
};

#define REFUSE(status, sentence) ((struct refusal){(status), STR(sentence)})
#define ACCEPT ((struct refusal){0, STR_NONE})

struct str http_method_name(enum http_method method)
{
    for (size_t i = 0; i < COUNT_OF(methods); i++)
        if (methods[i].method == method) return methods[i].name;
    BUG("no such method %d", (int)method);
}

enum http_method http_method_from(struct str word, struct refusal *ret_refusal)
{
    for (size_t i = 0; i < COUNT_OF(methods); i++)
        if (str_eq(word, methods[i].name)) return methods[i].method;
    if (str_eq(word, STR("OPTIONS")) || str_eq(word, STR("TRACE")) || str_eq(word, STR("CONNECT")))
        *ret_refusal = REFUSE(405, "This kind of request is not allowed here.");
    else
        *ret_refusal = REFUSE(501, "This kind of request is not known here.");
    return HTTP_GET;
}

/* Only a path on this server, in plain visible ASCII: an absolute address or a hidden character is how one
 * request is made to look like another to a proxy in front. */
struct refusal http_check_target(struct str target)
{
    if (target.n > LIMIT_URL) return REFUSE(414, "The address is too long.");
    if (!target.n || target.p[0] != '/') return REFUSE(400, "The request could not be understood.");
    for (size_t i = 0; i < target.n; i++) {
        unsigned char c = (unsigned char)target.p[i];
        if (c <= ' ' || c >= 0x7F || c == '\\' || c == '#')
            return REFUSE(400, "The address holds a character that is not allowed.");
        if (c == '%' && i + 2 < target.n && target.p[i + 1] == '0' && target.p[i + 2] == '0')
            return REFUSE(400, "The address holds a character that is not allowed.");
    }
    return ACCEPT;
}

static bool is_token(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && (!c || !strchr("!#$%&'*+-.^_`|~", c))) return false;
    }
    return s.n > 0;
}

static bool has_control(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        unsigned char c = (unsigned char)s.p[i];
        if ((c < ' ' && c != '\t') || c == 0x7F) return true;
    }
    return false;
}

void http_check_field(struct head_check *h, struct str name, struct str value)
{
    h->count++;
    h->bytes += name.n + value.n + 4; /* ": " and the line's end */
    if (!is_token(name) || has_control(value)) h->bad_field = true;
    value = str_trim(value);
    if (str_eq_nocase(name, STR("Host"))) {
        h->hosts++;
        if (!value.n || str_has(value, STR(" ")) || str_has(value, STR(","))) h->bad_field = true;
    } else if (str_eq_nocase(name, STR("Content-Length"))) {
        h->lengths++;
        h->length = value;
    } else if (str_eq_nocase(name, STR("Transfer-Encoding"))) {
        h->encodings++;
        h->chunked = str_eq_nocase(value, STR("chunked"));
    } else if (str_eq_nocase(name, STR("Expect"))) {
        if (!str_eq_nocase(value, STR("100-continue"))) h->bad_expect = true;
    } else if (str_eq_nocase(name, STR("Content-Encoding"))) {
        if (!str_eq_nocase(value, STR("identity"))) h->coded = true;
    }
}

struct refusal http_check_head(const struct head_check *h, bool http_1_0)
{
    if (h->count > LIMIT_HEADER_COUNT || h->bytes > LIMIT_HEADERS)
        return REFUSE(431, "The request carries too many headers.");
    if (h->bad_field) return REFUSE(400, "A header of the request could not be understood.");
    if (h->hosts > 1 || (!h->hosts && !http_1_0)) return REFUSE(400, "The request must name one host.");
    if (h->lengths > 1 || h->encodings > 1 || (h->lengths && h->encodings))
        return REFUSE(400, "The request says its length in two ways.");
    if (h->encodings && (!h->chunked || http_1_0))
        return REFUSE(400, "The request is encoded in a way that is not accepted.");
    if (h->coded) return REFUSE(415, "Compressed requests are not accepted.");
    if (h->bad_expect) return REFUSE(417, "The request expects something that is not offered here.");
    return ACCEPT;
}

struct refusal http_check_body(struct http_server *s, int64_t declared, size_t most, bool *ret_large)
{
    MUST(most <= LIMIT_BODY_LARGEST);
    if (!most || declared > (int64_t)most) return REFUSE(413, "What was sent is too large.");
    *ret_large = most > LIMIT_BODY_FORM;
    if (*ret_large && atomic_fetch_add(&s->large_bodies, 1) >= LIMIT_LARGE_BODIES)
        return REFUSE(503, "Several files are on their way already. Try again in a minute.");
    return ACCEPT;
}

struct str http_status_words(int status)
{
    switch (status) {
    case 400: return STR("Bad Request");
    case 405: return STR("Method Not Allowed");
    case 413: return STR("Content Too Large");
    case 414: return STR("URI Too Long");
    case 415: return STR("Unsupported Media Type");
    case 417: return STR("Expectation Failed");
    case 431: return STR("Request Header Fields Too Large");
    case 501: return STR("Not Implemented");
    case 503: return STR("Service Unavailable");
    default: BUG("status %d is not refused with", status);
    }
}

struct str http_refusal_text(
    struct arena *a, struct refusal r, const struct http_field *fields, size_t n, struct str page)
{
    struct buf b = buf_new(a, 4096, 1024 * 1024);
    buf_printf(&b, "HTTP/1.1 %d %.*s\r\nConnection: close\r\nContent-Type: text/html; charset=utf-8\r\n", r.status,
        STR_ARG(http_status_words(r.status)));
    for (size_t i = 0; i < n; i++)
        buf_printf(&b, "%.*s: %.*s\r\n", STR_ARG(fields[i].name), STR_ARG(fields[i].value));
    buf_printf(&b, "Content-Length: %zu\r\n\r\n", page.n);
    buf_add(&b, page);
    return buf_str(&b);
}

struct str http_refusal_page(struct arena *a, const struct http_options *o, struct refusal r)
{
    if (o->refusal) return o->refusal(o->user, a, r.status, r.message);
    return str_printf(a, "<!DOCTYPE html>\n<html lang=\"en\"><title>%.*s</title><p>%.*s</p></html>\n",
        STR_ARG(r.message), STR_ARG(r.message));
}

void http_on_panic(void *user, const char *file, unsigned line, const char *reason)
{
    (void)user;
    BUG("libmicrohttpd: %s:%u: %s", file, line, reason ? reason : "no reason given");
}

#include "wire/multipart.h"

#include "base/limits.h"

enum {
    LONGEST_BOUNDARY = 70,    /* [RFC 2046 §5.1.1] */
    LARGEST_PART_HEAD = 4096, /* bytes of one part's headers */
    LONGEST_FILE_NAME = 255,
};

#define UNREADABLE FORM_REFUSE(ERR_INVALID, "The form could not be read.")
#define INCOMPLETE FORM_REFUSE(ERR_INVALID, "The form arrived incomplete.")

struct part {
    struct str name, file_name, type, bytes;
};

bool multipart_is(struct str content_type)
{
    return str_eq_nocase(str_trim(str_cut(&content_type, ';')), STR("multipart/form-data"));
}

/* Cuts the next `; name=value` off *rest; quotes around the value are taken away. false: malformed. At the end
 * *ret_name is empty. */
static bool next_parameter(struct str *rest, struct str *ret_name, struct str *ret_value)
{
    struct str s = str_trim(*rest);
    size_t equals, end = 0;
    *ret_name = *ret_value = *rest = STR_NONE;
    if (!s.n) return true;
    if (s.p[0] != ';' || !str_find(s, '=', &equals)) return false;
    *ret_name = str_trim(str_slice(s, 1, equals));
    s = str_skip(s, equals + 1);
    if (s.n && s.p[0] == '"') {
        s = str_skip(s, 1);
        if (!str_find(s, '"', &end)) return false;
        *ret_value = str_slice(s, 0, end);
        *rest = str_skip(s, end + 1);
    } else {
        while (end < s.n && s.p[end] != ';') end++;
        *ret_value = str_trim(str_slice(s, 0, end));
        *rest = str_skip(s, end);
    }
    return ret_name->n > 0;
}

static bool is_boundary(struct str s)
{
    for (size_t i = 0; i < s.n; i++) {
        char c = s.p[i];
        bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        if (!letter && (!c || !strchr("'()+_,-./:=? ", c))) return false;
    }
    return s.n > 0 && s.n <= LONGEST_BOUNDARY && s.p[s.n - 1] != ' ';
}

static bool find_boundary(struct str content_type, struct str *ret)
{
    size_t at;
    struct str name, value, found = STR_NONE;
    if (!multipart_is(content_type) || !str_find(content_type, ';', &at)) return false;
    for (struct str rest = str_skip(content_type, at); rest.n;) {
        if (!next_parameter(&rest, &name, &value)) return false;
        if (!str_eq_nocase(name, STR("boundary"))) continue;
        if (found.p) return false;
        found = value;
    }
    if (!is_boundary(found)) return false;
    *ret = found;
    return true;
}

/* Browsers write a quote and line ends in names as %22, %0D and %0A, and nothing else [HTML, form submission]. */
static struct str decode_name(struct arena *a, struct str s)
{
    size_t at, n = 0;
    if (!str_find(s, '%', &at)) return s;
    char *out = arena_alloc(a, s.n, 1);
    for (size_t i = 0; i < s.n; i++) {
        struct str ahead = str_slice(s, i, i + 3);
        bool quote = str_eq(ahead, STR("%22")), cr = str_eq_nocase(ahead, STR("%0D"));
        bool lf = str_eq_nocase(ahead, STR("%0A"));
        out[n++] = quote ? '"' : cr ? '\r' : lf ? '\n' : s.p[i];
        if (quote || cr || lf) i += 2;
    }
    return (struct str){out, n};
}

static struct str without_folders(struct str s)
{
    size_t from = 0;
    for (size_t i = 0; i < s.n; i++)
        if (s.p[i] == '/' || s.p[i] == '\\') from = i + 1;
    return str_slice(s, from, s.n);
}

static bool read_disposition(struct arena *a, struct str value, struct part *p)
{
    size_t at;
    struct str name, text;
    if (p->name.p || !str_find(value, ';', &at)) return false;
    if (!str_eq_nocase(str_trim(str_slice(value, 0, at)), STR("form-data"))) return false;
    for (struct str rest = str_skip(value, at); rest.n;) {
        if (!next_parameter(&rest, &name, &text)) return false;
        if (text.n > LONGEST_FILE_NAME * 3) return false;
        if (str_eq_nocase(name, STR("name")) && !p->name.p)
            p->name = decode_name(a, text);
        else if (str_eq_nocase(name, STR("filename")) && !p->file_name.p)
            p->file_name = without_folders(decode_name(a, text));
        else
            return false;
    }
    return true;
}

static bool read_part_head(struct arena *a, struct str head, struct part *p)
{
    while (head.n) {
        const char *end = memmem(head.p, head.n, "\r\n", 2);
        struct str line = str_slice(head, 0, end ? (size_t)(end - head.p) : head.n);
        head = str_skip(head, line.n + 2);
        struct str name = str_cut(&line, ':'), value = str_trim(line);
        if (!line.p) return false;
        if (str_eq_nocase(name, STR("Content-Disposition"))) {
            if (!read_disposition(a, value, p)) return false;
        } else if (str_eq_nocase(name, STR("Content-Type"))) {
            if (value.n > LIMIT_FORM_FIELD_NAME || !form_is_line(value)) return false;
            p->type = value;
        } else if (str_eq_nocase(name, STR("Content-Transfer-Encoding"))) {
            return false;
        }
    }
    return p->name.p != NULL;
}

static struct form_refusal add_part(struct arena *a, struct form *f, const struct part *p)
{
    if (!p->file_name.p) return form_add_field(a, f, p->name, p->bytes);
    struct form_refusal refusal = form_check_name(f, p->name);
    if (refusal.err) return refusal;
    if (!p->file_name.n && !p->bytes.n) return FORM_FINE; /* no file chosen */
    if (p->file_name.n > LONGEST_FILE_NAME) return FORM_REFUSE(ERR_TOO_LARGE, "The name of the file is too long.");
    if (!form_is_line(p->file_name)) return FORM_REFUSE(ERR_INVALID, "The name of the file is not plain text.");
    f->files.items[f->files.n++] = (struct form_file){p->name, p->file_name, p->type, p->bytes};
    return FORM_FINE;
}

/* One part: its head, a blank line, its bytes up to the next delimiter, which *rest then follows. */
static struct form_refusal read_part(struct arena *a, struct form *f, struct str delimiter, struct str *rest)
{
    struct part p = {0};
    const char *blank = memmem(rest->p, rest->n < LARGEST_PART_HEAD ? rest->n : LARGEST_PART_HEAD, "\r\n\r\n", 4);
    if (!blank) return UNREADABLE;
    struct str head = str_slice(*rest, 0, (size_t)(blank - rest->p));
    struct str body = str_skip(*rest, head.n + 4);
    const char *end = memmem(body.p, body.n, delimiter.p, delimiter.n);
    if (!end) return INCOMPLETE;
    p.bytes = str_slice(body, 0, (size_t)(end - body.p));
    *rest = str_skip(body, p.bytes.n + delimiter.n);
    return read_part_head(a, head, &p) ? add_part(a, f, &p) : UNREADABLE;
}

/* rest begins after the opening delimiter and ends with "--" after the last. */
static struct form_refusal read_parts(struct arena *a, struct form *f, struct str delimiter, struct str rest)
{
    while (!str_starts(rest, STR("--"))) {
        if (!str_starts(rest, STR("\r\n"))) return rest.n ? UNREADABLE : INCOMPLETE;
        rest = str_skip(rest, 2);
        struct form_refusal refusal = read_part(a, f, delimiter, &rest);
        if (refusal.err) return refusal;
    }
    rest = str_skip(rest, 2);
    return !rest.n || str_eq(rest, STR("\r\n")) ? FORM_FINE : UNREADABLE;
}

static size_t count_parts(struct str body, struct str delimiter)
{
    size_t n = 1;
    for (const char *at; n < LIMIT_FORM_FIELDS && (at = memmem(body.p, body.n, delimiter.p, delimiter.n)); n++)
        body = str_skip(body, (size_t)(at - body.p) + delimiter.n);
    return n;
}

static struct form_refusal read_form(struct arena *a, struct form *f, struct str content_type, struct str body)
{
    struct str boundary;
    if (!find_boundary(content_type, &boundary)) return UNREADABLE;
    struct str delimiter = str_printf(a, "\r\n--%.*s", STR_ARG(boundary));
    struct str opening = str_skip(delimiter, 2);
    if (!str_starts(body, opening)) return body.n ? UNREADABLE : INCOMPLETE;
    size_t most = count_parts(body, delimiter);
    f->fields.items = ARENA_ARRAY(a, struct form_field, most);
    f->files.items = ARENA_ARRAY(a, struct form_file, most);
    return read_parts(a, f, delimiter, str_skip(body, opening.n));
}

enum err multipart_parse(
    struct arena *a, struct str content_type, struct str body, struct form *ret, struct str *ret_why)
{
    struct form f = {0};
    struct form_refusal refusal = read_form(a, &f, content_type, body);
    if (!refusal.err)
        *ret = f;
    else if (ret_why)
        *ret_why = refusal.why;
    return refusal.err;
}

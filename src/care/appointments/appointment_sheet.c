/* The page that the person takes along: theirs alone, in the size they read. Whether it may leave is asked each
 * time. */
#include "care/appointments/appointment_parts.h"
#include "care/appointments/pages/sheet.tmpl.h"
#include "care/consent/consent.h"
#include "care/letters/letter.h"
#include "care/shell/shell.h"
#include "platform/audit/audit.h"
#include "ui/asset_names.h"

enum { ENTRY_IN_PATH = 1, LINES_MOST = 60 };

static struct str size_of(struct arena *a, enum written_format format)
{
    if (!letter_can_print(format)) format = WRITTEN_FORMAT_STANDARD;
    if (format == WRITTEN_FORMAT_EASY_READ) return STR("l-easy");
    return str_printf(a, "l-%d", letter_points(format));
}

static void add_lines(struct arena *a, struct str text, struct appointment_sheet_part *part)
{
    struct str line;
    part->lines.items = ARENA_ARRAY(a, struct str, LINES_MOST);
    while (text.n && part->lines.n < LINES_MOST) {
        const char *end = memchr(text.p, '\n', text.n);
        line = str_trim(end ? (struct str){text.p, (size_t)(end - text.p)} : text);
        text = end ? str_skip(text, (size_t)(end - text.p) + 1) : STR_NONE;
        if (line.n) part->lines.items[part->lines.n++] = line;
    }
}

static void add_parts(struct arena *a, const struct appointment *one, struct appointment_sheet *s)
{
    static const struct {
        enum appointment_part part;
        const char *field, *heading;
    } PARTS[] = {{APPOINTMENT_BOOKING, "purpose", "What it is for"}, {APPOINTMENT_BOOKING, "way", "How"},
        {APPOINTMENT_BOOKING, "place", "Where"}, {APPOINTMENT_BOOKING, "transport", "How I get there"},
        {APPOINTMENT_PREPARING, "comes", "Who comes with me"}, {APPOINTMENT_PREPARING, "bring", "What to bring"},
        {APPOINTMENT_PREPARING, "questions", "What I want to ask"},
        {APPOINTMENT_PREPARING, "hopes", "What I hope for, and what worries me"},
        {APPOINTMENT_PREPARING, "aids", "What I have read about the choices"},
        {APPOINTMENT_BOOKING, "needs", "What I need"}};
    s->parts.items = ARENA_ARRAY(a, struct appointment_sheet_part, COUNT_OF(PARTS));
    for (size_t i = 0; i < COUNT_OF(PARTS); i++) {
        struct appointment_sheet_part part = {.heading = str_from_cstr(PARTS[i].heading)};
        add_lines(a, appointment_word(a, PARTS[i].part, one->states[PARTS[i].part], PARTS[i].field), &part);
        if (part.lines.n) s->parts.items[s->parts.n++] = part;
    }
}

static struct reply sheet(
    struct ctx *c, const struct person *p, const struct appointment *one, const struct sharing_permit *permit)
{
    struct arena *a = c->arena;
    sharing_use(c, permit, p->id, CONSENT_CHANNEL, 0);
    c->audit->action = STR("appointment.print");
    c->audit->outcome = AUDIT_DONE;
    struct appointment_sheet *s = ARENA_NEW(a, struct appointment_sheet);
    *s = (struct appointment_sheet){.style = URL(ASSET_LETTER_CSS),
        .script = URL(ASSET_LETTER_JS),
        .mark = URL(ASSET_CAIRN_SVG),
        .back = person_url(a, p, "/appointments"),
        .size = size_of(a, p->written_format),
        .heading = appointment_title(a, one->states[APPOINTMENT_BOOKING]),
        .when = appointment_when(a, one->day, one->states[APPOINTMENT_BOOKING]),
        .ring = p->practice_name,
        .demonstration = c->app->demonstration};
    add_parts(a, one, s);
    struct html h = html_new(a, STR_NONE);
    appointment_sheet(&h, s);
    MUST(!h.out.overflow);
    return reply_html(200, buf_str(&h.out));
}

struct reply appointment_sheet_get(struct ctx *c, const struct request *r)
{
    struct person p;
    struct appointment one;
    struct sharing_answer answer;
    enum err err = person_get(c, r->person, &p);
    if (!err) err = appointment_read(c, p.id, request_id(r, ENTRY_IN_PATH), &one);
    if (!err) err = sharing_ask_own(c, &p, false, &answer);
    if (err) return shell_failure(c, err);
    if (answer.permit) return sheet(c, &p, &one, answer.permit);
    c->audit->outcome = AUDIT_REFUSED;
    return shell_error(c, 403, answer.words);
}

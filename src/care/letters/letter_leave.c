#include "care/letters/letter_leave.h"

#include "care/letters/pages/sheet.tmpl.h"
#include "platform/audit/audit.h"
#include "ui/asset_names.h"

static struct letter_lines lines_of(struct arena *a, struct str text)
{
    struct letter_lines lines = {ARENA_ARRAY(a, struct str, text.n + 1), 0};
    while (text.n) lines.items[lines.n++] = str_cut(&text, '\n');
    return lines;
}

static void add_words(struct letter_sheet *s, const struct letter *l)
{
    const struct letter_catalogue *words = letter_catalogue(l->language), *english = letter_catalogue(STR("en"));
    if (!words) words = english; /* a catalogue that was taken out since */
    s->language = words->language;
    s->right_to_left = words->right_to_left;
    s->foreign = words != english;
    s->heading = letter_heading(words, l->about);
    if (s->foreign) s->heading_in_english = letter_heading(english, l->about);
    s->dear = words->words[LETTER_WORD_DEAR];
    s->ring = words->words[LETTER_WORD_RING];
    s->other_format = words->words[LETTER_WORD_OTHER_FORMAT];
    if (s->foreign) s->in_english = words->words[LETTER_WORD_IN_ENGLISH];
    s->sincerely = words->words[LETTER_WORD_SINCERELY];
}

static struct reply sheet(struct ctx *c, const struct letter *l, const struct person *now)
{
    struct arena *a = c->arena;
    struct letter_sheet *s = ARENA_NEW(a, struct letter_sheet);
    *s = (struct letter_sheet){.style = URL(ASSET_LETTER_CSS),
        .script = URL(ASSET_LETTER_JS),
        .mark = URL(ASSET_CAIRN_SVG),
        .back = letter_url(a, person_url(a, now, ""), l),
        .easy = l->format == WRITTEN_FORMAT_EASY_READ,
        .demonstration = c->app->demonstration,
        .addressee = l->addressee,
        .date = date_long(a, instant_date(l->written_at)),
        .called = l->called,
        .phone = l->phone,
        .sender = l->sender,
        .sender_role = staff_role_label(l->role),
        .sender_from = l->sender_from,
        .address = lines_of(a, now->protected_address ? STR("") : l->address)};
    s->size = s->easy ? STR("l-easy") : str_printf(a, "l-%d", letter_points(l->format));
    s->parts = letter_parts(a, l->body);
    if (s->easy) s->ideas = letter_ideas(a, l->body);
    add_words(s, l);
    struct html h = html_new(a, STR_NONE);
    letter_sheet(&h, s);
    MUST(!h.out.overflow);
    return reply_html(200, buf_str(&h.out));
}

enum err letter_ask(
    struct ctx *c, const struct person *now, struct letter_against *ret, const struct sharing_permit **ret_permit)
{
    static const struct sharing BY_POST = {.purpose = CONSENT_CHANNEL, .channel = CONSENT_BY_LETTER};
    struct sharing_answer answer;
    enum err err = sharing_ask(c, now, &BY_POST, &answer);
    if (err) return err;
    struct str refused = answer.may || now->died_known ? STR_NONE : answer.words;
    *ret = letter_against(now, person_address_may_be_shown(c->actor, now->id), refused);
    *ret_permit = answer.permit;
    return ERR_NONE;
}

struct reply letter_leaves(struct ctx *c, const struct letter *l, const struct person *now)
{
    struct letter_against a;
    const struct sharing_permit *permit;
    enum err err = letter_ask(c, now, &a, &permit);
    if (err) return shell_failure(c, err);
    c->audit->object_kind = STR("letter");
    c->audit->object_id = l->id.v;
    if (a.n_stops) {
        c->audit->outcome = AUDIT_REFUSED;
        return shell_error(c, 403, a.stops[0]);
    }
    sharing_use(c, permit, now->id, CONSENT_CHANNEL, 0);
    c->audit->action = STR("letter.print");
    c->audit->outcome = AUDIT_DONE;
    return sheet(c, l, now);
}

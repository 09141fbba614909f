/* Templates, filled from the record. What the record doesn't know stands in square brackets, to be filled in. */
#include "care/contacts/contact.h"
#include "care/letters/letter_form.h"
#include "care/tasks/task.h"

enum { BODY_MOST = 16 * 1024, DAYS_RECENT = 60 };

struct filling {
    struct ctx *c;
    const struct person *p;
    struct buf *out;
    struct date today;
};

static void say(struct filling *f, const char *text)
{
    buf_add(f->out, str_from_cstr(text));
}

/* The day of the last contact of this kind, if that is not long ago. */
static enum err last_day(struct filling *f, bool reached, struct str *ret)
{
    struct contact_list last;
    enum err err = contacts_with(f->c, f->p->id, 10, &last);
    *ret = STR("[day]");
    for (size_t i = 0; !err && i < last.n; i++) {
        enum contact_outcome o = last.items[i].outcome;
        struct date day = instant_date(last.items[i].happened_at);
        if ((o != CONTACT_NO_ANSWER && o != CONTACT_LEFT_MESSAGE) != reached) continue;
        if (date_days_between(day, f->today) > DAYS_RECENT) break;
        *ret = date_eq(day, f->today) ?
            STR("today") :
            str_printf(f->c->arena, "on %.*s", STR_ARG(date_with_weekday(f->c->arena, day)));
        break;
    }
    if (str_eq(*ret, STR("[day]"))) *ret = STR("on [day]");
    return err;
}

static enum err tried(struct filling *f)
{
    struct str day;
    enum err err = last_day(f, false, &day);
    buf_printf(f->out, "I tried to reach you %.*s, and we did not manage to speak.\n\n", STR_ARG(day));
    say(f,
        "I would like to hear how you are, and whether there is something I can help with.\n\n"
        "Please ring me when it suits you. Somebody else may ring for you, if you prefer that.");
    return err;
}

static enum err introducing(struct filling *f)
{
    struct str role = str_lower(f->c->arena, staff_role_label((enum staff_role)f->c->actor->role));
    buf_printf(f->out, "My name is %.*s. I am a %.*s and I work with %.*s.\n\n", STR_ARG(f->c->actor->name),
        STR_ARG(role), STR_ARG(f->p->practice_name));
    say(f,
        "I can\n- listen to what matters to you\n- bring together the people who support you\n"
        "- help you prepare for appointments, and go through what was said afterwards\n"
        "- find help and company near you\n\n"
        "I am not a doctor or a nurse, so I do not give medical advice. What you tell me is kept in your record. "
        "We "
        "talk about who else may know of it.\n\nI will get in touch with you [when and how].");
    return ERR_NONE;
}

static enum err visit(struct filling *f)
{
    say(f, "We meet on [day and time].\n\nWhere: [place]\n\nWith: ");
    buf_add(f->out, f->c->actor->name);
    say(f,
        "\n\nIt takes about 45 minutes. You can bring somebody with you. It helps if you have ready\n"
        "- [what to bring]\n\nIf this time does not suit you, please ring me. We will find another.");
    return ERR_NONE;
}

static enum err agreed(struct filling *f)
{
    struct task_list open;
    struct str day;
    enum err err = last_day(f, true, &day);
    if (!err) err = tasks_about(f->c, f->p->id, &open);
    if (err) return err;
    buf_printf(f->out, "Thank you for talking with me %.*s. This is what we agreed.\n\n", STR_ARG(day));
    size_t n = 0;
    for (size_t i = 0; i < open.n; i++) {
        const struct task *t = &open.items[i];
        if (t->kind != TASK_PROMISE) continue;
        buf_printf(f->out, "- %.*s (%.*s, by %.*s)\n", STR_ARG(t->title), STR_ARG(t->owner_name),
            STR_ARG(date_long(f->c->arena, t->due)));
        n++;
    }
    if (!n) say(f, "- [what was agreed, who does it, and by when]\n");
    say(f, "\nIf I have something wrong, or if things change, please ring me.");
    return ERR_NONE;
}

static enum err ended(struct filling *f)
{
    say(f,
        "We have come to the end of our regular contact. [What you reached together]\n\n"
        "If things change, you can ring\n");
    buf_printf(f->out, "- your practice, %.*s, on [number]\n", STR_ARG(f->p->practice_name));
    say(f, "- me, on the number below\n\nYou can ask for a care co-ordinator again at any time.");
    return ERR_NONE;
}

static enum err review(struct filling *f)
{
    say(f,
        "I would like to look together with you at how things are going, what has changed, and what would help "
        "next.\n\nI suggest [day and time] at [place]. If that does not suit you, please ring me. We will find "
        "another time.\n\nBefore we meet you may want to think about\n- what goes well\n- what is hard just now\n"
        "- what matters most to you in the next months\n\nYou can bring somebody with you.");
    return ERR_NONE;
}

enum err letter_compose(struct ctx *c, const struct person *p, enum letter_about about, struct str *ret_body)
{
    static enum err (*const TEMPLATES[])(struct filling * f) = {[LETTER_TRIED] = tried,
        [LETTER_INTRODUCING] = introducing,
        [LETTER_VISIT] = visit,
        [LETTER_AGREED] = agreed,
        [LETTER_ENDED] = ended,
        [LETTER_REVIEW] = review};
    struct buf out = buf_new(c->arena, 2048, BODY_MOST);
    struct filling f = {c, p, &out, clock_today(c->clock)};
    MUST(about > LETTER_ABOUT_NONE && (size_t)about < COUNT_OF(TEMPLATES));
    enum err err = TEMPLATES[about](&f);
    *ret_body = buf_str(&out);
    return err;
}

/* The form of a letter: as offered, as sent, and as it is shown. */
#include "care/letters/letter_form.h"

#include "base/limits.h"
#include "care/letters/letter_leave.h"
#include "care/letters/letter_store.h"

static const struct str ENGLISH = STR_INIT("en");

static struct letter_against against(struct ctx *c, const struct person *p)
{
    struct letter_against a;
    const struct sharing_permit *unused;
    if (!letter_ask(c, p, &a, &unused)) return a;
    return letter_against(p, true, STR("Whether they want letters could not be read just now. Try again"));
}

/* Their language where there is a catalogue in it. */
static struct str language_for(const struct person *p)
{
    return letter_catalogue(p->language) ? p->language : ENGLISH;
}

enum err letter_form_new(struct ctx *c, const struct person *p, enum letter_about about, struct letter_form *ret)
{
    *ret = (struct letter_form){.problems = {.arena = c->arena},
        .about = about,
        .phone = letter_own_phone(c),
        .language = language_for(p),
        .format = p->written_format ? p->written_format : WRITTEN_FORMAT_STANDARD,
        .nonce = uuid_new(c->clock),
        .against = against(c, p)};
    if (!letter_can_print(ret->format)) ret->format = WRITTEN_FORMAT_NONE;
    return letter_compose(c, p, about, &ret->body);
}

/* ---- reading ---- */

static void read_body(struct letter_form *f, const struct form *form)
{
    f->body = field_note(form, STR("body"), STR("Letter"), LETTER_BODY_MOST, &f->problems);
    struct str open = letter_unfilled(f->body);
    if (!f->body.n) problems_add(&f->problems, STR("body"), STR("Enter the text of the letter"));
    if (open.n)
        problems_add(&f->problems, STR("body"),
            str_printf(
                f->problems.arena, "Fill in or take out what stands in square brackets: %.*s", STR_ARG(open)));
}

static void read_choices(struct letter_form *f, const struct form *form, const struct person *p)
{
    enum written_format format = WRITTEN_FORMAT_NONE;
    f->language = form_get(form, STR("language"));
    if (!str_eq(f->language, ENGLISH) && !str_eq(f->language, language_for(p)))
        problems_add(&f->problems, STR("language"), STR("Choose one of the languages"));
    if (written_format_from_code(form_get(form, STR("format")), &format) && letter_can_print(format))
        f->format = format;
    else
        problems_add(&f->problems, STR("format"), STR("Choose how the letter is printed"));
}

struct letter_form letter_form_read(struct ctx *c, const struct form *form, const struct person *p)
{
    struct letter_form f = {.problems = {.arena = c->arena}, .against = against(c, p)};
    int about;
    if (vocabulary_find(&letter_abouts, form_get(form, STR("about")), &about)) f.about = (enum letter_about)about;
    if (!f.about || !uuid_from_text(form_get(form, STR("nonce")), &f.nonce)) {
        problems_add(&f.problems, STR_NONE, STR("This form is not complete. Begin the letter again"));
        if (!f.about) f.about = LETTER_TRIED;
        f.nonce = uuid_new(c->clock);
    }
    read_body(&f, form);
    read_choices(&f, form, p);
    f.phone = field_text(form, STR("phone"), STR("Number to ring"), LIMIT_NAME_PART, &f.problems);
    if (!f.phone.n) problems_add(&f.problems, STR("phone"), STR("Enter the number that they can ring"));
    f.despite = field_ticked(form, STR("despite"));
    if (f.against.n_warns && !f.despite)
        problems_add(
            &f.problems, STR("despite"), STR("Say that you write the letter all the same, or do not write it"));
    for (size_t i = 0; i < f.against.n_stops; i++) problems_add(&f.problems, STR_NONE, f.against.stops[i]);
    return f;
}

/* ---- what is saved ---- */

static struct str address_lines(struct arena *a, const struct person *p)
{
    if (!letter_has_address(p)) return STR_NONE;
    return str_join(a,
        (const struct str[]){p->address[0], p->address[1], p->address[2], p->address[3], p->postcode}, 5,
        STR("\n"));
}

static struct str addressee(struct arena *a, const struct person *p)
{
    return str_join(a, (const struct str[]){p->title, person_full_name(a, p)}, 2, STR(" "));
}

enum err letter_form_letter(
    struct ctx *c, const struct letter_form *f, const struct person *now, struct letter *ret)
{
    struct letter_against a = against(c, now);
    if (a.n_stops || (a.n_warns && !f->despite)) return ERR_REFUSED;
    *ret = (struct letter){.person = now->id,
        .about = f->about,
        .format = f->format,
        .language = f->language,
        .addressee = addressee(c->arena, now),
        .address = address_lines(c->arena, now),
        .called = person_called(c->arena, now),
        .body = f->body,
        .phone = f->phone,
        .sender = c->actor->name,
        .sender_from = now->practice_name};
    return ERR_NONE;
}

/* ---- showing ---- */

static struct select_field format_field(struct ctx *c, const struct letter_form *f)
{
    struct select_field s = {.name = STR("format"),
        .label = STR("Printed as"),
        .label_size = SIZE_S,
        .error = problems_at(&f->problems, STR("format"))};
    s.items.items = ARENA_ARRAY(c->arena, struct option, written_format_vocabulary.n + 1);
    if (!f->format)
        s.items.items[s.items.n++] = (struct option){.text = STR("Choose"), .value = STR(""), .selected = true};
    for (int i = 1; i <= (int)written_format_vocabulary.n; i++)
        if (letter_can_print((enum written_format)i))
            s.items.items[s.items.n++] = (struct option){.text = written_format_label((enum written_format)i),
                .value = written_format_code((enum written_format)i),
                .selected = (int)f->format == i};
    return s;
}

static struct select_field language_field(struct ctx *c, const struct letter_form *f, const struct person *p)
{
    const struct str codes[] = {language_for(p), ENGLISH};
    size_t n = str_eq(codes[0], ENGLISH) ? 1 : 2;
    struct select_field s = {.name = STR("language"),
        .label = STR("Headings in"),
        .label_size = SIZE_S,
        .error = problems_at(&f->problems, STR("language"))};
    const struct letter_catalogue *words = letter_catalogue(codes[0]);
    if (words && !words->reviewed)
        s.hint = STR("Unreviewed: a machine translated these headings, and nobody who speaks the language has "
                     "checked them");
    s.items.items = ARENA_ARRAY(c->arena, struct option, n);
    for (size_t i = 0; i < n; i++)
        s.items.items[s.items.n++] = (struct option){
            .text = language_label(codes[i]), .value = codes[i], .selected = str_eq(codes[i], f->language)};
    return s;
}

/* What to know of the reader before the text is written. */
static struct str reader_words(struct ctx *c, const struct person *p)
{
    struct str format = p->written_format ? written_format_label(p->written_format) :
                                            STR("Standard print, nothing else is "
                                                "recorded");
    bool other = p->language.n && !str_eq(p->language, ENGLISH);
    return str_printf(c->arena, "%.*s%s%.*s%s", STR_ARG(format), other ? ". Reads " : "",
        STR_ARG(other ? language_label(p->language) : STR("")),
        other && !letter_catalogue(p->language) ? ", in which there are no headings yet" : "");
}

static void add_reasons(struct ctx *c, const struct letter_form *f, struct letter_form_view *v)
{
    v->stops.items = ARENA_ARRAY(c->arena, struct letter_reason, LETTER_REASONS_MOST);
    v->warns.items = ARENA_ARRAY(c->arena, struct letter_reason, LETTER_REASONS_MOST);
    for (size_t i = 0; i < f->against.n_stops; i++)
        v->stops.items[v->stops.n++] = (struct letter_reason){f->against.stops[i]};
    for (size_t i = 0; i < f->against.n_warns; i++)
        v->warns.items[v->warns.n++] = (struct letter_reason){f->against.warns[i]};
    struct choice *one = ARENA_NEW(c->arena, struct choice);
    *one = (struct choice){
        .value = STR("yes"), .label = STR("I write this letter all the same"), .checked = f->despite};
    v->despite = (struct checkboxes){.name = STR("despite"),
        .items = {one, 1},
        .small = true,
        .error = problems_at(&f->problems, STR("despite"))};
}

struct letter_form_view *letter_form_view(struct ctx *c, const struct letter_form *f, const struct person *p)
{
    struct letter_form_view *v = ARENA_NEW(c->arena, struct letter_form_view);
    struct problems *problems = ARENA_NEW(c->arena, struct problems);
    *problems = f->problems;
    v->problems = problems_summary(problems);
    v->heading = vocabulary_label(&letter_abouts, (int)f->about);
    v->about = vocabulary_code(&letter_abouts, (int)f->about);
    v->nonce = uuid_text(c->arena, f->nonce);
    v->reader = reader_words(c, p);
    add_reasons(c, f, v);
    v->body = (struct textarea){.name = STR("body"),
        .label = STR("Letter"),
        .label_size = SIZE_S,
        .hint = STR(
            "Filled from the record: read it through. Short sentences, no abbreviations. A line that begins with "
            "- is an item of a list"),
        .value = f->body,
        .error = problems_at(&f->problems, STR("body")),
        .rows = 16};
    v->phone = (struct input){.name = STR("phone"),
        .label = STR("Number that they can ring"),
        .label_size = SIZE_S,
        .value = f->phone,
        .type = STR("tel"),
        .autocomplete = STR("off"),
        .width = 20,
        .error = problems_at(&f->problems, STR("phone"))};
    v->format = format_field(c, f);
    v->language = language_field(c, f, p);
    return v;
}

#include "care/about/about_document.h"

#include "base/utf8.h"
#include "care/about/about.sql.h"

enum { WORDS_MOST = 4000, HELPER_MOST = 150, FIRST_SHOWN = 400 };

static const struct term WHOSE_TERMS[] = {
    {STR_INIT("own"), STR_INIT("Their own, as they said or wrote them")},
    {STR_INIT("helped"), STR_INIT("Their own, and somebody helped to put them down")},
    {STR_INIT("for-them"), STR_INIT("Written for them by somebody who knows them well")},
};
static const struct vocabulary WHOSE = {WHOSE_TERMS, COUNT_OF(WHOSE_TERMS)};

#define WORDS(name, heading, help) \
    DOCUMENT_FIELD(name, heading, help, .field.kind = FIELD_LINES, .most = WORDS_MOST, .rows = 4)

/* The first ABOUT_HEADINGS are the standard's headings, in its order. */
static const struct document_field FIELDS[] = {
    WORDS("most_important", "What is most important to me",
        "What a good day needs. What they would not want to lose"),
    WORDS("people", "People who are important to me",
        "Who they are to them, and what they do together. Animals too"),
    WORDS("communication", "How I communicate, and how to communicate with me",
        "What helps them to understand, to be understood and to decide"),
    WORDS("wellness", "My wellness", "What they are like when they are well, and what shows that they are not"),
    WORDS("please", "Please do, and please do not", "What others should do every time, and what upsets them"),
    WORDS("support", "How and when to support me", "What they do themselves, and with what they want help"),
    WORDS("also", "Also worth knowing about me",
        "Work, faith, interests, where they have lived, what they are proud of"),
    DOCUMENT_FIELD("whose", "Whose words are these?", "", .field.kind = FIELD_CODE, .field.codes = &WHOSE),
    DOCUMENT_FIELD("helper", "Who helped, or wrote them", "Their name, and who they are to the person",
        .field.kind = FIELD_TEXT, .most = HELPER_MOST),
    DOCUMENT_FIELD("written_on", "When they were written down", "For example, 4 3 2026", .field.kind = FIELD_DATE),
};

static enum err read_about(struct ctx *c, struct person_id person, struct document_state *ret)
{
    struct about_get_row row;
    enum err err = about_get(c->db, person, &row);
    *ret = err ? (struct document_state){person.v, 0, STR("{}")} :
                 (struct document_state){person.v, row.version, row.words};
    return err == ERR_NOT_FOUND ? ERR_NONE : err;
}

static enum err load(struct ctx *c, const struct document_place *place, struct document_state *ret)
{
    return read_about(c, place->person, ret);
}

static enum err save(struct ctx *c, const struct document_place *place, const struct document_state *next)
{
    struct person_id person = place->person;
    struct instant now = clock_now(c->clock);
    enum err err = next->version ? about_update(c->db, person, next->version, next->state, now) :
                                   about_insert(c->db, person, next->state, now);
    return err ? err : version_save(c, STR("about"), person.v, next->version + 1, next->state);
}

const struct document about_document = {.kind = STR_INIT("about"),
    .fields = FIELDS,
    .n = COUNT_OF(FIELDS),
    .heading = STR_INIT("What matters to them"),
    .lead = STR_INIT("Write as they say it: “I”, not “she”. Leave empty what they do not want to say, or have not "
                     "been asked yet. "
                     "A new symptom or a question about medicines does not belong here: tell a clinician."),
    .section = STR_INIT("About me"),
    .load = load,
    .save = save};

struct str about_whose(struct arena *a, struct str called, struct str state)
{
    struct str whose = merge_text(a, merge_value(a, state, STR("whose")));
    struct str helper = document_words(a, &about_document, "helper", state), words = STR_NONE;
    if (str_eq(whose, STR("for-them")))
        words = helper.n ? str_printf(a, "Written for %.*s by %.*s", STR_ARG(called), STR_ARG(helper)) :
                           str_printf(a, "Written for %.*s by somebody who knows them well", STR_ARG(called));
    else if (whose.n && helper.n)
        words = str_printf(a, "In %.*s’s own words, with help from %.*s", STR_ARG(called), STR_ARG(helper));
    else if (whose.n)
        words = str_printf(a, "In %.*s’s own words", STR_ARG(called));
    else if (helper.n)
        words = str_printf(a, "With help from %.*s", STR_ARG(helper));
    struct str day = document_words(a, &about_document, "written_on", state);
    return str_join(a, (const struct str[]){words, day}, 2, STR(", "));
}

enum err about_state(struct ctx *c, struct person_id person, struct str *ret, int64_t *ret_version)
{
    struct document_state now;
    enum err err = read_about(c, person, &now);
    if (err) return err;
    *ret = now.state;
    *ret_version = now.version;
    return ERR_NONE;
}

struct record_fields about_fields(struct arena *a)
{
    return document_record_fields(a, &about_document);
}

enum err about_write(struct ctx *c, struct person_id person, const struct document_word *words, size_t n)
{
    return document_write(c, &about_document, &(struct document_place){.person = person}, words, n);
}

static struct str shortened(struct arena *a, struct str state, struct str field)
{
    return utf8_shorten(a, merge_text(a, merge_value(a, state, field)), FIRST_SHOWN);
}

enum err about_first(struct ctx *c, const struct person *p, struct about_first *ret)
{
    struct document_state now;
    struct str called = person_called(c->arena, p);
    enum err err = read_about(c, p->id, &now);
    if (err) return err;
    *ret = (struct about_first){.heading = str_printf(c->arena, "What matters to %.*s", STR_ARG(called)),
        .whose = about_whose(c->arena, called, now.state),
        .more = person_url(c->arena, p, "/about")};
    size_t i = 0;
    for (; i < ABOUT_HEADINGS && !ret->text.n; i++) /* what comes first of what they said */
        ret->text = shortened(c->arena, now.state, FIELDS[i].field.state);
    if (i <= ABOUT_SUPPORT) ret->support = shortened(c->arena, now.state, FIELDS[ABOUT_SUPPORT].field.state);
    return ERR_NONE;
}

/* A person in the words and structs of the pages: banner, what to know first, sub-navigation. */
#include "care/people/person.h"

#include "nhs/telephone.h"

static struct str address_line(struct arena *a, const struct person *p)
{
    struct str town = str_join(a, (const struct str[]){p->address[2], p->postcode}, 2, STR(" "));
    return str_join(a, (const struct str[]){p->address[0], p->address[1], town}, 3, STR(", "));
}

static struct str died_words(struct arena *a, const struct person *p)
{
    if (!p->died_known) return STR_NONE;
    if (!date_is_set(p->died)) return STR("date not known");
    struct str day = date_long(a, p->died);
    if (!date_is_set(p->born)) return day;
    return str_printf(a, "%.*s, aged %d", STR_ARG(day), date_age(p->born, p->died));
}

static struct str born_words(struct ctx *c, const struct person *p)
{
    if (!date_is_set(p->born)) return STR_NONE;
    struct str born = date_banner(c->arena, p->born);
    if (p->died_known) return born;
    return str_printf(c->arena, "%.*s (%dy)", STR_ARG(born), date_age(p->born, clock_today(c->clock)));
}

struct person_banner *person_banner_view(struct ctx *c, const struct person *p)
{
    struct person_banner *b = ARENA_NEW(c->arena, struct person_banner);
    struct str phone = p->protected_address ? STR_NONE : person_phone(p);
    *b = (struct person_banner){.name = person_formal_name(c->arena, p),
        .preferred = p->preferred_name,
        .born = born_words(c, p),
        .died = died_words(c->arena, p),
        .gender = p->gender == GENDER_UNKNOWN ? STR_NONE : gender_label(p->gender),
        .nhs_number = nhs_number_display(c->arena, p->nhs_number),
        .phone = p->protected_address ? STR("Protected") : telephone_display(c->arena, phone),
        .call = url_telephone(c->arena, phone),
        .protected_address = p->protected_address,
        .address = p->protected_address ? STR_NONE : address_line(c->arena, p),
        .alert = p->restricted ? STR("Restricted record: only their team sees it. Do not speak of it to others") :
                                 STR_NONE,
        .practice = str_join(c->arena, (const struct str[]){p->practice_name, p->named_gp}, 2, STR(", "))};
    return b;
}

static void know(struct know *k, struct str strong, struct str text)
{
    k->items.items[k->items.n++] = (struct know_item){.strong = strong, .text = text};
}

enum { KNOW_MOST = 12 };

struct know person_know_view(struct ctx *c, const struct person *p)
{
    struct arena *a = c->arena;
    struct know k = {.heading = STR("Before you get in touch"), .id = STR("know")};
    k.items.items = ARENA_ARRAY(a, struct know_item, KNOW_MOST);
    bool english = !p->language.n || str_eq(p->language, STR("en"));
    struct str language = english ? STR("") : language_label(p->language);
    if (p->interpreter)
        know(&k, str_join(a, (const struct str[]){language, STR("interpreter")}, 2, STR(" ")), STR("needed"));
    else if (!english)
        know(&k, str_printf(a, "Speaks %.*s", STR_ARG(language)), STR(""));
    if (p->contact_times.n) know(&k, p->contact_times, STR(""));
    if (p->preferred_contact)
        know(&k, STR("Best way to get in touch:"), contact_method_label(p->preferred_contact));
    if (p->written_format > WRITTEN_FORMAT_STANDARD)
        know(&k, STR("Write to them in:"), written_format_label(p->written_format));
    if (p->no_letters) know(&k, STR("No letters."), STR("They asked not to be written to."));
    if (p->communication_note.n) know(&k, STR(""), p->communication_note);
    if (p->adjustments.n) know(&k, STR("Reasonable adjustments:"), person_adjustments(a, p));
    if (p->protected_address)
        know(&k, STR("Protected address."), STR("Do not say or write where they live or how to ring them."));
    if (p->pronouns.n) know(&k, STR("Pronouns:"), p->pronouns);
    return k;
}

struct link_list person_subnav(struct ctx *c, const struct person *p, struct str current)
{
    static const struct {
        struct str text;
        const char *after;
        enum permission needs;
        bool shown; /* also while the person looks on */
        enum { WHOEVER, ALIVE, DEAD } of;
    } PAGES[] = {
        {STR_INIT("Summary"), "", PERMISSION_PERSON_RECORD, false, WHOEVER},
        {STR_INIT("About me"), "/about", PERMISSION_PERSON_RECORD, true, WHOEVER},
        {STR_INIT("Plan"), "/plan", PERMISSION_PERSON_RECORD, true, WHOEVER},
        {STR_INIT("Appointments"), "/appointments", PERMISSION_PERSON_RECORD, false, WHOEVER},
        {STR_INIT("Circle of care"), "/circle", PERMISSION_PERSON_RECORD, true, WHOEVER},
        {STR_INIT("Case"), "/case", PERMISSION_PERSON_RECORD, false, WHOEVER},
        {STR_INIT("Timeline"), "/timeline", PERMISSION_PERSON_RECORD, false, WHOEVER},
        {STR_INIT("Letters"), "/letters", PERMISSION_PERSON_RECORD, true, WHOEVER},
        {STR_INIT("Consent"), "/consent", PERMISSION_PERSON_RECORD, false, WHOEVER},
        {STR_INIT("Details"), "/details", PERMISSION_PERSON_DETAILS, false, WHOEVER},
        {STR_INIT("History"), "/history", PERMISSION_PERSON_DETAILS, false, WHOEVER},
        {STR_INIT("Team"), "/team", PERMISSION_PERSON_RECORD, false, WHOEVER},
        {STR_INIT("Who looked"), "/who-looked", PERMISSION_WHO_LOOKED, false, WHOEVER},
        {STR_INIT("Notices"), "/notices", PERMISSION_PERSON_RECORD, false, WHOEVER},
        {STR_INIT("Closing steps"), "/closing", PERMISSION_PERSON_RECORD, false, DEAD},
        {STR_INIT("Show the screen"), "/screen", PERMISSION_PERSON_RECORD, false, ALIVE},
    };
    struct link_list list = {ARENA_ARRAY(c->arena, struct link, COUNT_OF(PAGES)), 0};
    for (size_t i = 0; i < COUNT_OF(PAGES); i++)
        if (actor_may(c->actor, (int)PAGES[i].needs) && (PAGES[i].shown || !c->actor->shown) &&
            PAGES[i].of != (p->died_known ? ALIVE : DEAD))
            list.items[list.n++] = (struct link){.text = PAGES[i].text,
                .href = person_url(c->arena, p, PAGES[i].after),
                .current = str_eq(PAGES[i].text, current)};
    return list;
}

/* What can't be read now doesn't keep the page from being read. */
static struct page_notes notes_of(struct ctx *c, const struct person *p)
{
    struct page_notes notes = {0};
    for (size_t i = 0; i < PERSON_LISTENER_COUNT; i++)
        if (PERSON_LISTENERS[i]->noted && PERSON_LISTENERS[i]->noted(c, p, &notes)) return (struct page_notes){0};
    return notes;
}

static struct str coordinator_of(struct ctx *c, const struct person *p)
{
    struct str words = STR_NONE;
    for (size_t i = 0; i < PERSON_LISTENER_COUNT; i++)
        if (PERSON_LISTENERS[i]->coordinated && PERSON_LISTENERS[i]->coordinated(c, p, &words)) return STR_NONE;
    return words;
}

struct page person_page(struct ctx *c, const struct person *p, struct str current, struct str title)
{
    struct person_banner *banner = person_banner_view(c, p);
    banner->coordinator = coordinator_of(c, p);
    return (struct page){.title = title,
        .person = banner,
        .notes = notes_of(c, p),
        .subnav_label = STR("This record"),
        .subnav = person_subnav(c, p, current)};
}
